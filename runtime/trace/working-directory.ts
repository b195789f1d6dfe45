import { currentComputation } from "../unit/computation.ts";
import { isCalledByNodeForItself } from "./callers.ts";
import type { Input } from "./input.ts";
import { originalOf } from "./originals.ts";
import { noteRead } from "./recorder.ts";
import { wrap } from "./wrap.ts";

const directory: Input = { kind: "cwd", subject: "", detail: "" };

/** Notes where `process.cwd()` is asked for, by `path.resolve` too; Node's own modules ask for purposes of theirs. */
export function traceWorkingDirectory(): void {
  process.cwd = wrap(originalOf(Reflect.get(process, "cwd")) as () => string, "sync", () => {
    if (currentComputation()?.trace.has(directory) === true) return undefined;
    if (!isCalledByNodeForItself()) noteRead("cwd", "");
    return undefined;
  }) as typeof process.cwd;
}
