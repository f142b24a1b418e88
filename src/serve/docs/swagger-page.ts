/** `/docs`: Swagger UI, which can try an operation out against the mock. */

import type { DocsPage } from './page.ts';

export const SWAGGER_PAGE: DocsPage = {
  assets: 'swagger-ui',
  library: 'swagger-ui-bundle.js',
  style: 'swagger-ui.css',
  icon: 'favicon-32x32.png',
  // Without a validator: it would be asked at swagger.io.
  script: `const element = document.getElementById('docs');
SwaggerUIBundle({
  domNode: element,
  url: element.dataset.document,
  validatorUrl: null,
  deepLinking: true,
  displayRequestDuration: true,
  docExpansion: 'list',
  filter: true,
  defaultModelsExpandDepth: 0,
});
`,
  // Sounds and films that an operation answers with are shown.
  allows: ["style-src 'self' 'unsafe-inline'", 'media-src blob:'],
};
