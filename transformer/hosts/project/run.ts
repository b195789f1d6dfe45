import type { Rewritten } from "../../rewrite/types.ts";
import { relativeTo, type Project } from "./project.ts";
import { describe } from "./report.ts";
import { rewriteFile, type SourceFile } from "./rewrite-file.ts";

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
  if (result === undefined) return undefined;
  const errors = result.diagnostics.filter(({ severity }) => severity === "error");
  const said = (errors.length > 0 ? errors : result.diagnostics).map((diagnostic) =>
    describe(relativeTo(process.cwd(), file.path), file.text, diagnostic),
  );
  if (errors.length > 0) throw new SyntaxError(said.join("\n"));
  for (const warning of said) process.stderr.write(`${warning}\n`);
  return result;
}
