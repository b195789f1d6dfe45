import { currentComputation } from "../unit/computation.ts";
import { callerOf } from "./callers.ts";
import type { Input } from "./input.ts";
import { noteRead } from "./recorder.ts";
import { wrap } from "./wrap.ts";

const directory: Input = { kind: "cwd", subject: "", detail: "" };
/** Calls between `process.cwd` and the one that looks for its caller. */
const FRAMES = 2;

/** Notes where `process.cwd()` is asked for, by `path.resolve` too; Node's own modules ask for purposes of theirs. */
export function traceWorkingDirectory(): void {
  process.cwd = wrap(process.cwd, "sync", () => {
    if (currentComputation()?.trace.has(directory) === true) return undefined;
    const caller = callerOf(FRAMES);
    if (!caller.startsWith("node:") || caller === "node:path") noteRead("cwd", "");
    return undefined;
  }) as typeof process.cwd;
}
