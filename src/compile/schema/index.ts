/** JSON Schemas of the project: checked on their line when it is loaded, validators and invented values when it runs. */

export { foldWarnings } from './fold-warnings.ts';
export { inventValue } from './invent.ts';
export { createSchemaLibrary, type ProjectSchemas } from './library.ts';
export { createValidatorCache, type ValidatorCache } from './validator-cache.ts';
