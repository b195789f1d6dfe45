import type { Bundle } from "./bundle.ts";

/** A thunk that reads what a piece of code captures, now. Throws ReferenceError while a binding is in its temporal dead zone. */
export type Captures = () => readonly unknown[];

/** One rewritten module, as it states itself on its first line. */
export interface ModuleFile {
  /** Path relative to the project's tsconfig, with forward slashes. The same on every machine. */
  readonly name: string;
  /** `import.meta.url`, or `__filename` in CommonJS: where this module really is. Never part of a key. */
  readonly url: string;
  /** Set only in modules that hold units, or are bundled. */
  readonly settings: ModuleSettings | undefined;
  /** Set only in modules that a bundler put together. */
  readonly bundle?: Bundle;
  /** Set only in modules that another version of memoir has rewritten, whose statements may mean something else. */
  readonly isForeign?: boolean;
  /** What the module exports; undefined where that is nothing of its own, and in bundles. */
  readonly exports?: Definition;
}

/** What the host knew when it compiled a module with units. */
export interface ModuleSettings {
  /** From the folder of the emitted file to the folder of the tsconfig, relative: `"../.."`. */
  readonly root: string;
  /** The module is part of a bundle, whose manifest says the root, too. */
  readonly bundled?: boolean;
  /** Relative to `root`. */
  readonly cacheDir?: string;
  readonly strict?: boolean;
  readonly store?: string | readonly string[];
  readonly maxSize?: string;
  readonly maxAge?: string;
  /** `off`, `on` or `strict`: whether entries must be signed. */
  readonly trust?: string;
  /** Files with the public keys of writers who are believed, relative to `root`. */
  readonly trustedKeys?: readonly string[];
  readonly remoteMaxSize?: string;
  readonly remoteTimeout?: string;
}

export type DefinitionKind = "function" | "class" | "value";

/**
 * What is known of a function, class or module-level constant that project code created: its canonical code
 * and what that code captures. A value digest of a function is the digest of its definition.
 */
export interface Definition {
  readonly kind: DefinitionKind;
  /** Undefined when the code ran before its module's first line (an import cycle). */
  readonly file: ModuleFile | undefined;
  /** The static facts, as the transform wrote them; see ./descriptor.ts for the grammar. */
  readonly descriptor: string;
  readonly captures: Captures;
}
