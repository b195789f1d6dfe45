import type { Input } from "../analyze/inputs.ts";
import type { ModuleReach } from "../analyze/reach.ts";
import type { UnitOptions } from "../parse/directive.ts";

/** What a host tells the transform about one module. Everything here and the text: nothing else is read. */
export interface RewriteOptions {
  /** How the emitted module names itself: `import.meta.url` or `__filename`. */
  readonly module: "esm" | "commonjs";
  /** What names the emitted module, where it is not that: an expression. */
  readonly url?: string;
  /** The module will be part of a bundle, whose manifest says where packages and the tsconfig are. */
  readonly bundled?: boolean;
  /** For each line of the text the line that people know it by, 1-based, where it was compiled from another text. */
  readonly lines?: readonly number[];
  /** The compiler options that change what code does; they join the code digest of what uses them. */
  readonly emit: EmitOptions;
  /** What the runtime must be told; emitted only into modules that hold units. */
  readonly settings: EmittedSettings;
}

export interface EmitOptions {
  readonly useDefineForClassFields?: boolean;
  readonly experimentalDecorators?: boolean;
  readonly emitDecoratorMetadata?: boolean;
  readonly jsx?: string;
  readonly jsxFactory?: string;
  readonly jsxFragmentFactory?: string;
  readonly jsxImportSource?: string;
}

export interface EmittedSettings {
  /** From the folder of the emitted file to the folder of the tsconfig: `"../.."`. */
  readonly root: string;
  readonly cacheDir?: string;
  readonly strict?: boolean;
  readonly store?: string | readonly string[];
  readonly maxSize?: string;
  readonly maxAge?: string;
  readonly trust?: string;
  readonly trustedKeys?: readonly string[];
  readonly remoteMaxSize?: string;
  readonly remoteTimeout?: string;
}

/** Something to tell the user about their source. */
export interface Diagnostic {
  /** `MEMOIR1003`; each has a section in docs/messages.md. */
  readonly code: string;
  readonly severity: "error" | "warning";
  /** What is wrong and why. */
  readonly message: string;
  /** What to do about it. */
  readonly fix: string;
  /** Offsets into the original text. */
  readonly start: number;
  readonly end: number;
}

/** Offsets into the original text. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** One unit found in a module. */
export interface UnitInfo {
  readonly name: string;
  readonly tier: "memory" | "lru" | "persistent";
  readonly form: "function" | "expression" | "block";
  /** 1-based. */
  readonly line: number;
  readonly options: UnitOptions;
  /** Its directive, or the call in its `using` line. */
  readonly stated: Span;
  /** What names it in code; undefined where nothing does. */
  readonly named: Span | undefined;
  /** Where its code begins, as in `reach`. */
  readonly start: number;
  readonly parameters: readonly string[];
  /** What its key contains beside its own code and arguments, for people. */
  readonly inputs: readonly Input[];
}

export interface Rewritten {
  readonly code: string;
  /** A version 3 source map from `code` to the original text, as a JSON string. */
  readonly map: string;
  readonly units: readonly UnitInfo[];
  readonly diagnostics: readonly Diagnostic[];
  /** What leads where: a host that knows other modules warns of what units reach there. */
  readonly reach: ModuleReach;
}
