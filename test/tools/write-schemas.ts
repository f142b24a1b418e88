/** Writes the published schemas from their source: `npm run schemas`. */

import { writeFileSync } from 'node:fs';
import { formatKinds } from '../../src/compile/project.ts';
import { publishedSchemas } from '../../src/spec/format/publish.ts';

for (const [name, schema] of publishedSchemas(formatKinds())) {
  writeFileSync(new URL(`../../schemas/${name}`, import.meta.url), `${JSON.stringify(schema, null, 2)}\n`);
}
