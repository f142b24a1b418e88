import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { assetNames } from '../../src/serve/docs/assets.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const FOLDERS = ['swagger-ui', 'redoc'] as const;

describe('build/copy-docs.js', () => {
  before(() => {
    execFileSync(process.execPath, ['build/copy-docs.js'], { cwd: ROOT });
  });

  const copied = FOLDERS.flatMap((folder) => assetNames(folder).map((name) => `dist/docs/${folder}/${name}`));

  it('puts everything that the pages serve into the package that is published', function () {
    this.timeout(30_000);
    const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
    const told = execFileSync(npm, ['pack', '--dry-run', '--json', '--ignore-scripts', '--offline'], { cwd: ROOT });
    const [{ files }] = JSON.parse(String(told)) as [{ readonly files: readonly { readonly path: string }[] }];
    const packed = files.map(({ path }) => path).filter((path) => path.startsWith('dist/docs/'));
    expect(packed.sort()).to.deep.equal([...copied].sort());
  });

  it('is part of the build', () => {
    const { scripts } = JSON.parse(readFileSync(`${ROOT}package.json`, 'utf8')) as {
      readonly scripts: { readonly build: string };
    };
    expect(scripts.build.split(' && ').at(-1)).to.equal('node build/copy-docs.js');
  });

  it('leaves nothing in them that leads a browser elsewhere by itself', () => {
    for (const path of copied.filter((name) => /\.(js|css)$/.test(name))) {
      const text = readFileSync(ROOT + path, 'utf8');
      expect({ path, found: /cdn\.redoc\.ly|fonts\.g(oogleapis|static)\.com/.exec(text)?.[0] }).to.deep.equal({
        path,
        found: undefined,
      });
      expect({ path, map: /\n.{0,4}sourceMappingURL=.*\s*$/.exec(text)?.[0] }).to.deep.equal({ path, map: undefined });
    }
  });

  it('gives the licences with them', () => {
    const text = (name: string): string => readFileSync(`${ROOT}dist/docs/${name}`, 'utf8');
    expect(text('swagger-ui/LICENSE')).to.include('Apache License');
    expect(text('redoc/LICENSE')).to.include('MIT');
  });
});
