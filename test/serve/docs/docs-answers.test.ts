import type { IncomingMessage } from 'node:http';
import { expect } from 'chai';
import type { Snapshot } from '../../../src/compile/snapshot.ts';
import { type Asked, docsAnswers } from '../../../src/serve/docs/docs-answers.ts';
import { createDocuments } from '../../../src/serve/docs/documents.ts';
import { TINY_PRINTERS } from './tiny-printer.ts';

describe('docsAnswers', () => {
  it('plans the files of the pages once, for every request', () => {
    const settings = { path: '/docs', title: undefined, version: undefined, description: undefined };
    const answers = docsAnswers(settings, createDocuments(TINY_PRINTERS));
    const asked: Asked = { req: { headers: {} } as IncomingMessage, snapshot: {} as Snapshot };
    for (const path of ['/docs/swagger-ui.css', '/redoc/redoc.standalone.js']) {
      const answer = answers.get(path);
      expect(answer?.(asked), path).to.equal(answer?.(asked)).and.to.include({ kind: 'file', status: 200 });
    }
  });
});
