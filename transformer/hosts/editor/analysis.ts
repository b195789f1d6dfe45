import { noReach, type ModuleReach } from "../../analyze/reach.ts";
import type { Diagnostic, UnitInfo } from "../../rewrite/types.ts";
import { failureOf } from "../project/failure.ts";
import { bundledFormatOf } from "../project/module-format.ts";
import { createProjects } from "../project/project.ts";
import { isProjectSource, rewriteFile } from "../project/rewrite-file.ts";
import { TsconfigError } from "../project/tsconfig.ts";

/** What a build would say of a file, and what it would cache. */
export interface Analysis {
  readonly diagnostics: readonly Diagnostic[];
  readonly units: readonly UnitInfo[];
  readonly reach: ModuleReach;
}

const nothing: Analysis = { diagnostics: [], units: [], reach: noReach };

/** A version of a file is analysed once, whoever asks for it and as often as they ask. */
const KEPT = 64;

/**
 * Analyses files as the build does, with the options of the nearest tsconfig.
 *
 * @param folder where the editor or linter was started
 * @returns of a file, by its absolute path and its text as it is being edited
 */
export function createAnalysis(folder: string): (path: string, text: string) => Analysis {
  const known = new Map<string, { readonly text: string; readonly analysis: Analysis }>();
  return (path, text) => {
    const before = known.get(path);
    if (before?.text === text) return before.analysis;
    const analysis = analyse(folder, path, text);
    known.delete(path);
    known.set(path, { text, analysis });
    const [oldest] = known.keys();
    if (known.size > KEPT && oldest !== undefined) known.delete(oldest);
    return analysis;
  };
}

function analyse(folder: string, path: string, text: string): Analysis {
  if (!isProjectSource(path)) return nothing;
  try {
    // Found anew each time: a tsconfig may be edited like any other file.
    const project = createProjects(folder).of(path);
    const { diagnostics, units, reach } =
      rewriteFile({ path, text, module: bundledFormatOf(text, path) }, project) ?? nothing;
    return { diagnostics, units, reach };
  } catch (error) {
    // The editor shows in the tsconfig itself what is wrong with it.
    return error instanceof TsconfigError ? nothing : { ...nothing, diagnostics: [failureOf(error)] };
  }
}
