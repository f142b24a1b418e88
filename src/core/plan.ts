/** What to send, as data; serve/send.ts is the only code that performs it. */

/** Names and values in turn, as `writeHead` takes them: `['x-a', '1', 'set-cookie', 'a=1']`. */
export type RawHeaders = readonly string[];

interface PlanBase {
  readonly status: number;
  /** Without content-length and date, which the sender adds. */
  readonly headers: RawHeaders;
  /** 0 for at once. */
  readonly delayMs: number;
}

export type ResponsePlan = SendPlan | FilePlan;

export interface SendPlan extends PlanBase {
  readonly kind: 'send';
  readonly body: Buffer | string;
}

export interface FilePlan extends PlanBase {
  readonly kind: 'file';
  /** The folder that the file must stay in once symbolic links are resolved. */
  readonly root: string;
  /** Relative to `root`; may come from a template. */
  readonly name: string;
}
