/** An error that memoir throws on purpose: each `code` has a section in docs/messages.md. */
export class MemoirError extends Error {
  override readonly name = "MemoirError";
  /** `MEMOIR2202` */
  readonly code: string;

  constructor(code: string, message: string, options?: ErrorOptions) {
    super(`${code}: ${message}`, options);
    this.code = code;
  }
}
