/** `$eq` and `$ne`: equal as a whole, to the last key. */

import { jsonEqual } from '../../../core/json.ts';
import { shorten } from '../../../core/shorten.ts';
import { type Check, leafCheck } from '../check.ts';
import type { Operand } from '../operand.ts';
import type { Operator, OperatorScope } from '../operator.ts';
import { dataCheck, matchesData } from '../plain/data.ts';

export const EQ: Operator = {
  name: '$eq',
  summary: 'equal as a whole, without other keys at any depth; the argument is plain data',
  schema: {},
  example: 'body: { $eq: { id: 1, tags: [new] } }',
  compile(_argument, scope) {
    const operand = scope.operand();
    return operand && equalCheck(operand, scope);
  },
};

export const NE: Operator = {
  name: '$ne',
  summary: 'not equal; what is not there is not equal to anything but null',
  schema: {},
  example: 'body: { state: { $ne: closed } }',
  compile(_argument, { operand: compileOperand, place }) {
    const operand = compileOperand();
    return (
      operand &&
      leafCheck({
        place,
        uses: operand.uses,
        matches: (value, scope, runtime) => !matchesData(operand.value(scope, runtime), value, 'whole'),
        finding(value, walk) {
          const unwanted = operand.value(walk.scope, walk.runtime);
          const isSaid = jsonEqual(unwanted, value);
          const message = `expected anything but ${shorten(unwanted)}, received ${isSaid ? 'that' : shorten(value)}`;
          return { expected: { $ne: unwanted }, message };
        },
      })
    );
  },
};

function equalCheck({ uses, value: expected, constant }: Operand, { place }: OperatorScope): Check {
  if (constant) return { ...dataCheck(constant.value, place, 'whole'), uses };
  return {
    uses,
    matches: (value, scope, runtime) => matchesData(expected(scope, runtime), value, 'whole'),
    explain(value, walk) {
      dataCheck(expected(walk.scope, walk.runtime), place, 'whole').explain(value, walk);
    },
    plain: expected,
  };
}
