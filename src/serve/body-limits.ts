/** How much of a request is taken in before it is refused: `limits:` of mockapi.yaml, as numbers. */

export interface BodyLimits {
  /** `limits.body`: a body that is no upload, after inflating; of a multipart request, its text fields together. */
  readonly bodyBytes: number;
  /** `limits.upload`: the files of one request together. */
  readonly uploadBytes: number;
  /** `limits.memory`: a file beyond it goes to disk. */
  readonly memoryBytes: number;
  /** `limits.depth`: levels of JSON. */
  readonly depth: number;
  /** `limits.fields`: fields of a form, or parts of a multipart body. */
  readonly fields: number;
}
