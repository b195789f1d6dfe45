import { hash } from "node:crypto";
import { keyedDigest } from "../digest/components.ts";
import { idOf, inputKinds, isOutside, labelOf, pathOf, placeOf, isPath } from "./input.ts";
import type { Input, InputKind } from "./input.ts";
import { isPathState, look, lookClosely } from "./state.ts";
import type { Sight, State } from "./state.ts";
import { isObject } from "../store/header.ts";
import type { Seen, Traced } from "./trace.ts";

/*
 * Results of a unit that read more than its key shows are stored in two steps. Under the key lies the manifest: for
 * each result what its computation had read, the most recently used first. A result's own key follows from the
 * unit's key and from what the inputs held, so that going back to what a file was finds what was computed then.
 */

/** An input as it is stored: its place relative to the project folder, its state and stamp as keyed hashes. */
export interface Recorded {
  readonly kind: InputKind;
  readonly place: string;
  readonly detail: string;
  readonly state: string;
  readonly stamp?: string;
}

export interface Alternative {
  /** Of the result's entry. */
  readonly key: string;
  readonly inputs: readonly Recorded[];
}

export type Manifest = readonly Alternative[];

/** Results kept under one key. */
const ALTERNATIVES = 16;
/** Inputs listed under one key; above, older results go. */
export const INPUTS = 20_000;

export const labelOfRecorded = ({ kind, place, detail }: Recorded): string => {
  const patterns =
    kind === "glob" ? (JSON.parse(detail) as { readonly patterns: readonly string[] }).patterns : [];
  return labelOf(kind, patterns.length > 0 ? `${place}: ${patterns.join(", ")}` : place);
};

/** Outside the project, the place counts as such: from a project folder elsewhere it leads somewhere else. */
function keyedState(input: Input, place: string, state: State, folder: string): string {
  const bound = isPath(input) && isOutside(place) ? input.subject : "";
  const portable = isPathState(input, state) ? [placeOf(state, folder) ?? state] : state;
  return keyedDigest(JSON.stringify([input.kind, input.detail, bound, portable]));
}

// With the path: the stamp of a file says nothing of one that is elsewhere.
const keyedStamp = (input: Input, stamp: string): string =>
  keyedDigest(JSON.stringify([input.subject, stamp]));

/** An input to be stored; undefined where no relative path leads there. */
export function record({ input, state, stamp }: Traced, folder: string): Recorded | undefined {
  const place = isPath(input) ? placeOf(input.subject, folder) : input.subject;
  if (place === undefined) return undefined;
  return {
    kind: input.kind,
    place,
    detail: input.detail,
    state: keyedState(input, place, state, folder),
    ...(stamp !== undefined && { stamp: keyedStamp(input, stamp) }),
  };
}

/** Inputs to be stored; undefined where no relative path leads to one of them. */
export function recordAll(traced: readonly Traced[], folder: string): readonly Recorded[] | undefined {
  const inputs: Recorded[] = [];
  for (const each of traced) {
    const recorded = record(each, folder);
    if (recorded === undefined) return undefined;
    inputs.push(recorded);
  }
  return inputs;
}

/** The key of the result that a unit's key and these inputs lead to. */
export function tracedKey(key: string, inputs: readonly Recorded[]): string {
  const parts = inputs.map(({ kind, place, detail, state }) => [kind, place, detail, state]);
  return hash("sha256", JSON.stringify(["traced", key, parts]), "base64url");
}

/** A manifest with an alternative as the one used last. */
export function withFirst(manifest: Manifest, first: Alternative): Manifest {
  const all = [first, ...manifest.filter(({ key }) => key !== first.key)].slice(0, ALTERNATIVES);
  let inputs = 0;
  return all.filter((each, at) => (inputs += each.inputs.length) <= INPUTS || at === 0);
}

/** How an alternative stands to the world as it is now. */
export type Comparison =
  | { readonly matches: true; readonly alternative: Alternative; readonly seen: readonly Seen[] }
  | { readonly matches: false; readonly changed: readonly string[] };

/** Looks at inputs, at each once. */
export class Present {
  readonly #folder: string;
  readonly #sights = new Map<string, { readonly state: State; readonly stamp?: string }>();

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** Compares until as many inputs as `limit` have changed. */
  compare(alternative: Alternative, limit: number): Comparison {
    const changed: string[] = [];
    const seen: Seen[] = [];
    const inputs: Recorded[] = [];
    for (const recorded of alternative.inputs) {
      const { place, kind, detail } = recorded;
      const input: Input = { kind, detail, subject: subjectOf(recorded, this.#folder) };
      const stamp = recorded.stamp === undefined ? undefined : stampNow(input);
      if (stamp !== undefined && keyedStamp(input, stamp) === recorded.stamp) {
        inputs.push(recorded);
        seen.push({ input, stamp });
        continue;
      }
      const now = this.#look(input);
      if (keyedState(input, place, now.state, this.#folder) !== recorded.state) {
        changed.push(`${labelOfRecorded(recorded)} changed`);
        if (changed.length >= limit) break;
      }
      inputs.push(record({ input, ...now }, this.#folder) ?? recorded);
      seen.push({ input, ...now });
    }
    if (changed.length > 0) return { matches: false, changed };
    return { matches: true, alternative: { key: alternative.key, inputs }, seen };
  }

  #look(input: Input): { readonly state: State; readonly stamp?: string } {
    const id = idOf(input);
    let sight = this.#sights.get(id);
    if (sight === undefined) this.#sights.set(id, (sight = lookClosely(input)));
    return sight;
  }
}

const stampNow = (input: Input): Sight["stamp"] => (input.kind === "file" ? look(input).stamp : undefined);

const subjectOf = ({ kind, place }: Recorded, folder: string): string =>
  kind === "env" || kind === "environment" || kind === "cwd" ? place : pathOf(place, folder);

export const encodeManifest = (manifest: Manifest): Uint8Array => Buffer.from(JSON.stringify(manifest));

const kinds: ReadonlySet<unknown> = new Set(inputKinds);

/** Throws for bytes that are no manifest, or one that nobody would have written so long. */
export function decodeManifest(body: Uint8Array): Manifest {
  const found: unknown = JSON.parse(Buffer.from(body).toString());
  if (!Array.isArray(found) || !found.every(isAlternative)) throw new Error("it lists no results");
  if (found.length > ALTERNATIVES) throw new Error("it lists too many results");
  return found;
}

function isAlternative(value: unknown): value is Alternative {
  if (!isObject(value) || typeof value["key"] !== "string") return false;
  const { inputs } = value;
  return Array.isArray(inputs) && inputs.every(isRecorded);
}

function isRecorded(value: unknown): value is Recorded {
  if (!isObject(value) || !kinds.has(value["kind"])) return false;
  const { place, detail, state, stamp } = value;
  const isStamped = stamp === undefined || typeof stamp === "string";
  return isStamped && [place, detail, state].every((part) => typeof part === "string");
}
