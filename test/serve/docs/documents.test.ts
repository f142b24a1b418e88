import { expect } from 'chai';
import type { Snapshot } from '../../../src/compile/snapshot.ts';
import { createDocuments, type DocumentPlace } from '../../../src/serve/docs/documents.ts';
import type { DocsText } from '../../../src/serve/docs/text-plan.ts';

/** As far as documents look at it. */
function snapshot(docs?: Snapshot['settings']['docs']): Snapshot {
  return { settings: { docs } } as Snapshot;
}

describe('createDocuments', () => {
  function counting() {
    const printed: (DocumentPlace & { readonly snapshot: Snapshot })[] = [];
    let texts = 0;
    const documents = createDocuments({
      openApi(version, about) {
        printed.push({ ...about, snapshot: version });
        return { openapi: '3.1.1', servers: [{ url: '/' }], paths: {} };
      },
      printYaml(value) {
        texts++;
        return `yaml of ${JSON.stringify(value)}`;
      },
    });
    return { documents, printed, texts: () => texts };
  }
  const read = ({ type, body }: DocsText) => ({ type, body: String(body) });

  it('prints the document of a snapshot once, for every server and format', () => {
    const { documents, printed, texts } = counting();
    const docs = { path: '/docs', title: 'Shop', version: '1.2', description: undefined };
    const version = snapshot(docs);
    const json = documents.text(version, { format: 'json', url: 'http://a' });
    expect(read(json)).to.deep.equal({
      type: 'application/json',
      body: `${JSON.stringify({ openapi: '3.1.1', servers: [{ url: 'http://a' }], paths: {} }, null, 2)}\n`,
    });
    const yaml = documents.text(version, { format: 'yaml', url: undefined });
    expect(read(yaml)).to.deep.equal({
      type: 'application/yaml',
      body: 'yaml of {"openapi":"3.1.1","servers":[{"url":"/"}],"paths":{}}',
    });
    expect(documents.text(version, { format: 'json', url: 'http://a' })).to.equal(json);
    expect(documents.text(version, { format: 'yaml', url: undefined })).to.equal(yaml);
    expect(printed).to.deep.equal([{ url: undefined, snapshot: version }]);
    expect(texts()).to.equal(1);
  });

  it('prints again what was published anew', () => {
    const { documents, printed } = counting();
    documents.text(snapshot(), { format: 'json', url: undefined });
    documents.text(snapshot(), { format: 'json', url: undefined });
    expect(printed).to.have.length(2);
  });

  it('has another tag for another text', () => {
    const { documents } = counting();
    const version = snapshot();
    const tags = ['http://a', 'http://b', 'http://a'].map(
      (url) => documents.text(version, { format: 'json', url }).etag,
    );
    expect(tags[0]).to.match(/^"[\w-]{27}"$/);
    expect([tags[0] === tags[1], tags[0] === tags[2]]).to.deep.equal([false, true]);
  });

  it('keeps only a few texts, whatever names clients give the mock', () => {
    const { documents, texts } = counting();
    const version = snapshot();
    const ask = (url: string) => documents.text(version, { format: 'yaml', url });
    const first = ask('http://first');
    for (let index = 0; index < 100; index++) ask(`http://h${index}`);
    const last = ask('http://h99');
    expect(texts()).to.equal(101);
    expect([ask('http://h99') === last, ask('http://first') === first]).to.deep.equal([true, false]);
  });
});
