/** Bounds what a recursive schema costs: two branches that both look into the same part would double the work at each level. */

import type { Test } from './ajv.ts';

/** Calls through `$ref`s in one check from which on their answers are remembered. */
const CALLS_BEFORE_MEMORY = 5000;

let calls = 0;
let memory = new Map<Test, Map<unknown, boolean>>();

/** To be called after each check: the answers belong to its value. */
export function forgetAnswers(): void {
  calls = 0;
  if (memory.size > 0) memory = new Map();
}

/** The same test, which answers from memory in checks that make very many calls. */
export function boundedTest(test: Test): Test {
  return (value) => {
    if (++calls < CALLS_BEFORE_MEMORY) return test(value);
    let answers = memory.get(test);
    if (!answers) {
      answers = new Map();
      memory.set(test, answers);
    }
    const known = answers.get(value);
    if (known !== undefined) return known;
    const answer = test(value);
    answers.set(value, answer);
    return answer;
  };
}
