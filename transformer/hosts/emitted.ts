/**
 * The host of compilers that load no plugins: a pass over the JavaScript that they emitted.
 */
import { readdirSync, renameSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Diagnostic } from "../rewrite/types.ts";
import { lostDirectives } from "./emitted/lost.ts";
import { sourceOf } from "./emitted/source.ts";
import { readText } from "./project/files.ts";
import { givenMap, inlineMap } from "./project/given-map.ts";
import { formatOf } from "./project/module-format.ts";
import { relativeTo, type Projects } from "./project/project.ts";
import { createReached, type Finding } from "./project/reached.ts";
import { isProjectSource, isRewritten as isTextRewritten, rewriteFile } from "./project/rewrite-file.ts";
import { extendSourceMap } from "./project/source-map.ts";

/** What became of one emitted file, and what is known since then of others. */
export interface Emitted {
  readonly isRewritten: boolean;
  /** It was rewritten before, and stays as it is. */
  readonly wasRewritten: boolean;
  readonly units: number;
  readonly findings: readonly Finding[];
}

/**
 * Rewrites the JavaScript below a folder in its place, with its source maps. A file that is rewritten already stays as
 * it is, and so does one with errors.
 *
 * @throws TsconfigError, and the system's error where a file cannot be read or written
 */
export function* rewriteEmitted(folder: string, projects: Projects): Generator<Emitted> {
  const reached = createReached();
  for (const path of scriptsIn(resolve(folder))) yield rewriteScript(path, projects, reached);
}

function* scriptsIn(folder: string): Generator<string> {
  for (const entry of readdirSync(folder, { withFileTypes: true }).sort((a, b) =>
    a.name < b.name ? -1 : 1,
  )) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      if (entry.name !== "node_modules" && !entry.name.startsWith(".")) yield* scriptsIn(path);
    } else if (/\.[cm]?js$/.test(entry.name) && isProjectSource(path)) yield path;
  }
}

function rewriteScript(path: string, projects: Projects, reached: ReturnType<typeof createReached>): Emitted {
  const text = readText(path);
  const wasRewritten = isTextRewritten(text);
  const project = projects.of(path);
  const given = givenMap(text, path);
  const source = given && sourceOf(given.map, given.path ?? path, project.folder);
  const file = { path, text, module: formatOf(text, path), ...source };
  const rewritten = rewriteFile(file, project);
  const { diagnostics = [], units = [] } = rewritten ?? {};
  const isRewritten = rewritten !== undefined && !diagnostics.some(({ severity }) => severity === "error");
  if (isRewritten) {
    let { code } = rewritten;
    if (given !== undefined) {
      const map = extendSourceMap(rewritten.map, given.map);
      if (given.path !== undefined) write(given.path, map);
      else code = code.slice(0, code.lastIndexOf("//# sourceMappingURL=")) + inlineMap(map) + "\n";
    }
    write(path, code);
  }
  const lost =
    given === undefined || source === undefined || wasRewritten
      ? []
      : lostDirectives(
          text,
          given.map,
          relativeTo(project.folder, path),
          resolve(project.folder, source.name),
        );
  const own = diagnostics.map((found) => ({ path, text, diagnostic: explain(found, text) }));
  return {
    isRewritten,
    wasRewritten,
    units: isRewritten ? units.length : 0,
    findings: project.config.enabled ? [...lost, ...own, ...reached(path, text, rewritten)] : [],
  };
}

/** What is wrong may be the compiler's doing. */
function explain(found: Diagnostic, text: string): Diagnostic {
  if (found.code !== "MEMOIR1010" || !/\b__addDisposableResource\b/.test(text)) return found;
  return { ...found, fix: 'The compiler took the `using` line away. Compile with "target": "esnext".' };
}

/** Who reads the file meanwhile gets all of the old or all of the new text. */
function write(path: string, text: string): void {
  const temporary = `${path}.${process.pid}.tmp`;
  writeFileSync(temporary, text);
  renameSync(temporary, path);
}
