/** The styles, by the names that OpenAPI gives them. */

import type { ContractStyle } from '../../spec/contract/contract-spec.ts';
import { deepObjectStyle } from './deep-object.ts';
import { formStyle } from './form.ts';
import { labelStyle } from './label.ts';
import { matrixStyle } from './matrix.ts';
import { pipeDelimitedStyle } from './pipe-delimited.ts';
import { simpleStyle } from './simple.ts';
import { spaceDelimitedStyle } from './space-delimited.ts';
import type { Style } from './style-reader.ts';

import { tabDelimitedStyle } from './tab-delimited.ts';

export const STYLES: Readonly<Record<ContractStyle, Style>> = {
  simple: simpleStyle,
  label: labelStyle,
  matrix: matrixStyle,
  form: formStyle,
  spaceDelimited: spaceDelimitedStyle,
  pipeDelimited: pipeDelimitedStyle,
  tabDelimited: tabDelimitedStyle,
  deepObject: deepObjectStyle,
};
