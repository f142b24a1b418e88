/** The steps of a channel's script, in the order in which they are told. */

import { closeStep } from './close.ts';
import { dropStep } from './drop.ts';
import { joinStep } from './join.ts';
import { leaveStep } from './leave.ts';
import { sendStep } from './send.ts';
import type { StepKind } from './step-kind.ts';
import { waitStep } from './wait.ts';

export type { FramePlan } from './frame.ts';
export type { FrameForm, HoldFrame, Sender, StepKind, StepPlan } from './step-kind.ts';

export const STEP_KINDS: readonly StepKind[] = [sendStep, waitStep, joinStep, leaveStep, closeStep, dropStep];
