/** The door of log/: what others may use. */

export type { AccessFacts } from './access-line.ts';
export type { ConsoleTarget } from './console-out.ts';
export type { Log, LogOptions, LogSettings } from './log.ts';
export { createLog } from './log.ts';
