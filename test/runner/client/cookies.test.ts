import { expect } from 'chai';
import { createCookies } from '../../../src/runner/client/cookies.ts';

const HERE = 'http://127.0.0.1:8010/shop/goods';

describe('createCookies', () => {
  const refused: string[] = [];
  const onRefused = (message: string): void => {
    refused.push(message);
  };
  beforeEach(() => {
    refused.length = 0;
  });

  it('sends nothing while nothing was set', () => {
    expect(createCookies(onRefused).header(HERE)).to.equal(undefined);
  });

  it('sends what was set where it belongs: by host and by path', () => {
    const cookies = createCookies(onRefused);
    cookies.keep(HERE, { 'set-cookie': ['a=1; Path=/', 'b=2; Path=/shop', 'c=3; Path=/other; HttpOnly'] });
    expect(cookies.header(HERE)).to.equal('b=2; a=1');
    expect(cookies.header('http://127.0.0.1:8010/')).to.equal('a=1');
    expect(cookies.header('http://localhost:8010/')).to.equal('');
  });

  it('takes a single one, replaces it, and lets it go when it expires', () => {
    const cookies = createCookies(onRefused);
    cookies.keep(HERE, { 'set-cookie': 'a=1; Path=/' });
    cookies.keep(HERE, { 'set-cookie': 'a=2; Path=/' });
    expect(cookies.header(HERE)).to.equal('a=2');
    cookies.keep(HERE, { 'set-cookie': 'a=; Path=/; Max-Age=0' });
    expect(cookies.header(HERE)).to.equal('');
  });

  it('takes one for the host itself, though it is a single word', () => {
    const cookies = createCookies(onRefused);
    cookies.keep('http://shop:8010/', { 'set-cookie': 'a=1; Domain=shop' });
    expect([cookies.header('http://shop:8010/'), refused]).to.deep.equal(['a=1', []]);
  });

  it('says which one is not kept, and why', () => {
    const cookies = createCookies(onRefused);
    cookies.keep(HERE, { 'set-cookie': ['a=1; Domain=example.com', 'ok=1'] });
    expect(refused).to.have.length(1);
    expect(refused[0]).to.match(/^the cookie "a" was not kept: .*example\.com/);
    expect(cookies.header(HERE)).to.equal('ok=1');
  });

  it('goes on on its own when it is cloned', () => {
    const cookies = createCookies(onRefused);
    cookies.keep('http://shop:8010/', { 'set-cookie': 'a=1; Domain=shop' });
    const own = cookies.clone(onRefused);
    own.keep('http://shop:8010/', { 'set-cookie': 'b=2; Domain=shop' });
    expect([cookies.header('http://shop:8010/'), own.header('http://shop:8010/')]).to.deep.equal(['a=1', 'a=1; b=2']);
  });
});
