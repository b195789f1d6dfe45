import type { UnpluginBuildContext, UnpluginContext } from "unplugin";
import { FORMAT } from "../../../runtime/format.ts";
import { mayHoldUnits } from "../../parse/directive.ts";
import type { Rewritten } from "../../rewrite/types.ts";
import { isThere, readText } from "../project/files.ts";
import { bundledFormatOf } from "../project/module-format.ts";
import { relativeTo, type Project, type Projects } from "../project/project.ts";
import { createReached } from "../project/reached.ts";
import { describe } from "../project/report.ts";
import { isProjectSource, isTypeScript, rewriteFile, type SourceFile } from "../project/rewrite-file.ts";
import { version } from "../project/version.ts";
import { urlIn, type Surroundings } from "./url.ts";
import { isForBrowsers } from "./vite.ts";

/** How a bundler lets a plugin say what it found. */
export type Context = Pick<UnpluginBuildContext, "addWatchFile"> & Pick<UnpluginContext, "warn" | "error">;

/** What takes a module's place; undefined where it stays as it is. */
export interface Transformed {
  readonly code: string;
  readonly map: Map;
}

interface Map {
  readonly version: 3;
  readonly names: string[];
  readonly mappings: string;
  readonly sources: string[];
  readonly sourcesContent: string[];
}

export type Transform = (this: Context, code: string, id: string) => Transformed | undefined;

/** Whether a bundler's name of a module is that of a source of the project. */
export const isMine = (id: string): boolean => isProjectSource(pathOf(id) ?? "");

/** Whether it is that of a file of the project which another plugin makes a module of. */
export const isComponent = (id: string): boolean =>
  /^(?!.*[\\/]node_modules[\\/]).*\.(?:vue|svelte|astro)$/s.test(pathOf(id) ?? "");

/** The transform of one build after the other, as bundlers call it. */
export function createTransform(projects: Projects, where: Surroundings): Transform {
  const reached = createReached();
  return function (code, id) {
    const path = pathOf(id);
    if (path === undefined) return undefined;
    if (isComponent(id)) return refuse(this, path, code, component);
    if (!isMine(id)) return undefined;
    const project = projects.of(path);
    // A watching bundler, or one that keeps what it made, asks again when the options change.
    for (const file of project.files) this.addWatchFile(file);
    const [problem] = project.config.problems;
    if (problem !== undefined) {
      this.error(`MEMOIR1902: ${problem}`);
      return undefined;
    }
    if (!project.config.enabled) return undefined;
    if (where.isForBrowsers || isForBrowsers(this)) return refuse(this, path, code, forBrowsers);
    if (isCompiled(path, code)) return refuse(this, path, readText(path), wrongOrder);
    const file = sourceFile(path, code, where);
    const rewritten = rewriteFile(file, project);
    for (const { path: at, text, diagnostic } of reached(path, code, rewritten))
      this.warn(describe(relativeTo(process.cwd(), at), text, diagnostic));
    return result(this, file, rewritten);
  };
}

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

function result(
  context: Context,
  { path, text }: SourceFile,
  rewritten: Rewritten | undefined,
): Transformed | undefined {
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
  const { mappings, names } = JSON.parse(rewritten.map) as Map;
  return {
    code: rewritten.code,
    map: { version: 3, names, mappings, sources: [path], sourcesContent: [text] },
  };
}

/** Whether another plugin took away what memoir looks for. */
function isCompiled(path: string, code: string): boolean {
  return isTypeScript(path) && !mayHoldUnits(code) && isThere(path) && /@cache\b/.test(readText(path));
}

/** Leaves a module as it is, and says so where it has something to cache. */
function refuse(context: Context, path: string, text: string, why: string): undefined {
  if (mayHoldUnits(text)) context.warn(`${relativeTo(process.cwd(), path)}: ${why}`);
  return undefined;
}

const wrongOrder =
  "MEMOIR1904: this module was compiled before memoir saw it, so nothing in it is cached. Name memoir's plugin first.";
const component =
  "MEMOIR1906: memoir rewrites modules of TypeScript and JavaScript; nothing in this file is cached. Move what is to be " +
  "cached to a module of its own, and import it.";
const forBrowsers =
  "MEMOIR1905: memoir keeps results where Node runs; what is built for browsers runs uncached. Build for a server: " +
  'with `build.ssr` of Vite, with `output.targetEnv: "node"` of Farm.';

/** What beside a module's text its rewritten form depends on. */
export const fingerprintOf = (project: Project | undefined): string =>
  JSON.stringify(["memoir", version(), FORMAT, project?.config, project?.emit]);

/** The same for a module by a bundler's name. */
export function fingerprint(projects: Projects, id: string): string {
  const path = pathOf(id);
  return fingerprintOf(path !== undefined && isProjectSource(path) ? projects.of(path) : undefined);
}
