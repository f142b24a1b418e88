/** What every room logs through; winston stands behind it in log/. */

export type LogLevel = 'error' | 'warn' | 'info' | 'debug';

/** Values that belong to a log line, in the order in which they are to be shown. */
export type LogFields = Readonly<Record<string, string | number | boolean | null | undefined>>;

export interface Logger {
  /** The sentence is constant; what varies goes into the fields. */
  error(sentence: string, fields?: LogFields): void;
  warn(sentence: string, fields?: LogFields): void;
  info(sentence: string, fields?: LogFields): void;
  debug(sentence: string, fields?: LogFields): void;
  /** True when a line of this level would be written: for lines that are costly to make. */
  isEnabled(level: LogLevel): boolean;
}

/** Says nothing. */
export const silentLogger: Logger = {
  error() {},
  warn() {},
  info() {},
  debug() {},
  isEnabled: () => false,
};
