/** A file of the project as it was read: the parser's input. */

export interface SourceFile {
  /** Absolute. */
  readonly path: string;
  /** As people know it: relative to the working directory where that is shorter. */
  readonly file: string;
  readonly text: string;
  /** Equal texts have equal hashes. */
  readonly hash: string;
}
