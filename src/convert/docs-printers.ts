/** How the pages about a mock print what is served. */

import { openApiDocument } from './openapi/document.ts';
import { printYaml } from './yaml.ts';

export const DOCS_PRINTERS = { openApi: openApiDocument, printYaml };
