import { builtinModules } from "node:module";
import type { Callable } from "../definition/stamp.ts";
import { originalOf } from "../trace/originals.ts";

/** Functions and classes that Node puts on globalThis, apart from the language's own. */
const globals = new Set([
  ..."URL URLSearchParams URLPattern DOMException AbortController AbortSignal Event EventTarget CustomEvent".split(
    " ",
  ),
  ..."TextEncoder TextDecoder Buffer Blob File FormData Headers Request Response fetch WebSocket".split(" "),
  ..."ReadableStream WritableStream TransformStream CompressionStream DecompressionStream".split(" "),
  ..."TextEncoderStream TextDecoderStream MessageChannel MessagePort BroadcastChannel Performance".split(" "),
  ..."setTimeout setInterval setImmediate clearTimeout clearInterval clearImmediate queueMicrotask".split(
    " ",
  ),
  ..."structuredClone atob btoa Crypto CryptoKey SubtleCrypto".split(" "),
]);

/** The name of a function or class that Node provides: `global fetch`, `node:path.join`. */
export function platformName(f: Callable): string | undefined {
  const name: unknown = Object.getOwnPropertyDescriptor(f, "name")?.value;
  if (typeof name === "string" && globals.has(name)) {
    if ((globalThis as Readonly<Record<string, unknown>>)[name] === f) return `global ${name}`;
  }
  return loadedModules().get(originalOf(f));
}

/** The name of an object that Node provides: `node:path`, `node:path.posix`, `performance`. */
export function platformObjectName(object: object): string | undefined {
  if (object === globalThis.performance) return "global performance";
  if (object === globalThis.crypto) return "global crypto";
  return loadedModules().get(object);
}

/** `node:fs` for `fs` and `node:fs`; undefined where no built-in module is called so. */
export function builtinSpecifier(specifier: string): string | undefined {
  if (specifier.startsWith("node:")) return specifier;
  return builtinModules.includes(specifier) ? `node:${specifier}` : undefined;
}

/** What is looked for in Bun and Deno, which do not say what is loaded. */
const usual = "assert buffer crypto events fs os path querystring stream string_decoder timers url util zlib"
  .split(" ")
  .map((name) => `NativeModule ${name}`);

let named: { readonly loaded: number; readonly names: ReadonlyMap<unknown, string> } | undefined;

/** What the built-in modules that are loaded export. A module that is not loaded has given nobody anything. */
function loadedModules(): ReadonlyMap<unknown, string> {
  const { moduleLoadList = [] } = process as { readonly moduleLoadList?: readonly string[] };
  const list = moduleLoadList.length > 0 ? moduleLoadList : usual;
  if (named?.loaded === list.length) return named.names;
  const loaded = new Set(list);
  const names = new Map<unknown, string>();
  for (const module of builtinModules.filter((name) => loaded.has(`NativeModule ${name}`)).sort()) {
    nameExports(`node:${module}`, process.getBuiltinModule(module), names);
  }
  named = { loaded: list.length, names };
  return names;
}

function nameExports(name: string, exports: unknown, names: Map<unknown, string>): void {
  const pending: { readonly path: string; readonly value: unknown; readonly depth: number }[] = [
    { path: name, value: exports, depth: 0 },
  ];
  for (const { path, value: given, depth } of pending) {
    const value = originalOf(given);
    const isFunction = typeof value === "function";
    if (!(isFunction || (typeof value === "object" && value !== null)) || names.has(value)) continue;
    names.set(value, path);
    // `path.posix.join` and `util.types.isMap`, but not what functions and their instances hold.
    if (depth > 1 || (isFunction && depth > 0)) continue;
    for (const key of Object.keys(value)) {
      const inner: unknown = Object.getOwnPropertyDescriptor(value, key)?.value;
      pending.push({ path: `${path}.${key}`, value: inner, depth: depth + 1 });
    }
  }
}
