import type { Definition } from "../definition/definition.ts";
import type { Callable } from "../definition/stamp.ts";
import { originalOf } from "../trace/originals.ts";
import { pushPart, writeCapture } from "./captures.ts";
import { Frame } from "./frame.ts";
import { writeFunction } from "./functions.ts";
import type { Ignored } from "./ignored.ts";
import { writeObject } from "./objects.ts";
import { writeOrigin } from "./origin.ts";
import { writePrimitive } from "./primitives.ts";
import { writeField } from "./provenance.ts";
import { tag } from "./tag.ts";
import { Unkeyable } from "./unkeyable.ts";
import { Writer, type Written } from "./writer.ts";

/**
 * What stands for code: its canonical digest; the function itself, where the key lives as long as it does; or
 * only its name, where the user said that code does not count.
 */
export type CodeMode = "digest" | "identity" | "name";

export interface WalkOptions {
  readonly mode: CodeMode;
  readonly ignored?: Ignored | undefined;
  /** Whether to refuse code that reads what no key can see: asked for where provenance stands for a value. */
  readonly needsVisible?: boolean;
  /** The value that provenance is asked for: code that was given the very value did not make it. */
  readonly given?: unknown;
  /** The code's own state counts as the code that makes it, whatever it is now. */
  readonly ownState?: "code";
  /** Whether functions that nobody defined count by their text: patches of built-ins by packages. */
  readonly byText?: boolean;
}

/** One ordered walk over values. What has an identity gets a number when it is met, and is a reference afterwards. */
export class Walk {
  out = new Writer();
  readonly options: WalkOptions;
  /** Whether something was met that can change in place. */
  mutable = false;
  /** Whether something was met other than code, constants and primitives. */
  reachesData = false;
  /** Whether code was met that reads names of functions. */
  readsNames = false;
  /** Functions that were met otherwise than as what code only calls: somebody may look at what they are. */
  readonly handedOn = new Set<unknown>();
  /** Everything with an identity, by number. */
  readonly met: unknown[] = [];
  /** The definitions whose captures were read, with what was read. */
  readonly read: { readonly definition: Definition; readonly values: readonly unknown[] }[] = [];
  readonly #numbers = new Map<unknown, number>();
  readonly #frames: Frame[] = [];

  constructor(options: WalkOptions) {
    this.options = options;
  }

  /** Encodes what is on the stack. Iterative: the depth of a value is bounded by memory only. */
  run(): void {
    for (let frame = this.#frames.at(-1); frame !== undefined; frame = this.#frames.at(-1)) {
      if (frame.index < frame.values.length) this.#advance(frame);
      else {
        this.#frames.pop();
        if (frame.closes) this.out.close();
      }
    }
  }

  /** Ends the part that was written until now; references to what was met in it stay valid. */
  nextPart(): Written {
    const written = this.out.written();
    this.out = new Writer();
    return written;
  }

  push(frame: Frame): void {
    this.#frames.push(frame);
  }

  value(value: unknown): void {
    if (typeof value === "object" && value !== null) {
      if (!this.refers(value)) writeObject(this, value);
    } else if (typeof value === "function") {
      this.handedOn.add(originalOf(value));
      this.callee(value);
    } else if (typeof value === "symbol") {
      if (!this.refers(value, false)) writePrimitive(this, value);
    } else writePrimitive(this, value);
  }

  /** A function of which nothing counts but what it does when it is called. */
  callee(value: Callable): void {
    const f = originalOf(value) as Callable;
    if (!this.refers(f)) writeFunction(this, f);
  }

  /** Writes a reference where this was met before; otherwise gives it the next number. */
  refers(value: unknown, numbers = true): boolean {
    if (value === this.options.given && value !== undefined) {
      throw new Unkeyable("it was not made by the code that it is initialised with, only handed on");
    }
    if (this.options.ignored?.objects.has(value as object) === true) {
      this.out.byte(tag.ignored);
      return true;
    }
    const number = this.#numbers.get(value);
    if (number !== undefined) {
      this.out.byte(tag.reference);
      this.out.reference(number);
      return true;
    }
    if (numbers) this.number(value);
    return false;
  }

  number(value: unknown): void {
    this.#numbers.set(value, this.met.length);
    this.met.push(value);
  }

  /** `captured db.pool[3]`; of a deep one the two ends. */
  path(): string {
    const frames = this.#frames.map((frame, at) => ({ frame, at }));
    if (frames.length > 24) frames.splice(12, frames.length - 20);
    const segments = frames.map(({ frame, at }) => frame.segment(at === 0));
    if (frames.length < this.#frames.length) segments.splice(12, 0, "…");
    return segments.join("");
  }

  #advance(frame: Frame): void {
    const at = frame.index++;
    try {
      if (frame.replaced === at) return replace(this, frame, at);
      if (isReplaceable(frame, at)) frame.mark = { written: this.out.mark(), numbered: this.met.length };
      if (frame.slots !== undefined) writeCapture(this, frame, at);
      else if (frame.kind === "arguments") this.#argument(frame, at);
      else this.value(frame.values[at]);
    } catch (error) {
      this.#recover(error);
    }
  }

  /** Each argument is a component of its own. */
  #argument(frame: Frame, at: number): void {
    const value = frame.values[at];
    this.out.open(`argument ${String(frame.names?.[at] ?? at)}`);
    if (Object(value) === value) {
      pushPart(this, value);
      return;
    }
    this.value(value);
    this.out.close();
  }

  /** Goes back to the innermost value that something else may stand for; gives up where there is none. */
  #recover(error: unknown): void {
    if (!(error instanceof Unkeyable)) throw error;
    error.path ||= this.path();
    for (let depth = this.#frames.length - 1; error.replaceable && depth >= 0; depth--) {
      const frame = this.#frames[depth];
      if (frame?.mark === undefined) continue;
      const at = frame.index - 1;
      if (frame.replaced === at || !isReplaceable(frame, at)) continue;
      this.#frames.length = depth + 1;
      this.out.rewind(frame.mark.written);
      for (const value of this.met.splice(frame.mark.numbered)) this.#numbers.delete(value);
      frame.replaced = at;
      frame.index = at;
      return;
    }
    throw error;
  }
}

const isReplaceable = (frame: Frame, at: number): boolean =>
  frame.anchor !== undefined || frame.slots?.[at]?.origin !== undefined;

function replace(walk: Walk, frame: Frame, at: number): void {
  const origin = frame.slots?.[at]?.origin;
  if (origin !== undefined) writeOrigin(walk, origin, frame.file);
  else if (frame.anchor !== undefined) writeField(walk, frame.anchor, frame.names?.[at] ?? at);
}
