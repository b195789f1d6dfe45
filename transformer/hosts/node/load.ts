import type { LoadFnOutput, LoadHookSync } from "node:module";
import { fileURLToPath, pathToFileURL } from "node:url";
import { mayHoldUnits } from "../../parse/directive.ts";
import { readText } from "../project/files.ts";
import { givenMap, inlineMap } from "../project/given-map.ts";
import { formatOf } from "../project/module-format.ts";
import type { Project, Projects } from "../project/project.ts";
import { relativeTo } from "../project/project.ts";
import { isProjectSource, isTypeScript } from "../project/rewrite-file.ts";
import type { SourceFile } from "../project/rewrite-file.ts";
import { rewriteToRun } from "../project/run.ts";
import { extendSourceMap } from "../project/source-map.ts";

/** A `load` hook that gives sources of the project rewritten, types and all. Deno's is in deno.ts. */
export function createLoad(projects: Projects): LoadHookSync {
  const warnOfOrder = once((path: string) => process.stderr.write(`${wrongOrder(path)}\n`));
  return (url, context, nextLoad) => {
    const loaded = nextLoad(url, context);
    const path = url.startsWith("file:") ? fileURLToPath(url) : "";
    if (!isProjectSource(path) || !isCode(loaded.format)) return loaded;
    const text = textOf(loaded, path);
    const isCompiled = isTypeScript(path) && !isTypeFormat(loaded.format) && text !== readText(path);
    if (isCompiled) {
      if (mayHoldUnits(readText(path))) warnOfOrder(path);
      return loaded;
    }
    const source = rewritten(sourceFile(path, text, loaded.format), projects.of(path));
    return source === undefined ? loaded : { ...loaded, source };
  };
}

type Format = string | null | undefined;

const isCode = (format: Format): boolean => !format || /^(?:module|commonjs)(?:-typescript)?$/.test(format);

/** Node will strip the types itself. */
const isTypeFormat = (format: Format): boolean => format?.endsWith("-typescript") === true;

function textOf({ source }: LoadFnOutput, path: string): string {
  if (typeof source === "string") return source;
  return source ? Buffer.from(source as Uint8Array).toString("utf8") : readText(path);
}

function sourceFile(path: string, text: string, format: Format): SourceFile {
  const module = format ? (format.startsWith("module") ? "esm" : "commonjs") : formatOf(text, path);
  // Who only strips types, or finds none, leaves fields as JavaScript has them.
  const isNative = isTypeFormat(format) || !isTypeScript(path);
  return { path, text, module, ...(isNative && { emit: { useDefineForClassFields: true } }) };
}

/** The text that takes the place of a file's, with its map. */
export function rewritten(file: SourceFile, project: Project): string | undefined {
  const result = rewriteToRun(file, project);
  return result && `${result.code}\n${inlineMap(mapOf(result.map, file))}`;
}

/** Errors show the file itself, or what it was compiled from. */
function mapOf(map: string, { path, text }: SourceFile): string {
  const given = givenMap(text, path);
  if (given !== undefined) return extendSourceMap(map, given.map);
  return JSON.stringify({ ...(JSON.parse(map) as object), sources: [pathToFileURL(path).href] });
}

const wrongOrder = (path: string): string =>
  `memoir MEMOIR1904: ${relativeTo(process.cwd(), path)} was compiled before memoir saw it, so nothing in it is ` +
  `cached. Name memoir first: node --import memoir/register --import tsx main.ts`;

export function once<A>(act: (argument: A) => unknown): (argument: A) => void {
  let done = false;
  return (argument) => {
    if (!done) act(argument);
    done = true;
  };
}
