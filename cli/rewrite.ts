import { relative } from "node:path";
import { createProjects } from "../transformer/hosts/project/project.ts";
import { describe } from "../transformer/hosts/project/report.ts";
import { TsconfigError } from "../transformer/hosts/project/tsconfig.ts";
import { complain } from "./command.ts";

const isMissing = (error: unknown): error is NodeJS.ErrnoException =>
  error instanceof Error && (error as NodeJS.ErrnoException).code !== undefined;

const nothing = (folder: string): string =>
  `no @cache directive and no persistent() was found below ${folder}, so nothing is cached. Is it the folder that the ` +
  "compiler writes to, and does the compiler keep comments (without removeComments)?";

/** Rewrites the JavaScript below a folder, says what was found, and gives the exit code. */
export async function rewrite(folder: string): Promise<number> {
  // The transform is large, and no other command needs it.
  const { rewriteEmitted } = await import("../transformer/hosts/emitted.ts");
  const projects = createProjects(process.cwd());
  let modules = 0;
  let units = 0;
  let before = 0;
  let failed = false;
  try {
    for (const emitted of rewriteEmitted(folder, projects)) {
      for (const { path, text, diagnostic } of emitted.findings) {
        console.error(describe(relative(process.cwd(), path), text, diagnostic));
        failed ||= diagnostic.severity === "error";
      }
      modules += emitted.isRewritten ? 1 : 0;
      units += emitted.units;
      before += emitted.wasRewritten ? 1 : 0;
    }
  } catch (error) {
    if (error instanceof TsconfigError) return complain(`MEMOIR2301: ${error.message}`);
    if (isMissing(error)) return complain(error.message);
    throw error;
  }
  console.log(`rewrote ${modules} modules with ${units} units`);
  if (units + before === 0 && !failed) console.error(`memoir: ${nothing(folder)}`);
  return failed ? 1 : 0;
}
