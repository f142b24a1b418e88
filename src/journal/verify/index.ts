/** The door to `verify`: checks of the journal, compiled, asked, and told in words. */

export type {
  CheckResult,
  CheckSpec,
  CloseRequest,
  InvalidCheckSpec,
  OrderCheckSpec,
  RequestCheckSpec,
  RequestSelector,
  TimesSpec,
  UnmatchedCheckSpec,
} from './check.ts';
export type { ChecksContext } from './compile-checks.ts';
export type { Check } from './compiled-check.ts';
export { expectationChecks } from './expectations.ts';
export { formatResults } from './format-results.ts';
export { parseChecks, parseSentChecks } from './parse-checks.ts';
export {
  compileRequestFilter,
  compileRequestSelector,
  type RequestFilter,
  type RequestFilterSpec,
} from './request-filter.ts';
export { verify, verifyNow, type WaitingOptions } from './verify.ts';
