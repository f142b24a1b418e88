/** The OpenAPI document of each snapshot as text: made at the first request for it, kept until the next publication. */

import type { Snapshot } from '../../compile/snapshot.ts';
import type { Json, JsonObject } from '../../core/json.ts';
import { type DocsText, docsText } from './text-plan.ts';

/** What else the document says of the API is in the snapshot. */
export type PrintOpenApi = (snapshot: Snapshot, about: DocumentPlace) => JsonObject;

export interface DocumentPlace {
  /** Where the API is served; undefined where nobody knows. */
  readonly url: string | undefined;
}

export interface Documents {
  /** The document with `url` as its server. Throws whatever the printer throws. */
  text(snapshot: Snapshot, as: { readonly format: 'json' | 'yaml'; readonly url: string | undefined }): DocsText;
}

interface Printers {
  readonly openApi: PrintOpenApi;
  readonly printYaml: (value: Json) => string;
}

/** YAML's own type: RFC 9512. */
const TYPES = { json: 'application/json', yaml: 'application/yaml' };

/** Clients know the mock by a name or two; whoever invents more has them printed each time. */
const MOST_TEXTS = 8;

export function createDocuments({ openApi, printYaml }: Printers): Documents {
  const documents = new WeakMap<Snapshot, { readonly document: JsonObject; readonly texts: Map<string, DocsText> }>();

  /** Printed without a server, which is put in for each: of a large project it takes its time. */
  function printed(snapshot: Snapshot): { readonly document: JsonObject; readonly texts: Map<string, DocsText> } {
    const before = documents.get(snapshot);
    if (before) return before;
    const document = openApi(snapshot, { url: undefined });
    const fresh = { document, texts: new Map<string, DocsText>() };
    documents.set(snapshot, fresh);
    return fresh;
  }

  return {
    text(snapshot, { format, url }) {
      const { document, texts } = printed(snapshot);
      const key = `${format} ${url}`;
      const before = texts.get(key);
      if (before) return before;
      const whole = url === undefined ? document : { ...document, servers: [{ url }] };
      const text = docsText(
        TYPES[format],
        format === 'json' ? `${JSON.stringify(whole, null, 2)}\n` : printYaml(whole),
      );
      const [oldest] = texts.keys();
      if (texts.size >= MOST_TEXTS && oldest !== undefined) texts.delete(oldest);
      texts.set(key, text);
      return text;
    },
  };
}
