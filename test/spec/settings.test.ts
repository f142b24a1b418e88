import { expect } from 'chai';
import type { JsonObject } from '../../src/core/json.ts';
import { fallbackSettings, readSettings, type Settings } from '../../src/spec/settings.ts';
import { brief, documentOf, lineColumn } from './support.ts';

interface Given {
  readonly text?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly flags?: JsonObject;
}

function read({ text, env = {}, flags = {} }: Given): {
  readonly settings: Settings | undefined;
  readonly told: readonly string[];
} {
  const told: string[] = [];
  const document = text === undefined ? undefined : documentOf(text, 'routes.d/mockapi.yaml');
  const settings = readSettings({ document, env, flags, cwd: '/p' }, (problem) => told.push(brief(problem)));
  return { settings, told };
}

/** Settings that must be fine. */
function good(given: Given): Settings {
  const { settings, told } = read(given);
  if (!settings) throw new Error(told.join('\n'));
  expect(told).to.deep.equal([]);
  return settings;
}

const DEFAULTS = {
  server: { host: '127.0.0.1', port: 8010, headers: true },
  cors: { origins: 'any', credentials: 'loopback' },
  vars: {},
  envelope: undefined,
  coerce: false,
  security: true,
  locale: 'en',
  seed: undefined,
  limits: {
    bodyBytes: 1_048_576,
    uploadBytes: 33_554_432,
    memoryBytes: 65_536,
    headersBytes: 16_384,
    depth: 64,
    fields: 1000,
  },
  log: { dir: '/p/logs', level: 'info', rotate: 'daily', keepMs: 432_000_000 },
  console: { host: '127.0.0.1', port: 8011, isPortNamed: false, token: undefined },
  docs: { path: '/docs', title: undefined, version: undefined, description: undefined },
  journal: { keep: 1000, bytes: 67_108_864, mask: [] },
};

describe('readSettings', () => {
  it('gives every default without a file', () => {
    const { placeOf, ...values } = good({});
    expect(values).to.deep.equal(DEFAULTS);
    expect(placeOf('server')).to.equal(undefined);
  });

  for (const text of ['', '# nothing\n', '{}', 'server: {}\nlog: {}\nlimits: {}\n']) {
    it(`gives the same with the file ${JSON.stringify(text)}, logs beside the served folder`, () => {
      const { placeOf: _, ...values } = good({ text });
      expect(values).to.deep.equal({ ...DEFAULTS, log: { ...DEFAULTS.log, dir: '/p/logs' } });
    });
  }

  it('reads every key of the file', () => {
    const {
      placeOf: _,
      envelope,
      ...values
    } = good({
      text: `server: { host: "::1", port: 0, headers: off }
cors: { origins: [http://localhost:5173], credentials: true }
envelope: { success: { code: 0 } }
vars: { stage: qa, codes: { a: 1 } }
coerce: true
security: off
locale: zh_CN
seed: 0
limits: { body: 2MB, upload: 1.5GB, memory: 1KB, headers: 8B, depth: 1, fields: 5 }
log: { dir: ./l, level: debug, rotate: 12:00, keep: 36h }
console: { host: 0.0.0.0, port: 9011, token: t-1 }
docs: { path: /_/docs/, title: Shop, version: "1.2", description: All of it }
journal: { keep: 10, bytes: 1MB, mask: [header.Authorization, cookie, body.user.password, message.token] }
`,
    });
    expect(envelope?.spec).to.deep.equal({ success: { code: 0 } });
    expect(envelope && lineColumn(envelope.place.child('success', 'code'))).to.equal('3:30');
    expect(values).to.deep.equal({
      server: { host: '::1', port: 0, headers: false },
      cors: { origins: ['http://localhost:5173'], credentials: true },
      vars: { stage: 'qa', codes: { a: 1 } },
      coerce: true,
      security: false,
      locale: 'zh_CN',
      seed: 0,
      limits: {
        bodyBytes: 2_097_152,
        uploadBytes: 1_610_612_736,
        memoryBytes: 1024,
        headersBytes: 8,
        depth: 1,
        fields: 5,
      },
      log: { dir: '/p/routes.d/l', level: 'debug', rotate: '12:00', keepMs: 129_600_000 },
      console: { host: '0.0.0.0', port: 9011, isPortNamed: true, token: 't-1' },
      docs: { path: '/_/docs', title: 'Shop', version: '1.2', description: 'All of it' },
      journal: {
        keep: 10,
        bytes: 1_048_576,
        mask: [
          { in: 'header', path: ['authorization'] },
          { in: 'cookie', path: [] },
          { in: 'body', path: ['user', 'password'] },
          { in: 'message', path: ['token'] },
        ],
      },
    });
  });

  for (const [written, expected] of [
    ['on', { origins: 'any', credentials: 'loopback' }],
    ['true', { origins: 'any', credentials: 'loopback' }],
    ['off', undefined],
    ['false', undefined],
    ['{}', { origins: 'any', credentials: 'loopback' }],
    ['{ credentials: false }', { origins: 'any', credentials: false }],
    ['{ origins: [http://a] }', { origins: ['http://a'], credentials: false }],
    ['{ origins: [] }', { origins: [], credentials: false }],
  ] as const) {
    it(`reads cors: ${written}`, () => expect(good({ text: `cors: ${written}` }).cors).to.deep.equal(expected));
  }

  for (const written of ['off', 'false']) {
    it(`writes no log files with log: ${written}`, () =>
      expect(good({ text: `log: ${written}` }).log).to.equal(undefined));
  }

  it('lets a variable win over the file, and a flag over both', () => {
    const text = 'server: { host: a, port: 1 }\nlocale: de\nlog: { level: warn }\n';
    const env = { MOCKAPI_SERVER_PORT: '2', MOCKAPI_LOCALE: 'fr', MOCKAPI_LOG_LEVEL: 'error' };
    const settings = good({ text, env, flags: { server: { port: 3 }, log: 'off' } });
    expect(settings.server).to.deep.equal({ host: 'a', port: 3, headers: true });
    expect(settings.locale).to.equal('fr');
    expect(settings.log).to.equal(undefined);
  });

  it('switches logs on again by a variable for a part of them', () => {
    expect(good({ text: 'log: off', env: { MOCKAPI_LOG_LEVEL: 'debug' } }).log?.level).to.equal('debug');
  });

  it('reads lists, maps and whole groups from variables', () => {
    const env = { MOCKAPI_CORS: '{ origins: [http://a] }', MOCKAPI_VARS: '{ "stage": "qa" }', MOCKAPI_SEED: '7' };
    const settings = good({ text: 'vars: { a: 1 }', env });
    expect(settings.cors).to.deep.equal({ origins: ['http://a'], credentials: false });
    expect(settings.vars).to.deep.equal({ a: 1, stage: 'qa' });
    expect(settings.seed).to.equal(7);
  });

  it('takes an envelope from flags and variables too, with a place to blame', () => {
    expect(good({ flags: { envelope: { success: { code: 0 } } } }).envelope?.spec).to.deep.equal({
      success: { code: 0 },
    });
    const { envelope } = good({ env: { MOCKAPI_ENVELOPE: 'none' } });
    expect(envelope?.spec).to.equal('none');
    expect(envelope?.place.problem('wrong-value', 'm').excerpt?.lines).to.deep.equal(['MOCKAPI_ENVELOPE=none']);
  });

  it('does not look at variables that are empty, of others, or for expressions', () => {
    const env = {
      MOCKAPI_SERVER_PORT: '',
      MOCKAPI_VAR_SERVER: 'x',
      MOCKAPI_CONSOLE_TOKEN: 't',
      MOCKAP_X: '1',
      PORT: '3',
    };
    expect(good({ env }).server.port).to.equal(8010);
  });

  it('starts the log folder where it is said: at the file, or in the working directory for variables and flags', () => {
    const text = 'log: { dir: ./l }';
    expect(good({ text }).log?.dir).to.equal('/p/routes.d/l');
    expect(good({ text, env: { MOCKAPI_LOG_DIR: 'm' } }).log?.dir).to.equal('/p/m');
    expect(good({ text, flags: { log: { dir: 'n' } } }).log?.dir).to.equal('/p/n');
    expect(good({ text: 'log: { dir: /var/log/x }' }).log?.dir).to.equal('/var/log/x');
  });

  for (const [what, given, expected] of [
    [
      'the file',
      { text: 'server: { port: 70000 }' },
      '1:17 wrong-value "port" must be a port from 0 to 65535, not 70000',
    ],
    [
      'a variable',
      { env: { MOCKAPI_SERVER_PORT: 'x' } },
      '1:21 wrong-type "port" must be a port from 0 to 65535, not "x"',
    ],
    [
      'a flag',
      { flags: { server: { port: '1' } } },
      '1:19 wrong-type "port" must be a port from 0 to 65535, not "1" (write 1, without quotes)',
    ],
    [
      'a variable that is no YAML',
      { env: { MOCKAPI_LIMITS_DEPTH: '{' } },
      '1:22 wrong-type "depth" must be a whole number from 1 on, not "{"',
    ],
  ] as const) {
    it(`gives nothing when ${what} is wrong`, () => {
      expect(read(given)).to.deep.equal({ settings: undefined, told: [expected] });
    });
  }

  it('tells all that is wrong in one run', () => {
    const { settings, told } = read({
      text: 'server: { port: x }\nnope: 1\n',
      env: { MOCKAPI_SEED: '-1' },
      flags: { locale: 5 },
    });
    expect(settings).to.equal(undefined);
    expect(told.map((line) => line.split(' ').slice(0, 2).join(' '))).to.deep.equal([
      '1:14 wrong-value',
      '2:1 unknown-key',
      '1:17 wrong-type',
      '1:11 wrong-type',
    ]);
  });

  it('takes a token as it is, whatever YAML would make of it', () => {
    for (const token of ['0123', 'true', '{a', "'quoted'", 'a#b']) {
      expect(good({ env: { MOCKAPI_CONSOLE_TOKEN: token } }).console?.token).to.equal(token);
    }
  });

  it('has neither console nor journal where they are off', () => {
    const { console, journal } = good({ text: 'console: off\n', flags: { journal: 'off' } });
    expect({ console, journal }).to.deep.equal({ console: undefined, journal: undefined });
  });

  it('opens the console to other machines once there is a token, wherever it comes from', () => {
    const text = 'console: { host: 0.0.0.0 }\n';
    expect(good({ text, env: { MOCKAPI_CONSOLE_TOKEN: 't' } }).console).to.deep.equal({
      host: '0.0.0.0',
      port: 8011,
      isPortNamed: false,
      token: 't',
    });
    expect(good({ text, flags: { console: 'off' } }).console).to.equal(undefined);
    for (const host of ['localhost', '127.0.0.2', '::1']) {
      expect(good({ text: `console: { host: "${host}" }\n` }).console?.host).to.equal(host);
    }
  });

  it('only warns of a variable behind which there is no setting', () => {
    const { settings, told } = read({ env: { MOCKAPI_SERVER_PROT: '1', MOCKAPI_ZEBRA: '1' } });
    expect(settings?.server.port).to.equal(8010);
    expect(told).to.deep.equal([
      '1:1 unknown-key there is no setting behind the variable "MOCKAPI_SERVER_PROT" (did you mean "MOCKAPI_SERVER_PORT"?)',
      '1:1 unknown-key there is no setting behind the variable "MOCKAPI_ZEBRA"',
    ]);
  });

  it('knows where the value that wins is written', () => {
    const settings = good({ text: 'seed: 1\nlocale: de\n', env: { MOCKAPI_LOCALE: 'fr' } });
    expect(settings.placeOf('seed')?.file).to.equal('routes.d/mockapi.yaml');
    expect(settings.placeOf('locale')?.file).to.equal('environment');
    expect(settings.placeOf('vars')).to.equal(undefined);
  });
});

describe('fallbackSettings', () => {
  it('keeps the vars of a file whose other keys are broken', () => {
    const { placeOf: _, ...values } = fallbackSettings(
      documentOf('vars: { a: 1 }\nserver: 5\n', 'routes.d/mockapi.yaml'),
    );
    expect(values).to.deep.equal({ ...DEFAULTS, vars: { a: 1 } });
  });

  it('has no vars where they are what is broken', () => {
    expect(fallbackSettings(documentOf('vars: 5')).vars).to.deep.equal({});
  });
});
