/** The body of a request: a tree as JSON, a text as it is, or a form with its files. */

import { compileTemplate, type ExpressionContext } from '../../expression/index.ts';
import type { Located } from '../../spec/route-spec.ts';
import type { RequestParams } from '../../spec/suite-spec.ts';
import type { PreparedBody } from '../compiled-suite.ts';
import { compileFields } from './fields.ts';
import { always, combined, type Made, made } from './made.ts';
import { compileUploads, type UploadContext } from './uploads.ts';

export interface MadeBody {
  readonly body: PreparedBody | undefined;
  /** What is sent where no header says it; undefined for a form, whose encoding says it. */
  readonly contentType: string | undefined;
}

const NO_BODY: MadeBody = { body: undefined, contentType: undefined };

/** Undefined when a problem was reported. */
export function compileBody(
  { body, form, file }: Pick<RequestParams, 'body' | 'form' | 'file'>,
  context: UploadContext,
): Made<MadeBody> | undefined {
  if (body) return compilePlain(body, context.expressions);
  if (!form && !file) return always(NO_BODY);
  const fields = compileFields(form, context.expressions);
  const files = compileUploads(file, context);
  return (
    fields &&
    files &&
    combined(
      { fields, files },
      (values): MadeBody => ({
        body: file ? { kind: 'multipart', ...values } : { kind: 'form', fields: values.fields },
        contentType: undefined,
      }),
    )
  );
}

function compilePlain({ value, place }: Located, context: ExpressionContext): Made<MadeBody> | undefined {
  const template = compileTemplate(value, place, context);
  if (!template) return undefined;
  const { constant } = template;
  if (constant !== undefined) return always(plainBody(constant));
  // What is one whole `${…}` may be a text or a tree.
  if (typeof value === 'string') return made((scope, runtime) => plainBody(template.render(scope, runtime)));
  return made((scope, runtime) => bytesBody(template.stringify(scope, runtime), 'application/json'));
}

function plainBody(value: unknown): MadeBody {
  if (typeof value === 'string') return bytesBody(value, 'text/plain; charset=utf-8');
  return bytesBody(JSON.stringify(value ?? null), 'application/json');
}

function bytesBody(text: string, contentType: string): MadeBody {
  return { body: { kind: 'bytes', bytes: Buffer.from(text, 'utf8'), text }, contentType };
}
