/** Builds where there is something to build: once before the tests, as those of two files run at a time. */

import { execSync } from 'node:child_process';
import { isStale } from './stale.ts';

if (isStale()) execSync('npm run build', { stdio: 'inherit' });
