import { hash } from "node:crypto";
import { readFileSync, statSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { builtinSpecifier } from "./platform.ts";
import { packageOf } from "./package.ts";

/** Digest of the code behind a module specifier, or why there is none. */
export type ModuleDigest = { readonly digest: string } | { readonly reason: string };

interface Source {
  readonly stamp: string;
  readonly digest: string;
  readonly specifiers: readonly string[];
  readonly reason: string | undefined;
}

const sources = new Map<string, Source>();

/**
 * Digest of the text of a module that no live binding reaches yet (`import("./x.ts")`, a worker's file), and of
 * all that it imports, as far as literal specifiers tell.
 */
export function moduleDigest(specifier: string, importer: string): ModuleDigest {
  const parts: string[] = [];
  const pending = [{ specifier, importer }];
  const visited = new Set<string>();
  for (const step of pending) {
    const builtin = builtinSpecifier(step.specifier);
    const path = isRelative(step.specifier) ? locate(step.specifier, step.importer) : undefined;
    if (builtin !== undefined) parts.push(builtin);
    else if (path === undefined) {
      const found = isRelative(step.specifier) ? undefined : packageOf(step.specifier, step.importer);
      if (found === undefined)
        return { reason: `${step.specifier} was not found, so its code cannot be read` };
      parts.push(`${step.specifier} ${found.name} ${found.version} ${found.closure}`);
    } else if (!visited.has(path)) {
      visited.add(path);
      const source = read(path);
      if (source.reason !== undefined) return { reason: `${step.specifier}: ${source.reason}` };
      parts.push(`${step.specifier} ${source.digest}`);
      pending.push(...source.specifiers.map((next) => ({ specifier: next, importer: path })));
    } else parts.push(`${step.specifier} ${read(path).digest}`);
  }
  return { digest: hash("sha256", JSON.stringify(parts), "base64url") };
}

const isRelative = (specifier: string): boolean => /^(\.|\/|file:)/.test(specifier);

function read(path: string): Source {
  const { mtimeMs, size, ino } = statSync(path);
  const stamp = `${mtimeMs} ${size} ${ino}`;
  const known = sources.get(path);
  if (known?.stamp === stamp) return known;
  const bytes = readFileSync(path);
  const isCode = /\.[cm]?[jt]sx?$/.test(path);
  const found: Source = {
    stamp,
    digest: hash("sha256", bytes, "base64url"),
    ...(isCode ? imports(bytes.toString("utf8")) : { specifiers: [], reason: undefined }),
  };
  sources.set(path, found);
  return found;
}

const literal =
  /(?:\bfrom|\bimport|\bimport\s*\(|\brequire\s*\(|\bnew\s+URL\s*\()\s*(["'`])((?:(?!\1)[^\\\n$])+)\1/g;
const computed = /\b(?:import|require)\s*\(\s*(?!["'`]|\)|\/\*)[\w$]/;

/** Comments and strings may look like imports: what they name is then counted, or refused, needlessly. */
function imports(text: string): {
  readonly specifiers: readonly string[];
  readonly reason: string | undefined;
} {
  const found = new Set<string>();
  for (const [statement, , specifier = ""] of text.matchAll(literal)) {
    if (!/URL/.test(statement) || isRelative(specifier)) found.add(specifier);
  }
  const reason = computed.test(text) ? "it imports a module whose name is computed" : undefined;
  return { specifiers: [...found], reason };
}

const endings = ["", ".ts", ".tsx", ".mts", ".cts", ".js", ".jsx", ".mjs", ".cjs", ".json"];

/** The file behind a relative specifier: as written, with the other ending of its kind, without one, a folder. */
function locate(specifier: string, importer: string): string | undefined {
  const bare = specifier.replace(/[?#].*$/, "");
  const base = bare.startsWith("file:") ? fileURLToPath(bare) : resolve(dirname(importer), bare);
  const swapped = [
    base.replace(/\.([cm]?)js(x?)$/, ".$1ts$2"),
    base.replace(/\.js$/, ".tsx"),
    base.replace(/\.([cm]?)tsx?$/, ".$1js"),
    base.replace(/\.tsx$/, ".jsx"),
  ];
  const candidates = [
    base,
    ...swapped,
    ...endings.map((ending) => base + ending),
    ...endings.slice(1).map((ending) => resolve(base, `index${ending}`)),
  ];
  return candidates.find((path) => statSync(path, { throwIfNoEntry: false })?.isFile() === true);
}
