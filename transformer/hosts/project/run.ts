import type { Rewritten } from "../../rewrite/types.ts";
import { relativeTo, type Project } from "./project.ts";
import { createReached, type Finding } from "./reached.ts";
import { describe } from "./report.ts";
import { rewriteFile, type SourceFile } from "./rewrite-file.ts";

const reached = createReached();

/**
 * What the transform makes of a file that is about to run; undefined where it leaves the text as it is. Warnings go to
 * standard error.
 *
 * @throws Error for a project that memoir cannot work with.
 * @throws SyntaxError for what is wrong with the source.
 */
export function rewriteToRun(file: SourceFile, project: Project): Rewritten | undefined {
  const [problem] = project.config.problems;
  if (problem !== undefined) throw new Error(`MEMOIR1902: ${problem}`);
  const result = rewriteFile(file, project);
  const { path, text } = file;
  const found: Finding[] = (result?.diagnostics ?? []).map((diagnostic) => ({ path, text, diagnostic }));
  const errors = found.filter(({ diagnostic }) => diagnostic.severity === "error");
  if (errors.length > 0) throw new SyntaxError(errors.map(inWorkingFolder).join("\n"));
  if (project.config.enabled) found.push(...reached(path, text, result));
  for (const warning of found) process.stderr.write(`${inWorkingFolder(warning)}\n`);
  return result;
}

const inWorkingFolder = ({ path, text, diagnostic }: Finding): string =>
  describe(relativeTo(process.cwd(), path), text, diagnostic);
