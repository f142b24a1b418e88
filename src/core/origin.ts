/** Where in the user's files a thing was written. */

export interface Origin {
  /** The file as people know it: relative to the working directory where that is shorter. */
  readonly file: string;
  /** JSON Pointer of the value inside the file. */
  readonly pointer: string;
  /** 1-based. */
  readonly line: number;
  /** 1-based, in UTF-16 code units. */
  readonly column: number;
}

/** `goods.yaml:12:5`: what editors and terminals make clickable. */
export function formatOrigin(origin: Origin): string {
  return `${origin.file}:${origin.line}:${origin.column}`;
}
