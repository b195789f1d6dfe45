import { resolve } from "node:path";
import { createUnplugin } from "unplugin";
import { createProjects, type Projects } from "../project/project.ts";
import { bunHooks } from "./bun.ts";
import { esbuildHooks } from "./esbuild.ts";
import { farmHooks } from "./farm.ts";
import { rollupHooks } from "./rollup.ts";
import { createTransform, fingerprint, isComponent, isMine } from "./transform.ts";
import type { Surroundings } from "./url.ts";
import { viteHooks } from "./vite.ts";
import { packHooks, type PackCompiler } from "./webpack.ts";

/** Where a plugin that looks at a file takes it from the others. */
const loading: ReadonlySet<string> = new Set(["esbuild", "bun", "farm"]);

/** What can be given to the plugin of any bundler; all else is in the tsconfig. */
export interface Options {
  /** A tsconfig that stands for all files, relative to the working directory; else the nearest of each file. */
  readonly tsconfig?: string;
}

/**
 * memoir for bundlers: rewrites the project's modules before anything else compiles them, and writes beside each bundle
 * which packages are in it.
 */
export const memoir = createUnplugin((options: Options | undefined, { framework }) => {
  const given = options?.tsconfig === undefined ? undefined : resolve(options.tsconfig);
  const open = () => createProjects(process.cwd(), given);
  let projects = open();
  const reopen = (): void => {
    projects = open();
  };
  const current: Projects = { of: (path) => projects.of(path), home: () => projects.home() };
  const where: Surroundings = {
    framework,
    output: undefined,
    isBundled: framework !== "unloader",
    isForBrowsers: false,
  };
  const transform = createTransform(current, where);

  return {
    name: "memoir",
    enforce: "pre",
    buildStart: reopen,
    watchChange(id) {
      if (id.endsWith(".json")) reopen();
    },
    transformInclude: (id) => isMine(id) || (!loading.has(framework) && isComponent(id)),
    transform,
    rollup: rollupHooks(current),
    rolldown: rollupHooks(current),
    vite: viteHooks(current, where, (id) => fingerprint(current, id)),
    webpack: (compiler) => packHooks(compiler, current),
    rspack: (compiler) => packHooks(compiler as unknown as PackCompiler, current),
    esbuild: esbuildHooks(current, where),
    bun: bunHooks(current),
    farm: farmHooks(current, where, { transform, reopen }),
  };
});
