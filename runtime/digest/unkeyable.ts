/** Unwinds a walk that met something it cannot encode. */
export class Unkeyable extends Error {
  override readonly name = "Unkeyable";
  /**
   * Whether provenance or the package it came from may stand for it. Never for a promise, an iterator, a proxy, code
   * that cannot be read: they have state of their own.
   */
  readonly replaceable: boolean;
  /** Where it was met, in words; filled in by the walk. */
  path = "";

  constructor(reason: string, replaceable = false) {
    super(reason);
    this.replaceable = replaceable;
  }
}
