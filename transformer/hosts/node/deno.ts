import module, { type LoadHookSync } from "node:module";
import { fileURLToPath } from "node:url";
import { readText } from "../project/files.ts";
import { relativeTo, type Projects } from "../project/project.ts";
import { isProjectSource, isTypeScript } from "../project/rewrite-file.ts";
import { createLoad, once, rewritten } from "./load.ts";

/** The `load` hook for Deno, which compiles TypeScript before its hooks see it, and nothing that they give. */
export function createDenoLoad(projects: Projects): LoadHookSync {
  const loadJavaScript = createLoad(projects);
  const warn = once((message: string) => process.stderr.write(`${message}\n`));
  return (url, context, nextLoad) => {
    const path = url.startsWith("file:") ? fileURLToPath(url) : "";
    if (!isTypeScript(path) || !isProjectSource(path)) return loadJavaScript(url, context, nextLoad);
    const loaded = nextLoad(url, context);
    const format = path.endsWith(".cts") ? "commonjs" : "esm";
    const file = {
      path,
      text: readText(path),
      module: format,
      emit: { useDefineForClassFields: true },
    } as const;
    const source = rewritten(file, projects.of(path));
    if (source === undefined) return loaded;
    try {
      return { ...loaded, source: module.stripTypeScriptTypes(source) };
    } catch (error) {
      warn(notStripped(relativeTo(process.cwd(), path), String(error)));
      return loaded;
    }
  };
}

const notStripped = (path: string, why: string): string =>
  `memoir MEMOIR1904: nothing in ${path} is cached: under Deno memoir can only take types away. ${why.split("\n", 1)[0] ?? ""}`;
