/** What a command's end says to scripts. */

export const EXIT = {
  fine: 0,
  /** `check` found errors, `test` failed. */
  failed: 1,
  /** The command or the project is wrong. */
  wrong: 2,
  /** Could not run: the port is taken, the target is not there, a file cannot be written. */
  blocked: 3,
  /** There was nothing to work on: no files, no route, no case. */
  nothing: 4,
} as const;
