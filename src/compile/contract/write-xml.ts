/** A value as XML, in the words that its schema has for it (`xml` of OpenAPI). */

import { isJsonObject, type Json, type JsonObject, type JsonSchema } from '../../core/json.ts';
import type { SchemaLibrary } from '../../core/kind.ts';
import { applicableSchemas, itemSchemas } from '../../kinds/source/admits.ts';

type Library = Pick<SchemaLibrary, 'lookup'>;

/** The root is called as its schema says, or as the definition that it is, else `root`. */
export function writeXml(value: Json, schema: JsonSchema, library: Library): string {
  const name = xmlOf(schema, library).name ?? definitionName(schema) ?? 'root';
  return `<?xml version="1.0" encoding="UTF-8"?>\n${element(value, { name, schema, library })}`;
}

interface Writing {
  readonly name: string;
  readonly schema: JsonSchema;
  readonly library: Library;
}

function element(value: Json, { name, schema, library }: Writing): string {
  const xml = xmlOf(schema, library);
  const tag = tagName(name, xml);
  const space =
    xml.namespace === undefined
      ? ''
      : ` xmlns${xml.prefix === undefined ? '' : `:${xml.prefix}`}="${escapeXml(xml.namespace)}"`;
  if (value === null) return `<${tag}${space}/>`;
  if (Array.isArray(value)) {
    const items = listItems(value, { name, schema, library });
    return `<${tag}${space}>${items}</${tag}>`;
  }
  if (!isJsonObject(value)) return `<${tag}${space}>${escapeXml(String(value))}</${tag}>`;
  const { attributes, children } = members(value, schema, library);
  return `<${tag}${space}${attributes}>${children}</${tag}>`;
}

function members(
  value: JsonObject,
  schema: JsonSchema,
  library: Library,
): { readonly attributes: string; readonly children: string } {
  let attributes = '';
  let children = '';
  for (const [key, member] of Object.entries(value)) {
    const own = memberSchema(schema, key, library);
    const xml = xmlOf(own, library);
    const name = xml.name ?? key;
    if (xml.attribute)
      attributes += ` ${tagName(name, xml)}="${escapeXml(typeof member === 'object' ? JSON.stringify(member) : String(member))}"`;
    else if (Array.isArray(member) && !xml.wrapped) children += listItems(member, { name, schema: own, library });
    else children += element(member, { name, schema: own, library });
  }
  return { attributes, children };
}

/** Each item is called as the schema of items says, else as the list. */
function listItems(list: readonly Json[], { name, schema, library }: Writing): string {
  const parts = applicableSchemas(schema, library as SchemaLibrary);
  return list
    .map((item, index) => {
      const [own = true] = itemSchemas(parts, index);
      return element(item, { name: xmlOf(own, library).name ?? name, schema: own, library });
    })
    .join('');
}

function memberSchema(schema: JsonSchema, key: string, library: Library): JsonSchema {
  for (const { properties } of applicableSchemas(schema, library as SchemaLibrary)) {
    if (isJsonObject(properties) && Object.hasOwn(properties, key)) return properties[key] as JsonSchema;
  }
  return true;
}

interface Xml {
  readonly name: string | undefined;
  readonly namespace: string | undefined;
  readonly prefix: string | undefined;
  readonly attribute: boolean;
  readonly wrapped: boolean;
}

const NO_XML: Xml = { name: undefined, namespace: undefined, prefix: undefined, attribute: false, wrapped: false };

function xmlOf(schema: JsonSchema, library: Library): Xml {
  const found = applicableSchemas(schema, library as SchemaLibrary).find(({ xml }) => isJsonObject(xml));
  if (!found || !isJsonObject(found.xml)) return NO_XML;
  const { name, namespace, prefix, attribute, wrapped, nodeType } = found.xml;
  return {
    name: typeof name === 'string' ? name : undefined,
    namespace: typeof namespace === 'string' ? namespace : undefined,
    prefix: typeof prefix === 'string' ? prefix : undefined,
    attribute: attribute === true || nodeType === 'attribute',
    wrapped: wrapped === true,
  };
}

/** `Pet` of `…#/components/schemas/Pet`. */
function definitionName(schema: JsonSchema): string | undefined {
  if (!isJsonObject(schema)) return undefined;
  if (typeof schema.$ref === 'string') return /([A-Za-z_][\w.-]*)$/.exec(schema.$ref)?.[1];
  return isJsonObject(schema.items) ? definitionName(schema.items as JsonSchema) : undefined;
}

/** Names that XML does not allow are bent until it does. */
function tagName(name: string, { prefix }: Xml): string {
  const bent = name.replace(/[^\w.-]/g, '_').replace(/^(?![A-Za-z_])/, '_');
  return prefix === undefined ? bent : `${prefix}:${bent}`;
}

function escapeXml(text: string): string {
  return text
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '\ufffd')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
