import { dirname, isAbsolute } from "node:path";
import { currentComputation } from "../unit/computation.ts";
import type { Computation } from "../unit/computation.ts";
import { isExcluded } from "./excluded.ts";
import { isPath } from "./input.ts";
import type { Input, InputKind } from "./input.ts";
import { look } from "./state.ts";
import type { Sight } from "./state.ts";
import type { Seen, Trace } from "./trace.ts";
import { isUntraced, realpathSync } from "./untraced.ts";

/** The computations that what runs now belongs to, from the inside out. */
function* around(from: Computation | undefined): Generator<Trace> {
  for (let computation = from; computation !== undefined; computation = computation.parent) {
    yield computation.trace;
  }
}

/** Notes that the current computation, and those around it, read something; before it does. */
export function noteRead(kind: InputKind, subject: string, detail = ""): void {
  const computation = currentComputation();
  if (computation === undefined || isUntraced()) return;
  const input: Input = { kind, subject, detail };
  if (isPath(input) && isExcluded(subject)) return;
  let seen: Sight | undefined;
  const sight = (): Sight => (seen ??= look(input));
  for (const trace of around(computation)) trace.read(input, sight);
}

/** Notes what a result that went into the current computation had read. */
export function adopt(inputs: readonly Seen[], computation = currentComputation()): void {
  for (const trace of around(computation)) for (const seen of inputs) trace.adopt(seen);
}

/** To be called before the current computation writes to a path or variable; then `noteWritten`, if it could. */
export function noteWrite(path: string, isRemoval = false): void {
  for (const trace of around(currentComputation())) {
    if (isRemoval) trace.beforeRemoval(path);
    else trace.beforeWrite(path);
  }
}

/** What is at a path now is the current computation's own. */
export function noteWritten(path: string, computation = currentComputation()): void {
  const real = realOf(path);
  for (const trace of around(computation)) {
    trace.wrote(path);
    if (real !== path) trace.wrote(real);
  }
}

/** The current computation has added to a file that was there. */
export function noteAppended(path: string, computation = currentComputation()): void {
  for (const trace of around(computation)) trace.appended(path);
}

/** The current computation has opened a descriptor. */
export function noteOpened(descriptor: number, computation = currentComputation()): void {
  for (const trace of around(computation)) trace.opened(descriptor);
}

export function noteClosed(descriptor: number): void {
  for (const trace of around(currentComputation())) trace.closed(descriptor);
}

/** Notes that the current computation reads from a descriptor, which may have been opened before. */
export function noteReadFrom(descriptor: number): void {
  if (isUntraced()) return;
  for (const trace of around(currentComputation())) trace.readFrom(descriptor);
}

/** A path by its real name, also where nothing is there any more. */
function realOf(path: string): string {
  if (!isAbsolute(path)) return path; // a variable
  try {
    return realpathSync(path);
  } catch {
    try {
      return realpathSync(dirname(path)) + path.slice(dirname(path).length);
    } catch {
      return path;
    }
  }
}
