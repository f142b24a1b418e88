/** The ways of answering, in the order in which they are told. */

import type { AnswerKind } from './answer-kind.ts';
import { bodyAnswer } from './body.ts';
import { dataAnswer } from './data.ts';
import { fileAnswer } from './file.ts';

export type { AnswerKind, Content } from './answer-kind.ts';

export const ANSWER_KINDS: readonly AnswerKind[] = [dataAnswer, bodyAnswer, fileAnswer];
