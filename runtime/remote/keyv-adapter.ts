/** What memoir asks of a Keyv storage adapter; a Map has it, too. Any method may throw, or never answer. */
export interface KeyvAdapter {
  get(key: string): unknown;
  /** `ttl` in milliseconds; an adapter that knows none keeps the value. */
  set(key: string, value: unknown, ttl?: number): unknown;
  /** True where there was one. */
  delete(key: string): unknown;
}
