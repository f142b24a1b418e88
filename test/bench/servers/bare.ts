/** The floor: `node:http` and nothing else. */

import { answer, serve } from './reference.ts';

serve(answer);
