import { readText } from "../project/files.ts";
import { bundledFormatOf } from "../project/module-format.ts";
import type { Projects } from "../project/project.ts";
import { isTypeScript } from "../project/rewrite-file.ts";
import { rewriteToRun } from "../project/run.ts";
import type { RewriteOptions } from "../../rewrite/types.ts";
import { loaderOf, type Loaded } from "./bun.ts";
import { runCommonJs } from "./commonjs.ts";

/** How Bun loads sources of the project: rewritten, types and all. */
export function createLoad(projects: Projects, definesFields: boolean): (path: string) => Loaded {
  const emit = { useDefineForClassFields: definesFields };
  return (path) => {
    const text = readText(path);
    const module = formatOf(text, path);
    const fields = isTypeScript(path) ? emit : { useDefineForClassFields: true };
    const result = rewriteToRun({ path, text, module, emit: fields }, projects.of(path));
    const code = result?.code ?? text;
    return module === "esm" ? { loader: loaderOf(path), contents: code } : runCommonJs(path, code);
  };
}

/** As Bun tells CommonJS: it uses what only CommonJS has, and neither imports nor exports anything. */
function formatOf(text: string, path: string): RewriteOptions["module"] {
  if (/\.m[jt]s$/.test(path) || /\bimport\.meta\b/.test(text)) return "esm";
  const format = bundledFormatOf(text, path);
  if (format === "commonjs" || /^\s*(?:import|export)\b/m.test(text)) return format;
  return /\b(?:module|__filename|__dirname)\b/.test(text) ? "commonjs" : "esm";
}
