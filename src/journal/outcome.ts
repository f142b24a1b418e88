/** How a request ended, in one word. */

import type { ExchangeEntry } from './entry.ts';
import type { Outcome } from './record.ts';

/** A handshake that was accepted was answered, and so was an OPTIONS that no route declares. */
export function outcomeOf({ refusal, chosen }: Pick<ExchangeEntry, 'refusal' | 'chosen'>): Outcome {
  switch (refusal?.kind) {
    case undefined:
      return 'answered';
    case 'no-route':
      // A case took the request, and the file that it names is not there.
      return chosen ? 'refused' : 'unmatched';
    case 'wrong-method':
    case 'no-case':
      return 'unmatched';
    case 'invalid':
    case 'malformed':
    case 'too-large':
    case 'wrong-type':
    case 'unauthorized':
    case 'not-acceptable':
      return 'invalid';
    case 'not-upgradable':
    case 'wrong-origin':
    case 'user-taken':
    case 'no-room':
      return 'refused';
    case 'failed':
    case 'internal':
      return 'failed';
  }
}
