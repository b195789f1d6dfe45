import type { EntryHeader } from "./store.ts";

/** Milliseconds since the epoch. */
interface Version {
  readonly others: Map<string, Version>;
  /** When its first entry was made. */
  made: number;
  /** When one of its entries was last used. */
  used: number;
}

/** Versions of the code in the keys of some entries, so that those can be told whose code was replaced. */
export class Versions {
  /** By name and label, then by digest. */
  readonly #all = new Map<string, Map<string, Version>>();

  /** Notes the code of an entry, and returns what it was made with. */
  note({ name, created, components }: EntryHeader, used: number): readonly Version[] {
    const code = components.filter(({ label }) => /^code( of |$)/.test(label));
    return code.map(({ label, digest }) => {
      const subject = JSON.stringify([name, label.replace(/:\d+\)$/, ")")]);
      let others = this.#all.get(subject);
      if (others === undefined) this.#all.set(subject, (others = new Map<string, Version>()));
      let version = others.get(digest);
      if (version === undefined) others.set(digest, (version = { others, made: created, used }));
      version.made = Math.min(version.made, created);
      version.used = Math.max(version.used, used, created);
      return version;
    });
  }
}

/**
 * Whether other code has come after some of this was last used. Code that takes turns with other code (functions that
 * are arguments, an edit that was undone) was not replaced.
 */
export const isReplaced = (versions: readonly Version[]): boolean =>
  versions.some(({ others, used }) => [...others.values()].some(({ made }) => made > used));
