import { EventEmitter } from "node:events";
import { types } from "node:util";
import { classOfPrototype } from "../definition/class.ts";
import { recordOf, type Callable } from "../definition/stamp.ts";
import { builtinObjectName } from "./intrinsics.ts";
import { Unkeyable } from "./unkeyable.ts";

/** What the prototypes of an object say about what it can hide. */
export interface Chain {
  /** The defined classes on the chain, innermost first. */
  readonly classes: readonly Callable[];
  /** The prototypes of the platform that objects with readable internal state have. */
  readonly platform: string | undefined;
  /** Why the object may have state that cannot be read; undefined where all of it can be. */
  readonly foreign: Unkeyable | undefined;
}

/** Built-ins whose internal slots are all read; everything else on a chain may hide state. */
const readable = new Set(
  [
    ..."Object Function Array Number String Boolean Symbol BigInt Date RegExp Map Set ArrayBuffer DataView".split(
      " ",
    ),
    ..."Error AggregateError EvalError RangeError ReferenceError SuppressedError SyntaxError TypeError URIError".split(
      " ",
    ),
    ..."Int8Array Uint8Array Uint8ClampedArray Int16Array Uint16Array Int32Array Uint32Array".split(" "),
    ..."Float16Array Float32Array Float64Array BigInt64Array BigUint64Array %TypedArray%".split(" "),
    ..."%AsyncFunction% %GeneratorFunction% %AsyncGeneratorFunction%".split(" "),
    ..."Promise WeakMap WeakSet SharedArrayBuffer".split(" "), // refused by what they are, with a better reason
  ].map((name) => `${name}.prototype`),
)
  .add("%GeneratorPrototype%")
  .add("%AsyncGeneratorPrototype%");

const temporal =
  /^Temporal\.(Instant|Plain(Date|Time|DateTime|MonthDay|YearMonth)|ZonedDateTime|Duration)\.prototype$/;

/** Looks at every prototype of an object. */
export function inspectChain(object: object): Chain {
  const classes: Callable[] = [];
  let platform: string | undefined;
  let holder = Object.getPrototypeOf(object) as object | null;
  for (
    ;
    holder !== null && holder !== Object.prototype;
    holder = Object.getPrototypeOf(holder) as object | null
  ) {
    if (types.isProxy(holder)) throw new Unkeyable("a Proxy among its prototypes runs code of its own");
    const C = classOfPrototype(holder);
    const builtin = C === undefined ? builtinObjectName(holder) : undefined;
    if (C !== undefined) classes.push(C);
    else if (builtin !== undefined && temporal.test(builtin))
      platform = builtin.slice(0, -".prototype".length);
    else if (builtin !== undefined) {
      if (!readable.has(builtin)) return { classes, platform, foreign: hides(builtin, object) };
    } else {
      const known = platformPrototype(holder);
      if (known !== undefined) platform = known;
      else if (!isProjects(holder)) return { classes, platform, foreign: hides(nameOf(holder), object) };
    }
  }
  return { classes, platform, foreign: undefined };
}

/** `URL.prototype`, for the prototypes of classes of the platform that are read. */
export function platformPrototypeName(object: object): string | undefined {
  const name = platformPrototype(object);
  return name === undefined ? undefined : `${name}.prototype`;
}

const isOf = (name: string, holder: object): boolean => {
  if (name === "EventEmitter") return holder === EventEmitter.prototype;
  const C: unknown = (globalThis as Readonly<Record<string, unknown>>)[name];
  return typeof C === "function" && C.prototype === holder;
};

/** The classes of the platform with state that is read through their methods. */
function platformPrototype(holder: object): string | undefined {
  const constructor: unknown = Object.getOwnPropertyDescriptor(holder, "constructor")?.value;
  const name: unknown =
    typeof constructor === "function"
      ? Object.getOwnPropertyDescriptor(constructor, "name")?.value
      : undefined;
  // The name first: reading a lazy global loads its module.
  for (const known of ["Buffer", "URL", "URLSearchParams", "Headers", "EventEmitter"]) {
    if ((name === known || (known === "Buffer" && holder === Buffer.prototype)) && isOf(known, holder))
      return known;
  }
  return undefined;
}

/** Whether a prototype is a plain object, or that of a function of the project: then it hides nothing. */
function isProjects(holder: object): boolean {
  const constructor: unknown = Object.getOwnPropertyDescriptor(holder, "constructor")?.value;
  return typeof constructor !== "function" || recordOf(constructor)?.kind === "function";
}

function nameOf(holder: object): string {
  const constructor: unknown = Object.getOwnPropertyDescriptor(holder, "constructor")?.value;
  if (typeof constructor !== "function") return "object of another kind";
  const name: unknown = Object.getOwnPropertyDescriptor(constructor, "name")?.value;
  return typeof name === "string" && name !== "" ? name : "class without a name";
}

const remedies: Readonly<Record<string, string>> = {
  Blob: "a Blob can be read only asynchronously; pass its bytes (await blob.bytes()) instead",
  File: "a File can be read only asynchronously; pass its bytes (await file.bytes()) instead",
};

/** State that is not settled where the object is made: no provenance stands for it. */
const unsettled =
  /^(%\w*Iterator|Iterator|WeakRef|FinalizationRegistry|AsyncLocalStorage|DisposableStack|AsyncDisposable)/;

function hides(kind: string, object: object): Unkeyable {
  const own = nameOf((Object.getPrototypeOf(object) as object | null) ?? object);
  const name = own.startsWith("object of") ? kind.replace(/\.prototype$/, "") : own;
  const reason =
    remedies[name] ?? `${/^[AEIOU]/.test(name) ? "an" : "a"} ${name} has state that no key can see`;
  return new Unkeyable(reason, !unsettled.test(kind));
}
