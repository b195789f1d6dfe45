import { resolve } from "node:path";
import { bundleManifest } from "../../../runtime/definition/bundle.ts";
import type { Projects } from "../project/project.ts";
import { isProjectSource } from "../project/rewrite-file.ts";
import { manifestOf, packagesIn } from "./manifest.ts";

interface PackModule {
  readonly resource?: string;
  readonly userRequest?: string;
  identifier(): string;
}

interface Hook<A> {
  tap(options: string | { readonly name: string; readonly stage: number }, act: (argument: A) => void): void;
}

interface Compilation {
  readonly hooks: {
    readonly finishModules: Hook<Iterable<PackModule>>;
    readonly processAssets: Hook<unknown>;
  };
  readonly outputOptions: { readonly path?: string };
  readonly chunks: Iterable<{ readonly files: Iterable<string> }>;
  emitAsset(name: string, source: unknown): void;
}

/** What webpack and Rspack have in common. */
export interface PackCompiler {
  readonly outputPath: string;
  readonly hooks: { readonly thisCompilation: Hook<Compilation> };
  readonly webpack: {
    readonly sources: { readonly RawSource: new (text: string) => unknown };
    readonly Compilation: { readonly PROCESS_ASSETS_STAGE_REPORT: number };
  };
}

/** webpack and Rspack: a manifest is an asset, added when the names of the others no longer change. */
export function packHooks(compiler: PackCompiler, projects: Projects): void {
  const { sources, Compilation } = compiler.webpack;
  compiler.hooks.thisCompilation.tap("memoir", (compilation) => {
    let modules: readonly PackModule[] = [];
    // Later some are joined into one; what a persistent cache brought back is among them, too.
    compilation.hooks.finishModules.tap("memoir", (found) => {
      modules = [...found];
    });
    const when = { name: "memoir", stage: Compilation.PROCESS_ASSETS_STAGE_REPORT };
    compilation.hooks.processAssets.tap(when, () => {
      const paths = modules.flatMap(({ resource }) => resource ?? []);
      if (!paths.some((path) => isProjectSource(path))) return;
      const packages = packagesIn({ modules: paths, externals: modules.flatMap(externalOf) }, projects);
      const files = [...compilation.chunks].flatMap((chunk) => [...chunk.files]);
      for (const file of new Set(files.map((name) => name.replace(/\?.*$/, "")))) {
        if (!/\.[cm]?js$/.test(file)) continue;
        const text = manifestOf(resolve(compiler.outputPath, file), packages, projects.home());
        compilation.emitAsset(bundleManifest(file), new sources.RawSource(text));
      }
    });
  });
}

function externalOf(module: PackModule): string[] {
  const { userRequest } = module;
  return module.identifier().startsWith("external ") && userRequest !== undefined ? [userRequest] : [];
}
