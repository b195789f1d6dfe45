import { resolve } from "node:path";
import { createUnplugin, type UnpluginContext } from "unplugin";
import { FORMAT } from "../../../runtime/format.ts";
import type { Rewritten } from "../../rewrite/types.ts";
import { isThere, readText } from "../project/files.ts";
import { bundledFormatOf } from "../project/module-format.ts";
import { createProjects, relativeTo, type Projects } from "../project/project.ts";
import { createReached } from "../project/reached.ts";
import { describe } from "../project/report.ts";
import { isProjectSource, isTypeScript, rewriteFile, type SourceFile } from "../project/rewrite-file.ts";
import { version } from "../project/version.ts";
import { bunHooks } from "./bun.ts";
import { esbuildHooks } from "./esbuild.ts";
import { rollupHooks } from "./rollup.ts";
import { urlIn, type Surroundings } from "./url.ts";
import { isForBrowsers, viteHooks } from "./vite.ts";
import { packHooks, type PackCompiler } from "./webpack.ts";

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
  const current: Projects = { of: (path) => projects.of(path), home: () => projects.home() };
  const where: Surroundings = { framework, output: undefined, isBundled: framework !== "unloader" };
  const reached = createReached();
  const isMine = (id: string) => isProjectSource(pathOf(id) ?? "");

  return {
    name: "memoir",
    enforce: "pre",
    buildStart() {
      projects = open();
    },
    watchChange(id) {
      if (id.endsWith(".json")) projects = open();
    },
    transformInclude: isMine,
    transform(code, id) {
      const path = pathOf(id);
      if (path === undefined || !isMine(id)) return undefined;
      const project = current.of(path);
      // A watching bundler, or one that keeps what it made, asks again when the options change.
      for (const file of project.files) this.addWatchFile(file);
      const [problem] = project.config.problems;
      if (problem !== undefined) return this.error(`MEMOIR1902: ${problem}`);
      if (!project.config.enabled) return undefined;
      if (isForBrowsers(this)) return refuse(this, path, code, forBrowsers);
      if (isCompiled(path, code)) return refuse(this, path, readText(path), wrongOrder);
      const file = sourceFile(path, code, where);
      const rewritten = rewriteFile(file, project);
      for (const { path: at, text, diagnostic } of reached(path, code, rewritten))
        this.warn(describe(relativeTo(process.cwd(), at), text, diagnostic));
      return result(this, file, rewritten);
    },
    rollup: rollupHooks(current),
    rolldown: rollupHooks(current),
    vite: viteHooks(current, where, (id) => fingerprint(current, id)),
    webpack: (compiler) => packHooks(compiler, current),
    rspack: (compiler) => packHooks(compiler as unknown as PackCompiler, current),
    esbuild: esbuildHooks(current, where),
    bun: bunHooks(current),
  };
});

/** The path of a module; undefined where the bundler made it up, or made something else of the file. */
function pathOf(id: string): string | undefined {
  const [path = "", query = ""] = id.split("?", 2);
  return id.startsWith("\0") || !/^(?:$|[tv]=|import\b)/.test(query) ? undefined : path;
}

function sourceFile(path: string, text: string, where: Surroundings): SourceFile {
  const module = bundledFormatOf(text, path);
  return {
    path,
    text,
    module,
    ...(where.isBundled && { bundled: { url: urlIn(where, module) } }),
    ...(!isTypeScript(path) && { emit: { useDefineForClassFields: true } }),
  };
}

type Context = Pick<UnpluginContext, "warn" | "error">;

function result(context: Context, { path, text }: SourceFile, rewritten: Rewritten | undefined) {
  if (rewritten === undefined) return undefined;
  const name = relativeTo(process.cwd(), path);
  const say = (severity: "error" | "warning") =>
    rewritten.diagnostics.filter((d) => d.severity === severity).map((d) => describe(name, text, d));
  for (const warning of say("warning")) context.warn(warning);
  const errors = say("error");
  if (errors.length > 0) {
    context.error(errors.join("\n"));
    return undefined;
  }
  return {
    code: rewritten.code,
    map: { ...(JSON.parse(rewritten.map) as Map), sources: [path], sourcesContent: [text] },
  };
}

interface Map {
  readonly version: 3;
  readonly names: string[];
  readonly mappings: string;
}

const hasDirective = (text: string): boolean => /@cache\b|["']memoir["']/.test(text);

/** Whether another plugin took away what memoir looks for. */
function isCompiled(path: string, code: string): boolean {
  return isTypeScript(path) && !hasDirective(code) && isThere(path) && /@cache\b/.test(readText(path));
}

/** Leaves a module as it is, and says so where it has something to cache. */
function refuse(context: Context, path: string, text: string, why: string): undefined {
  if (hasDirective(text)) context.warn(`${relativeTo(process.cwd(), path)}: ${why}`);
  return undefined;
}

const wrongOrder =
  "MEMOIR1904: this module was compiled before memoir saw it, so nothing in it is cached. Name memoir's plugin first.";
const forBrowsers =
  "MEMOIR1905: memoir keeps results where Node runs; what is built for browsers runs uncached. Build for a server " +
  "with `build.ssr`.";

/** What beside a module's text its rewritten form depends on. */
function fingerprint(projects: Projects, id: string): string {
  const path = pathOf(id);
  const project = path !== undefined && isProjectSource(path) ? projects.of(path) : undefined;
  return JSON.stringify(["memoir", version(), FORMAT, project?.config, project?.emit]);
}
