/** Every problem code with its title, what to do and an example: messages, README and the golden tests read this table. */

import type { Severity } from './problem.ts';

interface CodeInfo {
  readonly severity: Severity;
  /** What is wrong, in one line of a table. */
  readonly title: string;
  /** What to do about it. */
  readonly mend: string;
}

const error = (title: string, mend: string): CodeInfo => ({ severity: 'error', title, mend });
const warning = (title: string, mend: string): CodeInfo => ({ severity: 'warning', title, mend });

export const PROBLEM_CODES = {
  // files
  'path-not-found': error('a path to serve does not exist', 'name a folder or a file that exists'),
  'unreadable-file': error('a file cannot be read', 'check its permissions'),
  'file-too-large': error(
    'a file of the project is too large to be one',
    'split it, or move it out of the served folder',
  ),
  'not-utf8': error('a file is not UTF-8 text', 'save it as UTF-8'),
  // text
  'yaml-syntax': error('the text is not YAML', 'mend the line that is shown'),
  'unquoted-expression': error('an expression or template stands without quotes', 'put the value in quotes: "${…}"'),
  'mustache-template': error('`{{ … }}` is not the template syntax', 'write "${…}"'),
  'duplicate-key': error('a key is written twice in one map', 'remove one of the two'),
  'too-many-aliases': error(
    'a file uses more YAML aliases than is sane',
    'write the values out, or use _defaults.yaml',
  ),
  // shape
  'unknown-key': error('a key that does not exist here', 'see the key that is suggested, or the reference'),
  'wrong-type': error('a value of the wrong type', 'write the type that is named'),
  'wrong-value': error('a value that is not allowed here', 'write one of the values that are named'),
  'missing-key': error('a key that must be there is missing', 'add it'),
  'conflicting-keys': error('two keys that exclude each other', 'keep one of them'),
  'not-built-yet': warning(
    'a key, setting or file kind of a later version',
    'it has no effect yet; everything else in the file is served',
  ),
  // routes
  'bad-route': error('a route or a request that is no `METHOD /path`', 'write it as `GET /path`'),
  'bad-path': error('a path that cannot be matched', 'write parameters as `{name}`, the rest of a path as `{rest*}`'),
  'duplicate-route': error('two routes answer the same method and path', 'remove one of them'),
  'unknown-url-parameter': error(
    'a `url` parameter that the path does not have',
    'add `{name}` to the path or remove the declaration',
  ),
  'unreachable-case': warning('a case that can never be reached', 'move it before the case without `when`'),
  // interface tests
  'empty-suite': warning('a file of interface tests without cases', 'write a case, or delete the file'),
  'duplicate-case': warning('two cases of one name, which `use` and `--grep` cannot tell apart', 'rename one of them'),
  'only-case': warning('an `only` that keeps the other cases from running', 'drop it when the case is done'),
  'unknown-case': error('a `use` of a case that does not exist', 'see the case that is suggested'),
  'use-loop': error('cases that use each other in a circle', 'move what both need into a case of its own'),
  'bad-rows': error('a file of `rows` that cannot be read as a table', 'see the message'),
  'empty-rows': warning('`rows` without a row: the case does not run', 'add a row, or drop `rows`'),
  'unknown-client': error('a step of a client that the case does not declare', 'declare it under `clients`'),
  // parameters and schemas
  'bad-parameter': error('a parameter declaration that cannot work', 'see the message'),
  'bad-schema': error('a JSON Schema that is not valid', 'mend the schema where it is shown'),
  'unknown-format': error('a `format` that is not known', 'use one of the known formats'),
  'unknown-ref': error('a `$ref` that leads nowhere', 'name a file or a definition that exists'),
  'bad-pattern': error('a pattern that is not in RE2 syntax', 'write it without look-around and back-references'),
  'schema-mismatch': error('a literal value that its schema does not allow', 'change the value or the schema'),
  'unused-schema': warning('a schema file that nobody uses', 'reference it with `$ref`, or delete it'),
  // expressions
  'expression-syntax': error('an expression that does not parse', 'mend it where the caret stands'),
  'expression-wrapped': error('`${…}` around an expression in a place that takes it bare', 'drop the `${` and the `}`'),
  'expression-type': error('an operation that its operands do not have', 'see the message'),
  'unknown-name': error('a name that does not exist here', 'see the name that is suggested'),
  'unknown-function': error('a function that does not exist', 'see the function that is suggested'),
  'wrong-arguments': error('a function called with arguments that it does not take', 'see its signature'),
  'doubtful-name': warning('a name that looks like a mistyped one', 'see the name that is suggested'),
  'nested-map': warning(
    'a `map` inside another over request data',
    'its cost is the product of both sizes: bound them, or flatten it',
  ),
  'unknown-matcher': error('a matcher that does not exist', 'see the matcher that is suggested'),
  'bad-matcher': error('a matcher whose argument it does not take', 'see the message'),
  // answers
  'bad-header': error('a header that HTTP does not allow', 'see the message'),
  'file-not-found': error(
    'a file that is sent or read does not exist',
    'name a file that exists, relative to this one',
  ),
} as const satisfies Record<string, CodeInfo>;

export type ProblemCode = keyof typeof PROBLEM_CODES;
