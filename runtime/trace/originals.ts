const originals = new WeakMap<object, object>();

/** Notes that `wrapper` stands in the place of a function or object of the platform. */
export function standsFor(wrapper: object, original: object): void {
  originals.set(wrapper, original);
}

/** What tracing has put a wrapper around; of anything else, the value itself. */
export function originalOf(value: unknown): unknown {
  if (typeof value !== "function" && (typeof value !== "object" || value === null)) return value;
  return originals.get(value) ?? value;
}
