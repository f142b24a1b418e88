/** `/redoc`: Redoc, one long page to read. */

import type { DocsPage } from './page.ts';

export const REDOC_PAGE: DocsPage = {
  assets: 'redoc',
  library: 'redoc.standalone.js',
  style: undefined,
  icon: undefined,
  // Fonts of the system: Redoc's own would come from elsewhere.
  script: `const element = document.getElementById('docs');
const fontFamily = 'system-ui, sans-serif';
document.body.style.margin = '0';
Redoc.init(
  element.dataset.document,
  { sanitize: true, theme: { typography: { fontFamily, headings: { fontFamily } } } },
  element,
);
`,
  // Its search runs in a worker that it makes itself.
  allows: ["style-src 'self' 'unsafe-inline'", 'worker-src blob:'],
};
