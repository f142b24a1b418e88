/** A step that cannot be carried out: the log says why, the rest goes on. */
export class StepError extends Error {
  override readonly name = 'StepError';
}
