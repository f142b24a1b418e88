import { expect } from 'chai';
import { createSecrets } from '../../src/runner/secrets.ts';

describe('createSecrets', () => {
  it('hides nothing while it knows nothing', () => {
    const secrets = createSecrets([['vars', 'token']], []);
    secrets.learn({ vars: {} });
    secrets.learnHeaders([['authorization', `Basic ${Buffer.from('a:b').toString('base64')}`]]);
    expect(secrets.conceal).to.equal(undefined);
  });

  it('hides what stands at its paths, at any depth, and what stood there before', () => {
    const secrets = createSecrets(
      [
        ['vars', 'token'],
        ['saved', 'user'],
      ],
      ['extra-1'],
    );
    secrets.learn({ vars: { token: 'first-token' }, saved: null });
    secrets.learn({ vars: { token: 'second-token' }, saved: { user: { pins: [4711, 'abcd'] } } });
    expect(secrets.conceal?.('first-token second-token extra-1 4711 abcd other')).to.equal('*** *** *** *** *** other');
  });

  it('hides a secret that is percent-encoded, written in JSON, or in base64', () => {
    const secrets = createSecrets([], ['p"ä ß/1']);
    const forms = [encodeURIComponent('p"ä ß/1'), JSON.stringify('p"ä ß/1'), Buffer.from('p"ä ß/1').toString('base64')];
    expect(forms.map((form) => secrets.conceal?.(form))).to.deep.equal(['***', '"***"', '***']);
  });

  it('hides Basic credentials that a secret is a part of, and no others', () => {
    const secrets = createSecrets([], ['hunter22']);
    const own = Buffer.from('ann:hunter22').toString('base64');
    const other = Buffer.from('bob:public').toString('base64');
    secrets.learnHeaders([
      ['Authorization', `Basic ${own}`],
      ['authorization', `Basic ${other}`],
    ]);
    expect(secrets.conceal?.(`${own} ${other}`)).to.equal(`*** ${other}`);
  });
});
