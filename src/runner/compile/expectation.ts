/** `expect`, `until` and `open`: a status, an expression or a map → what looks at an answer. */

import { isJsonObject, type JsonObject } from '../../core/json.ts';
import type { SchemaLibrary } from '../../core/kind.ts';
import type { Scope } from '../../core/runtime.ts';
import type { ExpressionContext } from '../../expression/index.ts';
import type { Located } from '../../spec/route-spec.ts';
import type { Answer, Expectation } from '../compiled-suite.ts';
import { compileConditionLook } from './condition.ts';
import { compileExpectedFile } from './expected-file.ts';
import {
  compileMatched,
  compilePaths,
  compileSchema,
  compileTexts,
  compileTime,
  type PartContext,
} from './expected-parts.ts';
import { guarded, type Look } from './failures.ts';

export interface ExpectContext {
  /** With the answer in sight. */
  readonly expressions: ExpressionContext;
  readonly schemas: SchemaLibrary;
}

/** All parts are looked at, whatever the others miss. Undefined when a problem was reported. */
export function compileExpectation(written: Located, context: ExpectContext): Expectation | undefined {
  const { value, place } = written;
  const origin = place.origin();
  if (isJsonObject(value)) return compileMap({ value, place }, context);
  const look =
    typeof value === 'string' ? expressionLook(value, written, context) : compileMatched('status', written, context);
  return (
    look && {
      origin,
      snapshot: undefined,
      look: (answer, scope, runtime) => look(answer, seen(answer, scope), runtime),
    }
  );
}

function expressionLook(value: string, { place }: Located, { expressions }: ExpectContext): Look | undefined {
  const look = compileConditionLook({ value, place }, expressions);
  return look && ((_, scope, runtime) => look(scope, runtime));
}

type PartName = 'status' | 'header' | 'cookie' | 'body' | 'paths' | 'schema' | 'time';

const PARTS: Readonly<Record<PartName, (written: Located, context: PartContext) => Look | undefined>> = {
  status: (written, context) => compileMatched('status', written, context),
  header: (written, context) => compileTexts('header', written, context),
  cookie: (written, context) => compileTexts('cookie', written, context),
  body: (written, context) => compileMatched('body', written, context),
  paths: compilePaths,
  schema: compileSchema,
  time: compileTime,
};

function compileMap({ value, place }: Located<JsonObject>, context: ExpectContext): Expectation | undefined {
  const at = (name: string): Located | undefined => {
    const found = value[name];
    return found === undefined ? undefined : { value: found, place: place.child(name) };
  };
  const looks: Look[] = [];
  let isFine = true;
  for (const [name, compile] of Object.entries(PARTS)) {
    const written = at(name);
    const look = written && compile(written, context);
    if (look) looks.push(guarded(name, look));
    else if (written) isFine = false;
  }
  const file = at('file');
  const expectedFile = file && compileExpectedFile(file, context.expressions);
  if (expectedFile) looks.push(guarded('file', expectedFile.look));
  if (!isFine || (file && !expectedFile)) return undefined;
  return {
    origin: place.origin(),
    snapshot: expectedFile?.file,
    look(answer, scope, runtime) {
      const inside = seen(answer, scope);
      return looks.flatMap((look) => look(answer, inside, runtime));
    },
  };
}

/** The scope with the answer in it. */
function seen({ status, header, cookie, body, time }: Answer, scope: Scope): Scope {
  return { ...scope, status, header, cookie, body, time };
}
