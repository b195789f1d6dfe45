import { writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { bundleManifest } from "../../../runtime/definition/bundle.ts";
import { isThere } from "../project/files.ts";
import { type Projects, relativeTo } from "../project/project.ts";
import { isProjectSource } from "../project/rewrite-file.ts";
import { manifestOf, packagesIn } from "./manifest.ts";
import type { Context, Transform } from "./transform.ts";
import type { Surroundings } from "./url.ts";

interface Compiler {
  /** Absolute; what is left to be loaded is among them, as if it were a file of the root: `/src/node:fs`. */
  resolvedModulePaths(root: string): readonly string[];
  outputPath(): string;
}

interface Compilation {
  readonly output?: { readonly targetEnv?: string };
  readonly persistentCache?: boolean | { moduleCacheKeyStrategy?: { timestamp?: boolean } };
  partialBundling?: { immutableModules?: string[] };
}

interface Module {
  readonly content: string;
  readonly resolvedPath: string;
  readonly query: readonly (readonly [string, string])[];
}

interface Written {
  readonly resourcesMap: Readonly<Record<string, { readonly name: string; readonly emitted: boolean }>>;
  readonly config?: { readonly root?: string };
}

interface FarmContext {
  addWatchFile(module: string, file: string): void;
  warn(message: string): void;
}

interface Plugin {
  readonly transform: Transform;
  readonly reopen: () => void;
}

/**
 * Farm: manifests are written when the bundles are. unplugin's own hooks are not taken: they hand Farm an Error where
 * it ends the process for want of a string, name the watched file and the module in the wrong order, and take code with
 * a NUL for a path.
 */
export function farmHooks(projects: Projects, where: Surroundings, { transform, reopen }: Plugin) {
  let compiler: Compiler | undefined;
  return {
    configureCompiler(given: Compiler): void {
      compiler = given;
    },
    configResolved({ compilation }: { readonly compilation?: Compilation }): void {
      where.isForBrowsers = /browser/.test(compilation?.output?.targetEnv ?? "");
      if (compilation !== undefined && !where.isForBrowsers) keepNothingUnasked(compilation);
    },
    transform: {
      filters: { resolvedPaths: [String.raw`\.[cm]?[jt]sx?$`], moduleTypes: [] },
      // What it throws must come as a rejection: anything else ends the process.
      // eslint-disable-next-line @typescript-eslint/require-await
      async executor({ content, resolvedPath, query }: Module, context?: FarmContext) {
        const search = query.map((pair) => pair.join("=")).join("&");
        const id = search === "" ? resolvedPath : `${resolvedPath}?${search}`;
        const made = transform.call(contextOf(resolvedPath, context), content, id);
        return made && { content: made.code, sourceMap: JSON.stringify(made.map) };
      },
    },
    updateModules: {
      // Modules are named here, and not the watched file that made Farm take them up again.
      executor: (): void => reopen(),
    },
    writeResources: {
      executor({ resourcesMap, config }: Written): void {
        if (compiler === undefined) return;
        const root = config?.root ?? process.cwd();
        const modules = compiler.resolvedModulePaths(root);
        if (!modules.some(isProjectSource)) return;
        const externals = modules.filter((path) => !isThere(path)).map((path) => relativeTo(root, path));
        const packages = packagesIn({ modules, externals }, projects);
        for (const { name, emitted } of Object.values(resourcesMap)) {
          const path = resolve(compiler.outputPath(), name.replace(/[?#].*$/, ""));
          if (emitted || !/\.[cm]?js$/.test(path)) continue;
          writeFileSync(bundleManifest(path), manifestOf(path, packages, projects.home()));
        }
      },
    },
  };
}

/**
 * Farm's persistent cache brings modules back whose file is as old as it was, and those of packages whatever became of
 * them: of one that another package imports it does not ask the version. Here it has to load and transform each module,
 * and compares what it gets.
 */
function keepNothingUnasked(compilation: Compilation): void {
  const { persistentCache, partialBundling } = compilation;
  if (typeof persistentCache !== "object") return;
  persistentCache.moduleCacheKeyStrategy = { ...persistentCache.moduleCacheKeyStrategy, timestamp: false };
  compilation.partialBundling = { ...partialBundling, immutableModules: [] };
}

function contextOf(module: string, context: FarmContext | undefined): Context {
  return {
    addWatchFile: (file) => context?.addWatchFile(module, file),
    warn: (message) => context?.warn(textOf(message)),
    error(message) {
      // Farm prints the stack below the message, and has the message twice.
      throw Object.assign(new Error(textOf(message)), { stack: "" });
    },
  };
}

const textOf = (message: Parameters<Context["warn"]>[0]): string =>
  typeof message === "string" ? message : message.message;
