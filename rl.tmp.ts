import { writeFileSync, readFileSync } from 'node:fs';
import { createLoader } from './src/spec/load.ts';
import { createCompiler } from './src/compile/project.ts';
import { createReloader } from './src/serve/reload.ts';
const dir = process.argv[2] ?? '/tmp/rl/p10k';
const loader = createLoader({ paths: ['routes.d'], cwd: dir });
const compiler = createCompiler({ env: {}, cwd: dir, flags: {}, isStrict: false });
const t0=performance.now();
const files = loader.load(); const t1=performance.now();
const project = compiler.compile(files); const t2=performance.now();
console.log('load', (t1-t0).toFixed(), 'compile', (t2-t1).toFixed(), 'problems', project.problems.length, project.problems[0]?.message, 'routes', project.snapshot?.routes.length);
const ps: unknown[] = [];
const r = createReloader({files,project},{loader,compiler,publish(){},report(x){ps.push(x.published)}});
const f=`${dir}/routes.d/g07/f7.yaml`;
for (let n=0;n<20;n++){  writeFileSync(f, readFileSync(f,'utf8').replace(/v: \d+/g, `v: ${n+2}`));
 const a=performance.now(); await r.reload(n%2?new Set([f]):undefined); const b=performance.now();
 if (n>9) console.log(n%2?'hint':'walk', (b-a).toFixed(1), JSON.stringify(ps.at(-1))); }
