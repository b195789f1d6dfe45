import { writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { bundleManifest } from "../../../runtime/definition/bundle.ts";
import type { Projects } from "../project/project.ts";
import { isProjectSource } from "../project/rewrite-file.ts";
import { manifestOf, packagesIn } from "./manifest.ts";

interface Chunk {
  readonly type: string;
  readonly fileName: string;
  readonly moduleIds?: readonly string[];
  readonly imports?: readonly string[];
  readonly dynamicImports?: readonly string[];
}

export interface OutputOptions {
  readonly dir?: string | undefined;
  readonly file?: string | undefined;
}

export interface Emitter {
  emitFile(file: { readonly type: "asset"; readonly fileName: string; readonly source: string }): string;
}

interface Manifest {
  /** Relative to the folder of the output, and absolute where that is known. */
  readonly name: string;
  readonly path: string | undefined;
  readonly text: string;
}

type Output = Readonly<Record<string, unknown>>;

function manifestsOf(options: OutputOptions, output: Output, projects: Projects): Manifest[] {
  const chunks = Object.values(output as Readonly<Record<string, Chunk>>).filter(
    ({ type }) => type === "chunk",
  );
  const modules = chunks.flatMap(({ moduleIds = [] }) => moduleIds);
  if (!modules.some(isProjectSource)) return [];
  const names = new Set(chunks.map(({ fileName }) => fileName));
  const externals = chunks
    .flatMap(({ imports = [], dynamicImports = [] }) => [...imports, ...dynamicImports])
    .filter((name) => !names.has(name));
  const packages = packagesIn({ modules, externals }, projects);
  const folder = options.dir ?? (options.file === undefined ? undefined : resolve(options.file, ".."));
  return [...names].map((name) => {
    const chunk = folder === undefined ? undefined : resolve(folder, name);
    const text = manifestOf(chunk, packages, projects.home());
    return { name: bundleManifest(name), path: chunk && bundleManifest(chunk), text };
  });
}

/** Rollup and Rolldown: a manifest is an asset of the build, beside its chunk. */
export const rollupHooks = (projects: Projects) => ({
  generateBundle(this: Emitter, options: OutputOptions, output: Output): void {
    for (const { name, text } of manifestsOf(options, output, projects)) {
      this.emitFile({ type: "asset", fileName: name, source: text });
    }
  },
});

/** The same for Vite, which drops the assets of what it builds for servers. */
export const writingHooks = (projects: Projects) => ({
  writeBundle(options: OutputOptions, output: Output): void {
    for (const { path, text } of manifestsOf(options, output, projects)) {
      if (path !== undefined) writeFileSync(path, text);
    }
  },
});
