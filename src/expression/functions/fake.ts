/** Invented data from faker: loaded when the first `fake(` is compiled, driven by the request's own randomness. */

import { createRequire } from 'node:module';
import type { Faker } from '@faker-js/faker';
import { nearest } from '../../core/nearest.ts';
import type { Random } from '../../core/random.ts';
import type { Runtime } from '../../core/runtime.ts';
import { Failure } from '../failure.ts';
import { toPlain } from '../values.ts';

/** A function of faker that exists. */
interface Invention {
  readonly module: string;
  readonly method: string;
}

/** faker is ESM and heavy, compiling is synchronous: `require` of ESM needs Node 20.19, which we do. */
const require = createRequire(import.meta.url);

const LOCALE = /^[a-z]{2}(?:_[A-Za-z]+)*$/;
const fakers = new Map<string, Faker>();
const current: { runtime: Runtime | undefined } = { runtime: undefined };

/** True when faker has data for a locale such as `en` or `zh_CN`; loads nothing. */
export function isFakeLocale(locale: string): boolean {
  if (!LOCALE.test(locale)) return false;
  try {
    require.resolve(`@faker-js/faker/locale/${locale}`);
    return true;
  } catch {
    return false;
  }
}

/** `person.fullName` as a function of faker; throws a Failure with the nearest one when there is none. */
export function resolveInvention(path: string): Invention {
  const [module = '', method = '', ...rest] = path.split('.');
  const methods = inventions().get(module);
  if (methods?.has(method) && rest.length === 0) return { module, method };
  throw new Failure(`faker has no "${path}"`, {
    code: 'wrong-arguments',
    argument: 0,
    hint: nearestInvention(path, module, method),
  });
}

/** What faker makes up, as plain JSON values. The same random stream and moment give the same data. */
export function invent({ module, method }: Invention, options: unknown, runtime: Runtime): unknown {
  const faker = fakerOf(runtime.locale);
  const outer = current.runtime;
  current.runtime = runtime;
  try {
    const owner = memberOf(faker, module);
    const make = memberOf(owner, method);
    if (typeof make !== 'function') throw new Failure(`faker has no "${module}.${method}" in "${runtime.locale}"`);
    return plainInvention(Reflect.apply(make, owner, options === null || options === undefined ? [] : [options]));
  } catch (error) {
    if (error instanceof Failure || !(error instanceof Error)) throw error;
    throw new Failure(`faker's ${module}.${method} fails: ${error.message}`);
  } finally {
    current.runtime = outer;
  }
}

function plainInvention(value: unknown): unknown {
  if (typeof value === 'bigint') return Number(value);
  return typeof value === 'function' || typeof value === 'symbol' ? null : toPlain(value ?? null);
}

const AT_REST: Random = { next: () => 0 };

function fakerOf(locale: string): Faker {
  const known = fakers.get(locale);
  if (known) return known;
  if (!isFakeLocale(locale)) throw new Failure(`faker has no locale "${locale}"`);
  const loaded: { readonly faker: Faker } = require(`@faker-js/faker/locale/${locale}`);
  // The class is reached through an instance: the package's main module would load every locale (110 ms instead of 20).
  const Class = loaded.faker.constructor as new (options: object) => Faker;
  const faker = new Class({
    locale: loaded.faker.rawDefinitions,
    randomizer: { next: () => (current.runtime?.random ?? AT_REST).next(), seed() {} },
  });
  faker.setDefaultRefDate(() => new Date(current.runtime?.now ?? 0));
  fakers.set(locale, faker);
  return faker;
}

let methodsByModule: ReadonlyMap<string, ReadonlySet<string>> | undefined;

/** Every function of faker by its module; the same in all locales. */
function inventions(): ReadonlyMap<string, ReadonlySet<string>> {
  methodsByModule ??= new Map(
    Object.entries(fakerOf('en'))
      .filter(([name, module]) => !/^_|^fakerCore$/.test(name) && typeof module === 'object' && module !== null)
      .map(([name, module]) => [name, new Set(methodNames(module))]),
  );
  return methodsByModule;
}

function methodNames(module: object): readonly string[] {
  const names = [...Object.keys(module), ...Object.getOwnPropertyNames(Object.getPrototypeOf(module))];
  return names.filter((name) => name !== 'constructor' && typeof memberOf(module, name) === 'function');
}

function memberOf(owner: unknown, name: string): unknown {
  return typeof owner === 'object' && owner !== null ? Reflect.get(owner, name) : undefined;
}

/** A function of that name in another module (`name.fullName` was its place once) comes before a similar path. */
function nearestInvention(path: string, module: string, method: string): string {
  const paths: string[] = [];
  for (const [name, methods] of inventions()) {
    for (const each of methods) {
      if (each === method) return `did you mean "${name}.${each}"?`;
      paths.push(`${name}.${each}`);
    }
  }
  const near = nearest(path, paths);
  if (near !== undefined) return `did you mean "${near}"?`;
  const methods = inventions().get(module);
  return methods
    ? `${module} has ${[...methods].slice(0, 8).join(', ')} …`
    : `its modules are ${[...inventions().keys()].join(', ')}`;
}
