import { assert } from 'chai';
import type { JsonSchema } from '../../../../src/core/json.ts';
import type { SchemaLibrary } from '../../../../src/core/kind.ts';
import { ANYTHING } from '../../../../src/core/names.ts';
import { compileYaml, itReports, problemLines, runtime, scope } from '../support.ts';

/** Knows one schema: a map whose `id` is there; fills in `state` as a default, as Ajv does. */
const schemas: SchemaLibrary = {
  resolve(schema, place, report): JsonSchema | undefined {
    if (typeof schema === 'object' && schema !== null && 'bad' in schema) {
      report(place.problem('bad-schema', 'it is bad'));
      return undefined;
    }
    return true;
  },
  explain: () => [],
  validator: () => ({
    check(value) {
      const map = value as { id?: unknown; state?: string } | null;
      if (map === null)
        return [{ pointer: '', message: 'must be a map', keyword: 'type', expected: 'object', received: null }];
      map.state ??= 'new';
      if ('id' in map) return [];
      return [{ pointer: '/id', message: 'id is missing', keyword: 'required', expected: ['id'], received: null }];
    },
  }),
  lookup: () => undefined,
  known: () => ANYTHING,
};

describe('$schema', () => {
  it('tells every violation at its place, and changes nothing of the value', () => {
    const { matcher } = compileYaml('body: { $schema: { $ref: item.json } }', { schemas });
    const value = { body: { constructor: 1 } };
    assert.isFalse(matcher?.matches(value, scope, runtime));
    assert.deepEqual(matcher?.differences(value, scope, runtime), [
      {
        pointer: '/body/id',
        expected: { required: ['id'] },
        received: null,
        message: 'id is missing',
        origin: { file: 'x.yaml', pointer: '/body/$schema', line: 1, column: 18 },
      },
    ]);
    assert.deepEqual(value, { body: { constructor: 1 } });
    assert.isTrue(matcher?.matches({ body: { id: 1 } }, scope, runtime));
  });

  it('checks what is not there as null', () => {
    const { matcher } = compileYaml('body: { $schema: true }', { schemas });
    assert.deepEqual(
      matcher?.differences({}, scope, runtime).map((difference) => difference.message),
      ['must be a map'],
    );
  });

  it('is not met by bytes, which are no JSON', () => {
    const { matcher } = compileYaml('message: { $schema: true }', { schemas });
    const value = { message: Buffer.from('{"id":1}') };
    assert.isFalse(matcher?.matches(value, scope, runtime));
    assert.deepEqual(
      matcher?.differences(value, scope, runtime).map(({ pointer, message }) => [pointer, message]),
      [['/message', 'expected JSON, received 8 bytes']],
    );
  });

  it("takes no operators inside: its `$ref` is a schema's own", () => {
    assert.deepEqual(problemLines('{ $schema: { $ref: a, $defs: {} } }', { schemas }), []);
  });

  itReports(
    [
      [
        '{ $schema: item }',
        '1:12 bad-matcher: "$schema" takes a JSON Schema, not a string | write { $schema: { $ref: ../schemas/item.schema.json } }',
      ],
      ['{ $schema: { bad: 1 } }', '1:12 bad-schema: it is bad'],
    ],
    { schemas },
  );
  itReports([['{ $schema: {} }', '1:12 bad-matcher: "$schema" does not work here | write what the value looks like']]);
});
