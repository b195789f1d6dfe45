import { realpathSync } from "node:fs";
import { dirname } from "node:path";
import { type Bundle, ofModule } from "../../../runtime/definition/bundle.ts";
import { forgetPackages, installedWith, packageName, packageOf } from "../../../runtime/digest/package.ts";
import { builtinSpecifier } from "../../../runtime/digest/platform.ts";
import { importsOf } from "../../../runtime/digest/specifiers.ts";
import { isThere, readText } from "../project/files.ts";
import { type Project, type Projects, relativeTo } from "../project/project.ts";
import { isProjectSource } from "../project/rewrite-file.ts";

/** What a bundler put together. */
export interface Build {
  /** The modules, as the bundler names them: paths, perhaps with a prefix or a query. */
  readonly modules: Iterable<string>;
  /** What it left to be loaded, as the code that loads it says. */
  readonly externals: Iterable<string> | "all";
}

type Known = Bundle["packages"][string];

/**
 * Says which packages are in a build, as the run time will ask for them: by the specifiers of the project's own
 * modules. What is there under a name is asked of the run time's own code, so that both agree.
 */
export function packagesIn(build: Build, projects: Projects): Bundle["packages"] {
  forgetPackages();
  const paths = [...new Set([...build.modules].map(pathOf))].filter(isThere);
  const folders = foldersOf(paths);
  const externals = externalsOf(build);
  const found = new Map<string, Known>();
  for (const path of paths.filter(isProjectSource)) {
    const project = projects.of(path);
    for (const specifier of specifiersOf(path, project)) {
      const known = identify(specifier, path, folders, externals);
      if (known !== undefined) add(found, relativeTo(project.folder, path), specifier, known);
    }
  }
  return Object.fromEntries(found);
}

/** By the names of packages. */
function externalsOf({ externals }: Build): Pick<ReadonlySet<string>, "has"> {
  if (externals === "all") return { has: () => true };
  return new Set([...externals].map((specifier) => packageName(specifier) ?? specifier));
}

/** The path in what a bundler calls a module: `\0/src/a.js?commonjs-module`. */
const pathOf = (id: string): string => id.replace(/^\0/, "").replace(/[?#].*$/, "");

/** Every folder that has a module of the build in it, at any depth. */
function foldersOf(paths: readonly string[]): ReadonlySet<string> {
  const folders = new Set<string>();
  for (const path of paths) {
    for (let folder = dirname(realpathSync(path)); !folders.has(folder); folder = dirname(folder))
      folders.add(folder);
  }
  return folders;
}

function specifiersOf(path: string, { emit }: Project): readonly string[] {
  const text = readText(path);
  const source = /@jsxImportSource\s+(\S+)/.exec(text)?.[1] ?? emit.jsxImportSource ?? "react";
  const jsx = path.endsWith("x") ? [`${source}/jsx-runtime`] : [];
  return [...importsOf(path, text).specifiers, ...jsx].filter(
    (specifier) => packageName(specifier) !== undefined && builtinSpecifier(specifier) === undefined,
  );
}

/** Undefined where it cannot be told: then what reaches it runs uncached. */
function identify(
  specifier: string,
  importer: string,
  folders: ReadonlySet<string>,
  externals: Pick<ReadonlySet<string>, "has">,
): Known | undefined {
  const [root, ...dependencies] = installedWith(specifier, importer);
  const isExternal = externals.has(packageName(specifier) ?? specifier);
  const isInside = root !== undefined && folders.has(root.folder);
  if (isExternal) return isInside ? undefined : "external";
  const identity = isInside ? packageOf(specifier, importer) : undefined;
  if (identity === undefined) return undefined;
  const outside = dependencies.filter(({ name }) => externals.has(name));
  return { ...identity, outside: Object.fromEntries(outside.map(({ name, version }) => [name, version])) };
}

function add(found: Map<string, Known>, module: string, specifier: string, known: Known): void {
  const other = found.get(specifier);
  if (other === undefined) found.set(specifier, known);
  else if (!isSame(other, known)) found.set(ofModule(module, specifier), known);
}

function isSame(one: Known, other: Known): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

/** The manifest of a bundle at a path, as text. */
export function manifestOf(
  path: string | undefined,
  packages: Bundle["packages"],
  { folder }: Project,
): string {
  const root = (path !== undefined && relativeTo(dirname(path), folder)) || ".";
  return `${JSON.stringify({ root, packages } satisfies Bundle)}\n`;
}
