/** Holds what comes back, from the mock or from a real service, to what the project's files promise of it. */

import { answerConformance, messageConformance } from '../compile/conformance.ts';
import type { Conformance } from './run-options.ts';

export function createConformance(): Conformance {
  return {
    answer(snapshot, method, path) {
      const check = answerConformance(snapshot, method, path);
      if (!check) return undefined;
      return ({ status, header, body }) => {
        const type = header['content-type'];
        return check({ status, contentType: typeof type === 'object' ? type[0] : type, body });
      };
    },
    message: messageConformance,
  };
}
