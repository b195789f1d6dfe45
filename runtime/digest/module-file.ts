import { hash } from "node:crypto";
import { dirname, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { readFileSync, realpathSync, statSync } from "../trace/untraced.ts";
import type { Imported } from "./imported.ts";
import { packageOf, type PackageIdentity } from "./package.ts";
import { builtinSpecifier } from "./platform.ts";
import { sinceStart } from "./process-start.ts";
import { importsOf, type Imports } from "./specifiers.ts";

/** Digest of the code behind a module specifier, or why there is none. */
export type ModuleDigest =
  | {
      readonly digest: string;
      /** Where the code is, each file once, links resolved. */
      readonly files: readonly string[];
    }
  | { readonly reason: string };

interface Source extends Imports {
  /** As `import.meta.url` has it. */
  readonly real: string;
  readonly stamp: string;
  readonly digest: string;
}

const sources = new Map<string, Source>();

/**
 * Digest of the text of a module that no live binding reaches yet (`import("./x.ts")`, a worker's file), and of
 * all that it imports, as far as literal specifiers tell.
 *
 * @param bundled finds packages in the place of the file system, for a module whose neighbours are in a bundle
 */
export function moduleDigest(
  specifier: string,
  importer: string,
  bundled?: (specifier: string) => Imported,
): ModuleDigest {
  if (bundled !== undefined && builtinSpecifier(specifier) === undefined) {
    if (isRelative(specifier))
      return { reason: `${specifier} is in a bundle, where its code cannot be told apart` };
    const found = bundled(specifier);
    return "reason" in found ? found : { digest: digestOf([specifier, packagePart(found)]), files: [] };
  }
  const parts: string[] = [];
  const pending = [{ specifier, importer }];
  const visited = new Map<string, string>();
  for (const step of pending) {
    const paths = isRelative(step.specifier) ? locate(step.specifier, step.importer) : [];
    const part = paths.length > 0 ? "" : outside(step.specifier, step.importer);
    if (part === undefined) return { reason: `${step.specifier} was not found, so its code cannot be read` };
    parts.push(step.specifier, part);
    for (const path of paths) {
      const source = read(path);
      if (source.reason !== undefined) return { reason: `${step.specifier}: ${source.reason}` };
      parts.push(source.digest);
      if (visited.has(path)) continue;
      visited.set(path, source.real);
      pending.push(...source.specifiers.map((next) => ({ specifier: next, importer: path })));
    }
  }
  return { digest: digestOf(parts), files: [...new Set(visited.values())] };
}

const digestOf = (parts: readonly string[]): string => hash("sha256", JSON.stringify(parts), "base64url");

const isRelative = (specifier: string): boolean => /^(\.|\/|file:)/.test(specifier);

/** What stands for a built-in module or a package. */
function outside(specifier: string, importer: string): string | undefined {
  const builtin = builtinSpecifier(specifier);
  if (builtin !== undefined || isRelative(specifier)) return builtin;
  const found = packageOf(specifier, importer);
  return found && packagePart(found);
}

const packagePart = ({ name, version, closure }: PackageIdentity): string =>
  JSON.stringify([name, version, closure]);

/** Milliseconds. A file changed so short ago may change again without a new time stamp. */
const SETTLED = 2000;

function read(path: string): Source {
  const stat = statSync(path);
  const { mtimeMs, ctimeMs, size, ino } = stat;
  const stamp = `${mtimeMs} ${ctimeMs} ${size} ${ino}`;
  const known = sources.get(path);
  if (known?.stamp === stamp) return known;
  const bytes = readFileSync(path);
  const digest = hash("sha256", bytes, "base64url") + sinceStart(stat);
  const found: Source = {
    real: realpathSync(path),
    stamp,
    digest,
    ...importsOf(path, bytes.toString("utf8")),
  };
  if (Date.now() - ctimeMs > SETTLED) sources.set(path, found);
  return found;
}

const endings = ["", ".ts", ".tsx", ".mts", ".cts", ".js", ".jsx", ".mjs", ".cjs", ".json"];

/**
 * The files that may be behind a relative specifier: as written, with the other ending of its kind, without one, a
 * folder. Hosts differ in which they prefer, so all that there are count.
 */
function locate(specifier: string, importer: string): readonly string[] {
  const bare = specifier.replace(/[?#].*$/, "");
  const base = bare.startsWith("file:") ? fileURLToPath(bare) : resolve(dirname(importer), bare);
  const swapped = [
    base.replace(/\.([cm]?)js(x?)$/, ".$1ts$2"),
    base.replace(/\.js$/, ".tsx"),
    base.replace(/\.([cm]?)tsx?$/, ".$1js"),
    base.replace(/\.tsx$/, ".jsx"),
  ];
  const candidates = new Set([
    ...swapped,
    ...endings.map((ending) => base + ending),
    ...endings.slice(1).map((ending) => resolve(base, `index${ending}`)),
  ]);
  return [...candidates].filter(isFile);
}

function isFile(path: string): boolean {
  try {
    return statSync(path, { throwIfNoEntry: false })?.isFile() === true;
  } catch {
    return false; // Bun throws where a part of the path is a file
  }
}
