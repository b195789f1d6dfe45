const identities = new WeakMap<WeakKey, number>();
let last = 0;

/** A number that this object, function or symbol has for as long as the process lives, and no other has. */
export function identityOf(value: WeakKey): number {
  let identity = identities.get(value);
  if (identity === undefined) identities.set(value, (identity = ++last));
  return identity;
}
