import { createRequire } from "node:module";
import { dirname, isAbsolute, resolve } from "node:path";
import { isThere, readText } from "./files.ts";

type Fields = Readonly<Record<string, unknown>>;

/** What memoir reads of a tsconfig and of what it extends. */
export interface Tsconfig {
  /** Absolute. */
  readonly path: string;
  /** Itself and what it extends: when one of these changes, so may the rest. */
  readonly files: readonly string[];
  /** Merged as TypeScript merges them, as written: an option of the nearest file wins, lists are replaced whole. */
  readonly compilerOptions: Fields;
  /** The tsconfigs that it refers to, absolute. */
  readonly references: readonly string[];
}

/** A tsconfig that cannot be read or parsed. */
export class TsconfigError extends Error {
  constructor(path: string, cause: unknown) {
    super(`cannot read ${path}: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
  }
}

// Strings are matched first, so that what looks like a comment or a comma inside one stays.
const comment = /("(?:[^"\\]|\\.)*")|\/\/[^\r\n]*|\/\*[\s\S]*?\*\//g;
const trailingComma = /("(?:[^"\\]|\\.)*")|,(?=\s*[}\]])/g;

/** JSON with comments, trailing commas and a byte order mark, as tsconfig files are. Throws SyntaxError. */
function parseJsonc(text: string): unknown {
  const plain = text
    .replace(/^\uFEFF/, "")
    .replace(comment, (_, string?: string) => string ?? " ")
    .replace(trailingComma, (_, string?: string) => string ?? "");
  return JSON.parse(plain);
}

const fieldsOf = (value: unknown): Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Fields) : {};

function read(path: string): Fields {
  try {
    return fieldsOf(parseJsonc(readText(path)));
  } catch (error) {
    throw new TsconfigError(path, error);
  }
}

/**
 * Reads a tsconfig and, through `extends`, those below it; a package's that is not installed is left to the compiler to
 * complain about.
 *
 * @throws TsconfigError
 */
export function readTsconfig(path: string): Tsconfig {
  const files: string[] = [];
  const compilerOptions = optionsOf(path, files, new Set());
  const references = [read(path)["references"]].flat().flatMap((reference) => {
    const to = fieldsOf(reference)["path"];
    return typeof to === "string" ? [referenced(resolve(dirname(path), to))] : [];
  });
  return { path, files, compilerOptions, references };
}

const referenced = (path: string): string => (path.endsWith(".json") ? path : resolve(path, "tsconfig.json"));

/** @param inside the files that led here: one that extends itself is no base. */
function optionsOf(path: string, files: string[], inside: ReadonlySet<string>): Fields {
  if (inside.has(path)) return {};
  files.push(path);
  const config = read(path);
  const bases = [config["extends"]].flat().filter((base) => typeof base === "string");
  const inherited = bases.map((base) => {
    const found = baseOf(base, path);
    return found === undefined ? {} : optionsOf(found, files, new Set([...inside, path]));
  });
  return Object.assign({}, ...inherited, fieldsOf(config["compilerOptions"])) as Fields;
}

function baseOf(base: string, path: string): string | undefined {
  if (isAbsolute(base) || /^\.\.?(?:[\\/]|$)/.test(base)) {
    const at = resolve(dirname(path), base);
    return at.endsWith(".json") || isThere(at) ? at : `${at}.json`;
  }
  const { resolve: find } = createRequire(path);
  for (const name of [base, `${base}.json`, `${base}/tsconfig.json`]) {
    try {
      const found = find(name);
      if (found.endsWith(".json")) return found;
    } catch {
      // not installed, or not under this name
    }
  }
  return undefined;
}
