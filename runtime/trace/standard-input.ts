import { standsFor } from "./originals.ts";
import { noteReadFrom } from "./recorder.ts";
import { wrap } from "./wrap.ts";
import type { Hook } from "./wrap.ts";

const read: Hook = () => {
  noteReadFrom(0);
  return undefined;
};

const listen: Hook = ([event]) => {
  if (event === "data" || event === "readable") noteReadFrom(0);
  return undefined;
};

/** Everything that reads a stream calls one of these. */
const noted: Readonly<Record<string, Hook>> = { read, on: listen, addListener: listen };

/**
 * Notes where `process.stdin` is read. Not at a terminal: there packages listen for keys that have nothing to do with
 * what is computed, such as a spinner's.
 */
export function traceStandardInput(): void {
  const property = Object.getOwnPropertyDescriptor(process, "stdin");
  const original: unknown = property && Reflect.get(property, "get");
  if (typeof original !== "function" || property?.configurable !== true) return;
  const known = new WeakSet<object>();
  const getStdin = (): unknown => {
    const stream: unknown = Reflect.apply(original, process, []);
    if (typeof stream === "object" && stream !== null && !known.has(stream)) {
      known.add(stream);
      if (Reflect.get(stream, "isTTY") !== true) traceStream(stream);
    }
    return stream;
  };
  standsFor(getStdin, original);
  Object.defineProperty(process, "stdin", { ...property, get: getStdin });
}

function traceStream(stream: object): void {
  for (const [name, hook] of Object.entries(noted)) {
    const value: unknown = Reflect.get(stream, name);
    if (typeof value !== "function") continue;
    // Listeners are called in between, so it is not for memoir alone, as a sync function of `node:fs` is.
    const wrapper = wrap(value as (...args: unknown[]) => unknown, "callback", hook);
    Object.defineProperty(stream, name, { value: wrapper, writable: true, configurable: true });
  }
}
