import { writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { bundleManifest } from "../../../runtime/definition/bundle.ts";
import type { Projects } from "../project/project.ts";
import { isProjectSource } from "../project/rewrite-file.ts";
import { manifestOf, packagesIn } from "./manifest.ts";
import type { Surroundings } from "./url.ts";

interface Metafile {
  readonly inputs: Readonly<Record<string, object>>;
  readonly outputs: Readonly<
    Record<string, { readonly imports: readonly { readonly path: string; readonly external?: boolean }[] }>
  >;
}

interface OutputFile {
  readonly path: string;
  readonly contents: Uint8Array;
  readonly hash: string;
  readonly text: string;
}

interface Result {
  readonly metafile?: Metafile;
  readonly outputFiles?: OutputFile[];
}

export interface EsbuildBuild {
  readonly initialOptions: {
    format?: string;
    platform?: string;
    bundle?: boolean;
    metafile?: boolean;
    write?: boolean;
    absWorkingDir?: string;
    mangleProps?: RegExp;
  };
  readonly onEnd: (act: (result: Result) => void) => void;
}

const mangling = "memoir reads properties by their names: it cannot work with esbuild's `mangleProps`.";

/** esbuild: its metafile says what is in a build; manifests are written as the build is. */
export const esbuildHooks = (projects: Projects, where: Surroundings) => ({
  setup({ initialOptions, onEnd }: EsbuildBuild): void {
    const { bundle, format, platform, absWorkingDir = process.cwd() } = initialOptions;
    const byPlatform = platform === "node" ? "cjs" : platform === "neutral" ? "esm" : "iife";
    if (initialOptions.mangleProps !== undefined) throw new Error(`MEMOIR1902: ${mangling}`);
    where.output = format ?? (bundle === true ? byPlatform : "esm");
    initialOptions.metafile = true;
    onEnd(({ metafile, outputFiles }) => {
      if (metafile === undefined) return;
      const modules = Object.keys(metafile.inputs).map((input) => resolve(absWorkingDir, input));
      if (!modules.some(isProjectSource)) return;
      const outputs = Object.entries(metafile.outputs).filter(([name]) => /\.[cm]?js$/.test(name));
      const imports = outputs
        .flatMap(([, output]) => output.imports)
        .filter(({ external }) => external === true);
      const externals = bundle === true ? imports.map(({ path }) => path) : "all";
      const packages = packagesIn({ modules, externals }, projects);
      for (const [name] of outputs) {
        const output = resolve(absWorkingDir, name);
        const text = manifestOf(output, packages, projects.home());
        const path = bundleManifest(output);
        if (initialOptions.write !== false) writeFileSync(path, text);
        else outputFiles?.push({ path, contents: Buffer.from(text), hash: "", text });
      }
    });
  },
});
