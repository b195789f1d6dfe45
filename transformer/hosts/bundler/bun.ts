import { writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { bundleManifest } from "../../../runtime/definition/bundle.ts";
import type { Projects } from "../project/project.ts";
import { isProjectSource } from "../project/rewrite-file.ts";
import { manifestOf, packagesIn } from "./manifest.ts";

interface Input {
  readonly imports: readonly {
    readonly path: string;
    readonly external?: boolean;
    readonly original?: string;
  }[];
}

interface Result {
  readonly metafile?: { readonly inputs: Readonly<Record<string, Input>> };
  readonly outputs: readonly { readonly path: string; readonly kind: string }[];
}

interface BunBuild {
  readonly config: { metafile?: boolean; readonly outdir?: string };
  readonly onEnd?: (act: (result: Result) => void) => void;
}

/** Bun: its metafile says what is in a build; manifests are written as the build is. */
export const bunHooks = (projects: Projects) => ({
  setup(given: unknown): void {
    const { config, onEnd } = given as BunBuild;
    config.metafile = true;
    onEnd?.(({ metafile, outputs }) => {
      if (metafile === undefined || config.outdir === undefined) return;
      const modules = Object.keys(metafile.inputs).map((input) => resolve(input));
      if (!modules.some(isProjectSource)) return;
      const externals = Object.values(metafile.inputs)
        .flatMap(({ imports }) => imports)
        .filter(({ external }) => external === true)
        .map(({ path, original }) => original ?? path);
      const packages = packagesIn({ modules, externals }, projects);
      for (const { path } of outputs.filter(({ kind }) => kind === "entry-point" || kind === "chunk")) {
        writeFileSync(bundleManifest(path), manifestOf(path, packages, projects.home()));
      }
    });
  },
});
