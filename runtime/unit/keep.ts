import { types } from "node:util";
import { now } from "../clock.ts";
import { NotStorable } from "../codec/codec.ts";
import { decode, encode } from "../codec/index.ts";
import { MemoirError } from "../error.ts";
import { FORMAT } from "../format.ts";
import { formatSize } from "../quantity.ts";
import { explainChange } from "../store/explain.ts";
import type { Entry } from "../store/store.ts";
import { warn } from "../warning.ts";
import { keyNow } from "./begin.ts";
import type { Computation } from "./computation.ts";
import { firstDifference } from "./difference.ts";
import { failureKey } from "./failures.ts";
import { deepFreeze } from "./freeze.ts";
import type { Lookup, StoredHeader } from "./lookup.ts";
import type { BlockRecord } from "./outputs.ts";
import { seesAllReads } from "../trace/complete.ts";
import type { Recorded } from "../trace/manifest.ts";
import { notKept } from "./not-kept.ts";
import { isRecorded } from "./recording.ts";
import type { Content, Result } from "./results.ts";
import type { RemoteTier } from "./remote-tier.ts";
import { componentsOfInputs } from "./traces.ts";
import type { Traces } from "./traces.ts";
import { unwanted } from "./wanted.ts";

const preload =
  process.versions["deno"] === undefined
    ? "`bun --preload memoir/register`"
    : "`deno run --preload=npm:memoir/register`";

/** What a block adds to the check that nothing changed under it. */
export interface Check {
  /** Puts the block's own outputs back as they were and returns what puts them right again. */
  readonly rollback?: () => () => void;
  /** What of the block's own state was changed by others; undefined where nothing was. */
  readonly disturbed?: () => string | undefined;
  /** What of the kept value the unit's `keep` is asked about, where that is not all of it. */
  readonly shown?: (value: unknown) => unknown;
  /** What is kept of an error, where that is not the error alone. */
  readonly failed?: (error: unknown) => unknown;
  /** The store of other machines that the caller has asked, and that gets the result. */
  readonly remote?: RemoteTier | undefined;
}

/** A computation that has ended well. */
export interface Outcome extends Check {
  readonly value: unknown;
  /** It was the settled value of a promise that a sync function returned. */
  readonly promise: boolean;
  /** Milliseconds. */
  readonly duration: number;
  readonly computation: Computation;
}

/** What changed under the computation, so that its result belongs to no key; undefined where nothing did. */
function changeDuring(lookup: Lookup, { rollback, disturbed }: Check): string | undefined {
  const { unit, spec, args, captures, key, failures } = lookup.question;
  const foreign = disturbed?.();
  if (foreign !== undefined) return foreign;
  if (!key.mutable && spec.files === undefined) return undefined;
  const restore = rollback?.();
  try {
    const again = keyNow(unit, spec, args, captures);
    if (!again.ok) return `${again.path}: ${again.reason}`;
    if ((failures ? failureKey(again.key) : again.key) === key.key) return undefined;
    const changes = explainChange(lookup.components, again.components()).slice(0, 3).join(", ");
    return changes === "" ? "something that it reads changed" : changes;
  } finally {
    restore?.();
  }
}

/** Why a value held by reference would not be the same for its second reader. */
function readOnce(value: unknown): string | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  if (types.isPromise(value) || typeof Reflect.get(value, "then") === "function") {
    return "it is a thenable that is more than a plain promise, and it may fail";
  }
  if (types.isGeneratorObject(value) || typeof Reflect.get(value, "next") === "function") {
    return "an iterator can be read only once; return an array";
  }
  const stream = value instanceof ReadableStream || typeof Reflect.get(value, "pipe") === "function";
  return stream || value instanceof Response
    ? "a stream can be read only once; return its content"
    : undefined;
}

/** A block that returns from the function around it gives what it returns in a list of one. */
const valuesOf = ({ result, outputs }: BlockRecord): readonly unknown[] =>
  Array.isArray(result) && result.length === 1 ? [...outputs, result[0]] : [...outputs, result];

function checkReadable(values: readonly unknown[]): void {
  for (const value of values) {
    const why = readOnce(value);
    if (why !== undefined) throw new NotStorable("result", why);
  }
}

function pack(lookup: Lookup, value: unknown): Content {
  const { spec, store } = lookup.question;
  const primitive = value === null || (typeof value !== "object" && typeof value !== "function");
  if (store !== undefined || (spec.share === "clone" && !primitive)) {
    const record = spec.form === "block" || isRecorded(value);
    if (record && spec.codec !== undefined) {
      throw new NotStorable("result", `codec=${spec.codec} is for the value of a function or an expression`);
    }
    return { kind: "bytes", ...encode(value, spec.form === "block" ? "block" : "result", spec.codec) };
  }
  if (spec.form === "block") checkReadable(valuesOf(value as BlockRecord));
  else checkReadable([value]);
  if (spec.share === "freeze") deepFreeze(value);
  return { kind: "value", value };
}

function headerOf(lookup: Lookup, result: Result, codec: string, inputs: readonly Recorded[]): StoredHeader {
  const { unit, spec } = lookup.question;
  const { inherited, tags } = result.life;
  const ttl = Math.min(spec.ttl ?? Infinity, inherited ?? Infinity);
  return {
    format: FORMAT,
    name: spec.name,
    form: spec.form,
    source: unit.source,
    created: result.created,
    duration: result.duration,
    codec,
    ...(ttl < Infinity && { ttl }),
    ...(spec.swr !== undefined && { swr: spec.swr }),
    inherited: inherited ?? null,
    ...(tags.length > 0 && { tags }),
    ...(result.promise && { promise: true }),
    ...(lookup.question.failures && { failed: true }),
    components: lookup.components,
    ...(inputs.length > 0 && { inputs: componentsOfInputs(inputs) }),
  };
}

function put(lookup: Lookup, result: Result, value: unknown, inputs: readonly Recorded[]): Entry | undefined {
  const { settings, store, again } = lookup.question;
  const { content } = result;
  const primitive = value === null || (typeof value !== "object" && typeof value !== "function");
  const key = lookup.traces?.keyOf(inputs) ?? lookup.key;
  lookup.results.set(key, primitive ? { ...result, content: { kind: "value", value } } : result);
  if (settings.mode === "refresh" || settings.mode === "verify") again?.add(lookup.key);
  if (store === undefined || content.kind !== "bytes" || !settings.writable) return undefined;
  const entry = { key, header: headerOf(lookup, result, content.codec, inputs), body: content.body };
  if (store.set(entry)) store.limit(entry, settings);
  return entry;
}

/** What a persistent unit read that its key does not show, or what of it changed meanwhile. */
function tracedInputs(lookup: Lookup, computation: Computation): ReturnType<Traces["close"]> {
  const { traces } = lookup;
  if (traces === undefined || (computation.tracedSoFar === undefined && !traces.hasBefore))
    return { inputs: [], traced: [] };
  return traces.close(computation.trace, lookup.components);
}

/** Why a result is not stored that would take the place of all others. */
function tooLarge(lookup: Lookup, content: Content): string | undefined {
  const { store, settings } = lookup.question;
  if (store === undefined || content.kind !== "bytes" || settings.maxSize === undefined) return undefined;
  const bytes = content.body.byteLength;
  if (bytes <= settings.maxSize) return undefined;
  return `it takes ${formatSize(bytes)}, and the whole cache may take ${formatSize(settings.maxSize)}`;
}

/** Reports a result that is not what the store had for the same key. */
function verify({ expected, question: { unit, spec, failures } }: Lookup, content: Content): void {
  if (
    expected === undefined ||
    failures ||
    content.kind !== "bytes" ||
    Buffer.compare(expected.body, content.body) === 0
  )
    return;
  const root = spec.form === "block" ? "block" : "result";
  const [before, after] = [decode(expected.header.codec, expected.body), decode(content.codec, content.body)];
  const difference = firstDifference(root, before, after);
  if (difference === undefined) return;
  const message =
    `${spec.name} (${unit.source}) gives another result than the one stored under the same key: ${difference}. ` +
    `It depends on something that no key can see (chance, the clock, the network, a file), or the entry is stale.`;
  warn("MEMOIR2007", `MEMOIR2007 ${unit.source} ${spec.name}`, message);
}

/**
 * Keeps a result for the next call, unless something changed under the computation or the value would not come
 * back as it is. Returns why not, for the log.
 *
 * @throws MemoirError MEMOIR2002 under `strict` where the value cannot be stored.
 */
export function keep(lookup: Lookup, outcome: Outcome): string | undefined {
  const { spec } = lookup.question;
  const { value, computation } = outcome;
  const changed = changeDuring(lookup, outcome);
  if (changed !== undefined) {
    const remedy =
      "What a cached unit reads must not change while it runs; what it changes must be its result. Leave out what " +
      "cannot change the result, such as a counter: `ignore=[client.calls]`.";
    return notKept(lookup, "MEMOIR2003", `${changed} while it ran`, remedy);
  }
  if (lookup.traces !== undefined && !seesAllReads()) {
    const why = "memoir was not loaded before the program, so it cannot see which files the program reads";
    return notKept(lookup, "MEMOIR2004", why, `Start it with ${preload}.`);
  }
  const traced = tracedInputs(lookup, computation);
  if ("stream" in traced) {
    const why = `what it read gives the next reader something else (${traced.stream})`;
    return notKept(lookup, "MEMOIR2012", why, "Read it before, and pass what it gave as an argument.");
  }
  if (!("inputs" in traced)) {
    const remedy = "What a cached unit reads must stay as it is while the unit runs.";
    return notKept(lookup, "MEMOIR2003", `${traced.changed} while it ran`, remedy);
  }
  const why = unwanted(lookup, outcome);
  if (why !== undefined) return why;
  const created = now();
  const inherited = computation.expires === Infinity ? undefined : computation.expires - created;
  const life = { inherited, tags: [...new Set([...(spec.tags ?? []), ...computation.tags])] };
  try {
    const content = pack(lookup, value);
    verify(lookup, content);
    const large = tooLarge(lookup, content);
    if (large !== undefined) {
      const remedy = `Raise "maxSize" in the tsconfig, or return less.`;
      return notKept(lookup, "MEMOIR2105", large, remedy);
    }
    const { duration, promise } = outcome;
    const seen = computation.tracedSoFar?.seen ?? [];
    const result: Result = { created, duration, life, promise, content, noted: created };
    if (lookup.traces === undefined) put(lookup, { ...result, seen }, value, []);
    else {
      const entry = put(lookup, result, value, traced.inputs);
      if (traced.inputs.length === 0) lookup.traces.replaced();
      else lookup.traces.add({ key: lookup.traces.keyOf(traced.inputs), inputs: traced.inputs }, seen);
      if (entry !== undefined) outcome.remote?.keep(lookup, entry, traced.traced);
    }
    return undefined;
  } catch (error) {
    if (error instanceof MemoirError) throw error;
    const what = error instanceof NotStorable ? `${error.path}: ${error.reason}` : String(error);
    return notKept(lookup, "MEMOIR2002", what, "Return plain data, or store it in a form that can be kept.");
  }
}
