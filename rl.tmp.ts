import { writeFileSync, readFileSync } from 'node:fs';
import { createLoader } from './src/spec/load.ts';
import { createCompiler } from './src/compile/project.ts';
import { createReloader } from './src/serve/reload.ts';
const dir = process.argv[2] ?? '/tmp/rl/p10k';
const t0=performance.now();
const loader = createLoader({ paths: ['routes.d'], cwd: dir });
const compiler = createCompiler({ env: {}, cwd: dir, flags: {}, isStrict: false });
const files = loader.load(); const t1=performance.now();
const project = compiler.compile(files); const t2=performance.now();
console.log('load', (t1-t0).toFixed(), 'compile', (t2-t1).toFixed(), 'problems', project.problems.length, project.problems[0]?.message, 'routes', project.snapshot?.routes.length);
let prev=project;
for (let n=0;n<8;n++){ const f=`${dir}/routes.d/g07/f7.yaml`; writeFileSync(f, readFileSync(f,'utf8').replace(/v: \d+/g, `v: ${n+2}`));
 const a=performance.now(); loader.forget(f); const fs=loader.load(); const b=performance.now(); prev=compiler.compile(fs,prev); const c=performance.now();
 console.log('reload load', (b-a).toFixed(1), 'compile', (c-b).toFixed(1)); }
