/** The endpoint that makes the mock begin anew. */

import { endpoint } from '../endpoint.ts';
import { LAST, object, VERSION } from '../schema/parts.ts';

export const reset = endpoint({
  method: 'POST',
  path: '/reset',
  id: 'reset',
  summary: 'Empties the journal and has counters and invented data begin anew; routes and connections stay',
  answer: { description: 'It was done.', schema: object({ version: VERSION, last: LAST }) },
  handle(_asked, { mock }) {
    mock.reset();
    return { version: mock.version, last: mock.journal.last };
  },
});
