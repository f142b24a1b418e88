/** What ends a command early: a sentence for people, and the exit code. */

export class CommandFailure extends Error {
  override readonly name = 'CommandFailure';
  /** One of `EXIT`. */
  readonly exitCode: number;

  constructor(exitCode: number, message: string) {
    super(message);
    this.exitCode = exitCode;
  }
}

/** Why a file cannot be read or written, as the system says it: `ENOENT: no such file or directory`. */
export function systemReason(error: unknown): string {
  return error instanceof Error ? (error.message.split(', ')[0] ?? error.message) : String(error);
}
