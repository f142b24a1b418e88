/** The door to `${…}`: expressions, conditions and templates, compiled at load. */

export type { ExpressionContext } from './context.ts';
export { describeFalsePart, explainCondition, type FalsePart } from './explain-condition.ts';
export { compileCondition, compileExpression, type Expression } from './expression.ts';
export { EXPRESSION_FUNCTIONS } from './function-docs.ts';
export { isFakeLocale } from './functions/fake.ts';
export type { Template } from './pieces.ts';
export { scan } from './scan.ts';
export { compileTemplate } from './template.ts';
export { compileParts, compileText, type TextTemplate } from './text.ts';
export { toText } from './values.ts';
