/** The one matcher language: what maps under `when`, `where`, `expect`, `until` and `receive` mean. */

export { compileMatcher } from './compile.ts';
export { describeDifference } from './difference.ts';
export { MATCHER_SCHEMA } from './editor-schema.ts';
export type { Matcher } from './matcher.ts';
export { MATCHERS } from './operators/index.ts';
