import { expect } from 'chai';
import { RequestError } from '../../../src/core/errors.ts';
import { cookieSource } from '../../../src/kinds/source/cookie.ts';
import { formSource } from '../../../src/kinds/source/form.ts';
import { headerSource } from '../../../src/kinds/source/header.ts';
import { urlSource } from '../../../src/kinds/source/url.ts';
import { compileSource, exchange, messages, plain, upload } from './support.ts';

describe('urlSource', () => {
  const item = compileSource('url', 'id: { type: integer, minimum: 1 }\nslug: string');

  it('coerces what the path holds and keeps what is not declared', () => {
    const { value, issues } = item.admit(exchange({ path: { id: '7', slug: '', rest: 'a/b' } }));
    expect({ value: plain(value), issues }).to.deep.equal({ value: { id: 7, slug: '', rest: 'a/b' }, issues: [] });
  });

  it('requires every declared parameter', () => {
    expect(messages(item.admit(exchange({ path: { id: '', slug: 'a' } })).issues)).to.deep.equal([
      'url "id" is required',
    ]);
    expect(messages(item.admit(exchange({ path: { id: 'x', slug: 'a' } })).issues)).to.deep.equal([
      'url "id" must be integer',
    ]);
  });

  it('reads a list with commas', () => {
    const listed = compileSource('url', 'ids: { type: array, items: { type: integer } }');
    expect(plain(listed.admit(exchange({ path: { ids: '1,2,3' } })).value)).to.deep.equal({ ids: [1, 2, 3] });
  });

  it('reports required: false', () => {
    const { problems } = compileSource('url', 'id: { type: integer, required: false }');
    expect(problems.map(({ code, origin }) => [code, origin.line, origin.column])).to.deep.equal([
      ['bad-parameter', 1, 22],
    ]);
  });

  it('gives texts on a route that declares none', () => {
    expect(plain(urlSource.open(exchange({ path: { id: '1' } })))).to.deep.equal({ id: '1' });
  });
});

describe('headerSource', () => {
  const token = compileSource(
    'header',
    'X-Token: { type: string, required: true }\nx-limit: { type: integer, default: 5 }',
  );

  it('looks declared names up in lower case and keeps all other headers', () => {
    const { value, issues } = token.admit(exchange({ headers: { host: 'a', 'x-token': 't', 'x-limit': '7' } }));
    expect({ value: plain(value), issues }).to.deep.equal({
      value: { host: 'a', 'x-token': 't', 'x-limit': 7 },
      issues: [],
    });
  });

  it('fills in defaults and leaves the request as it is', () => {
    const headers = { 'x-token': 't' };
    expect(plain(token.admit(exchange({ headers })).value)).to.deep.equal({ 'x-token': 't', 'x-limit': 5 });
    expect(headers).to.deep.equal({ 'x-token': 't' });
  });

  it('tells what is missing and what Node has joined', () => {
    const { issues } = token.admit(exchange({ headers: { 'x-limit': '1, 2' } }));
    expect(issues.map(({ name, message }) => [name, message])).to.deep.equal([
      ['x-token', 'header "x-token" is required'],
      ['x-limit', 'header "x-limit" must be integer'],
    ]);
  });

  it('does not take inherited members for headers', () => {
    const odd = compileSource('header', 'constructor: { type: string, required: true }');
    expect(messages(odd.admit(exchange({})).issues)).to.deep.equal(['header "constructor" is required']);
  });

  it('reads a list with commas', () => {
    const listed = compileSource('header', 'x-ids: { type: array, items: { type: integer } }');
    expect(plain(listed.admit(exchange({ headers: { 'x-ids': '1, 2,3' } })).value)).to.deep.equal({
      'x-ids': [1, 2, 3],
    });
  });

  it('lets the headers that clients add unasked through additional: false', () => {
    const closed = compileSource('header', 'additional: false\nx-token: string');
    const headers = { host: 'a', 'user-agent': 'curl', accept: '*/*', 'sec-fetch-mode': 'cors', 'x-token': 't' };
    expect(closed.admit(exchange({ headers })).issues).to.deep.equal([]);
    expect(messages(closed.admit(exchange({ headers: { ...headers, 'x-other': '1' } })).issues)).to.deep.equal([
      'header "x-other" is not allowed',
    ]);
  });

  it('knows its names in lower case and answers errors under them', () => {
    const { source } = compileSource('header', 'X-Token: { type: string, error: { status: 401 } }');
    expect([...(source.known.members?.keys() ?? [])]).to.deep.equal(['x-token']);
    expect({ unknown: source.known.unknownMember, lowerCase: source.known.lowerCase }).to.deep.equal({
      unknown: 'near-error',
      lowerCase: true,
    });
    expect(source.errors.map(({ name }) => name)).to.deep.equal(['x-token']);
  });

  it('reports a name that no header can have', () => {
    const { problems } = compileSource('header', '"x token": string');
    expect(problems.map(({ code, message }) => [code, message])).to.deep.equal([
      ['bad-parameter', '"x token" is no name of a header: header can have no parameter of this name'],
    ]);
  });

  it('reports style: repeat, which headers do not have', () => {
    const { problems } = compileSource('header', 'x-ids: { type: array, style: repeat }');
    expect(problems.map(({ code, origin }) => [code, origin.line, origin.column])).to.deep.equal([
      ['bad-parameter', 1, 30],
    ]);
  });

  it('gives all headers on a route that declares none, and refuses __proto__', () => {
    expect(headerSource.open(exchange({ headers: { a: '1' } }))).to.deep.equal({ a: '1' });
    const headers = JSON.parse('{"__proto__":"x"}') as Record<string, string>;
    expect(() => headerSource.open(exchange({ headers }))).to.throw(RequestError);
  });
});

describe('cookieSource', () => {
  const visit = compileSource('cookie', 'session: { type: string, required: true }\nvisits: integer');

  it('coerces cookies and keeps the undeclared ones', () => {
    const { value, issues } = visit.admit(exchange({ headers: { cookie: 'session=s%201; visits=3; theme=dark' } }));
    expect({ value: plain(value), issues }).to.deep.equal({
      value: { session: 's 1', visits: 3, theme: 'dark' },
      issues: [],
    });
  });

  it('tells what is missing, wrong or repeated', () => {
    expect(messages(visit.admit(exchange({})).issues)).to.deep.equal(['cookie "session" is required']);
    expect(messages(visit.admit(exchange({ headers: { cookie: 'session=a; visits=x' } })).issues)).to.deep.equal([
      'cookie "visits" must be integer',
    ]);
    expect(messages(visit.admit(exchange({ headers: { cookie: 'session=a; session=b' } })).issues)).to.deep.equal([
      'cookie "session" takes one value, but is there 2 times',
    ]);
  });

  it('reports a name that no cookie can have', () => {
    expect(compileSource('cookie', '"a=b": string').problems.map(({ code }) => code)).to.deep.equal(['bad-parameter']);
  });

  it('gives texts on a route that declares none', () => {
    expect(plain(cookieSource.open(exchange({ headers: { cookie: 'a=1' } })))).to.deep.equal({ a: '1' });
  });
});

describe('formSource', () => {
  const login = compileSource(
    'form',
    'name: { type: string, required: true, maxLength: 4 }\nage: integer\n"tags[]": { type: array }',
  );
  const form = (fields: readonly (readonly [string, string])[]) =>
    exchange({ payload: { kind: 'form', fields, text: '' } });

  it('coerces flat fields, brackets being plain characters', () => {
    const fields = [
      ['name', 'ann'],
      ['age', '7'],
      ['tags[]', 'a'],
      ['tags[]', 'b'],
      ['x', '1'],
    ] as const;
    const { value, issues } = login.admit(form(fields));
    expect({ value: plain(value), issues }).to.deep.equal({
      value: { name: 'ann', age: 7, 'tags[]': ['a', 'b'], x: '1' },
      issues: [],
    });
  });

  it('reads the fields of multipart requests', () => {
    const payload = { kind: 'multipart', fields: [['name', 'bob']], files: [upload()] } as const;
    expect(plain(login.admit(exchange({ payload })).value)).to.deep.equal({ name: 'bob' });
  });

  it('tells what is missing and wrong', () => {
    expect(messages(login.admit(exchange({})).issues)).to.deep.equal(['form "name" is required']);
    expect(messages(login.admit(form([['name', 'annabel']])).issues)).to.deep.equal([
      'form "name" must NOT have more than 4 characters',
    ]);
  });

  it('refuses the name __proto__', () => {
    expect(() => login.admit(form([['__proto__', 'x']]))).to.throw(RequestError, 'form must not have the name');
  });

  it('gives texts on a route that declares none, nothing without a form', () => {
    expect(
      plain(
        formSource.open(
          form([
            ['a', '1'],
            ['a', '2'],
          ]),
        ),
      ),
    ).to.deep.equal({ a: ['1', '2'] });
    expect(plain(formSource.open(exchange({})))).to.deep.equal({});
  });
});
