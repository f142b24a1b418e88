/** Copies what the pages of the docs need from the packages of Swagger UI and Redoc into dist/docs, licences included. */

import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../', import.meta.url));

const PACKAGES = [
  {
    from: folderOf(import.meta.resolve('swagger-ui-dist/package.json')),
    to: 'swagger-ui',
    files: [
      'swagger-ui-bundle.js',
      'swagger-ui-bundle.js.LICENSE.txt',
      'swagger-ui.css',
      'favicon-32x32.png',
      'LICENSE',
      'NOTICE',
    ],
  },
  {
    from: folderOf(import.meta.resolve('redoc/package.json')),
    to: 'redoc',
    files: ['bundles/redoc.standalone.js', 'bundles/redoc.standalone.js.LICENSE.txt', 'LICENSE'],
  },
];

/** The only thing that either page would fetch from elsewhere: a logo. An empty picture stands in its place. */
const FOREIGN_LOGO = 'https://cdn.redoc.ly/redoc/logo-mini.svg';
const NO_LOGO = "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg'/%3E";

for (const { from, to, files } of PACKAGES) {
  const folder = join(ROOT, 'dist/docs', to);
  mkdirSync(folder, { recursive: true });
  for (const file of files) {
    const name = file.slice(file.lastIndexOf('/') + 1);
    replace(join(folder, name), adapted(name, readFileSync(join(from, file))));
  }
}

/** In one step: a server that reads the file meanwhile gets the whole one. */
function replace(path, content) {
  const fresh = `${path}.${process.pid}`;
  writeFileSync(fresh, content);
  renameSync(fresh, path);
}

function folderOf(url) {
  return dirname(fileURLToPath(url));
}

/** Scripts and styles name maps that are not copied: nobody should ask for them. */
function adapted(name, bytes) {
  if (!/\.(js|css)$/.test(name)) return bytes;
  const text = bytes.toString('utf8').replace(/\n?(\/\/# |\/\*# )sourceMappingURL=\S+( \*\/)?\s*$/, '\n');
  if (name !== 'redoc.standalone.js') return text;
  if (text.split(FOREIGN_LOGO).length !== 2)
    throw new Error('redoc has changed: look for what it fetches from elsewhere');
  return text.replace(FOREIGN_LOGO, NO_LOGO);
}
