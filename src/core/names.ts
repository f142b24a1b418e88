/** What is known, when a file is loaded, of the names that an expression may use. */

/** What to say of a member that is not among the known ones. */
export type UnknownMember =
  /** It does not exist: an error with "did you mean". */
  | 'error'
  /** Only a near miss of a known name is a problem, and then an error. */
  | 'near-error'
  /** Only a near miss of a known name is a problem, and then a warning. */
  | 'near-warning'
  | 'allow';

/** A value of which something is known; `undefined` members are values of which nothing is known. */
export interface Known {
  readonly members?: ReadonlyMap<string, Known>;
  readonly unknownMember: UnknownMember;
  /** What is known of each item, when the value is a list. */
  readonly items?: Known;
  /** True of a value that is bytes for some events: what leaves an expression is JSON, so it is then converted. */
  readonly mayBeBytes?: boolean;
  /** Of a member that is not here though its name means something: where it is, as a hint. */
  elsewhere?(name: string): string | undefined;
  /** Literal member names are lower-cased when the file is loaded (`header["X-Token"]`). */
  readonly lowerCase?: boolean;
}

/** Nothing is known: every member goes. */
export const ANYTHING: Known = { unknownMember: 'allow' };

/** The names that exist in one place of a file: roots such as `query`, each with what is known of it. */
export type NameTable = ReadonlyMap<string, Known>;
