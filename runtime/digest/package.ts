import { hash } from "node:crypto";
import { basename, dirname, join, relative, sep } from "node:path";
import { readFileSync, readdirSync, realpathSync } from "../trace/untraced.ts";
import { sinceStartAt } from "./process-start.ts";

/** An installed package, and all that it depends on, as one digest. */
export interface PackageIdentity {
  readonly name: string;
  readonly version: string;
  readonly closure: string;
  /** Whether it is part of the project (a workspace), so that its modules may be compiled by memoir too. */
  readonly isLinked: boolean;
}

interface Installed {
  readonly folder: string;
  readonly name: string;
  readonly version: string;
  readonly dependencies: readonly string[];
  /** Digest of the files, for a package that is linked from the project itself and changes without a version. */
  readonly content: string | undefined;
  /** What keeps a package that was installed while this process ran from other processes. */
  readonly since: string;
}

/** `lodash` of `lodash/fp`, `@scope/name` of `@scope/name/part`; undefined for what cannot name a package. */
export function packageName(specifier: string): string | undefined {
  return /^(@[^/\s]+\/[^/\s]+|[^./#@\s:][^/\s:]*)(\/|$)/.exec(specifier)?.[1];
}

const installed = new Map<string, Installed | undefined>();
const identities = new Map<string, PackageIdentity>();

/** The package that a module at this path gets under this specifier; undefined where none is installed. */
export function packageOf(specifier: string, importer: string): PackageIdentity | undefined {
  const wanted = packageName(specifier);
  const root = wanted === undefined ? undefined : find(wanted, dirname(real(importer) ?? importer));
  if (root === undefined) return undefined;
  let identity = identities.get(root.folder);
  if (identity === undefined) {
    const { name, version, content } = root;
    identity = { name, version, closure: closureOf(root), isLinked: content !== undefined };
    identities.set(root.folder, identity);
  }
  return identity;
}

/** The version of a package that a module at this path gets. */
export const versionOf = (name: string, importer: string): string | undefined =>
  find(name, dirname(real(importer) ?? importer))?.version;

/** A package and all that it depends on: where they are, and their versions. */
export function installedWith(
  specifier: string,
  importer: string,
): readonly Pick<Installed, "folder" | "name" | "version">[] {
  const wanted = packageName(specifier);
  const root = wanted === undefined ? undefined : find(wanted, dirname(real(importer) ?? importer));
  return root === undefined ? [] : [...reachedBy(root).reached.values()];
}

/** For a process that outlives an installation, as a bundler that watches. */
export function forgetPackages(): void {
  installed.clear();
  identities.clear();
}

/** Everything the package can load, by name and version: a fix in a dependency of a dependency counts. */
function closureOf(root: Installed): string {
  const { reached, missing } = reachedBy(root);
  const parts = [...reached.values()].map((p) =>
    JSON.stringify([p.name, p.version, p.content ?? "", p.since]),
  );
  return hash("sha256", [...new Set(parts), ...missing].sort().join("\n"), "base64url");
}

function reachedBy(root: Installed) {
  const reached = new Map([[root.folder, root]]);
  const missing = new Set<string>();
  for (const { folder, dependencies } of reached.values()) {
    for (const name of dependencies) {
      const found = find(name, folder);
      if (found === undefined) missing.add(`${name} is not installed`);
      else reached.set(found.folder, found);
    }
  }
  return { reached, missing };
}

/** Looks where Node looks: `node_modules` upward, then the package that the importer itself belongs to. */
function find(name: string, from: string): Installed | undefined {
  for (let folder = from; ; folder = dirname(folder)) {
    const found = basename(folder) === "node_modules" ? undefined : read(join(folder, "node_modules", name));
    if (found !== undefined) return found;
    if (dirname(folder) === folder) break;
  }
  for (let folder = from; ; folder = dirname(folder)) {
    const own = read(folder);
    if (own !== undefined) return own.name === name ? own : undefined;
    if (dirname(folder) === folder) return undefined;
  }
}

function read(path: string): Installed | undefined {
  if (!installed.has(path)) installed.set(path, readPackage(path));
  return installed.get(path);
}

function readPackage(path: string): Installed | undefined {
  const folder = real(path);
  const manifest = folder === undefined ? undefined : readManifest(join(folder, "package.json"));
  if (folder === undefined || manifest === undefined) return undefined;
  const dependencies = ["dependencies", "optionalDependencies", "peerDependencies"].flatMap((field) =>
    Object.keys(manifest[field] ?? {}),
  );
  const isLinked = !folder.includes(`${sep}node_modules${sep}`);
  return {
    folder,
    name: text(manifest["name"]) ?? basename(path),
    version: text(manifest["version"]) ?? "",
    dependencies,
    content: isLinked ? contentOf(folder) : undefined,
    since: isLinked ? "" : sinceStartAt(join(folder, "package.json")),
  };
}

const text = (value: unknown): string | undefined => (typeof value === "string" ? value : undefined);

function readManifest(path: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const manifest: unknown = JSON.parse(readFileSync(path).toString("utf8"));
    return typeof manifest === "object" && manifest !== null
      ? (manifest as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}

function contentOf(root: string): string {
  const parts: string[] = [];
  const folders = [root];
  for (const folder of folders) {
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      if (entry.name.startsWith(".") || entry.name === "node_modules") continue;
      const path = join(folder, entry.name);
      if (entry.isDirectory()) folders.push(path);
      else if (entry.isFile()) {
        const name = relative(root, path).replaceAll(sep, "/");
        const digest = hash("sha256", readFileSync(path), "base64url");
        parts.push(JSON.stringify([name, digest, sinceStartAt(path)]));
      }
    }
  }
  return hash("sha256", parts.sort().join("\n"), "base64url");
}

function real(path: string): string | undefined {
  try {
    return realpathSync(path);
  } catch {
    return undefined;
  }
}
