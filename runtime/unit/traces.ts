import { now } from "../clock.ts";
import { setComponentKey } from "../digest/components.ts";
import type { Component } from "../digest/key.ts";
import { FORMAT } from "../format.ts";
import { explainsMisses } from "../log.ts";
import { componentKey } from "../store/component-key.ts";
import type { Entry, EntryHeader } from "../store/store.ts";
import { labelOf } from "../trace/input.ts";
import type { Input } from "../trace/input.ts";
import {
  decodeManifest,
  encodeManifest,
  labelOfRecorded,
  Present,
  record,
  recordAll,
  tracedKey,
  withFirst,
} from "../trace/manifest.ts";
import type { Alternative, Comparison, Manifest, Recorded } from "../trace/manifest.ts";
import { SharedTraces } from "../trace/shared.ts";
import type { Seen, Trace, Traced } from "../trace/trace.ts";
import { projectFolder } from "./files.ts";
import type { Question } from "./lookup.ts";
import { hold } from "./shelf.ts";

/** Changed inputs that a reason lists. */
const SHOWN = 3;

/** An alternative whose inputs hold now what they held when its result was computed. */
export interface Match {
  readonly key: string;
  readonly seen: readonly Seen[];
  /** Notes that it was served. */
  readonly used: () => void;
}

/** The results of a persistent unit's call that were computed from different content of traced inputs. */
export class Traces {
  readonly #question: Question;
  #projectFolder: string | undefined;
  #changed: string | undefined;

  constructor(question: Question) {
    this.#question = question;
  }

  get #folder(): string {
    return (this.#projectFolder ??= projectFolder(this.#question.unit.file));
  }

  /** Why no result matched, against the one used last. */
  get changed(): string | undefined {
    return this.#changed;
  }

  /** What this process knows of the results under the key. */
  get held(): Manifest | undefined {
    return this.#question.shelf?.manifests.get(this.#question.key.key);
  }

  /** Whether a computation of the key in this process read anything. */
  get hasBefore(): boolean {
    return this.#question.shelf?.seen.has(this.#question.key.key) === true;
  }

  /** The results that an entry under the unit's key lists. */
  open(entry: Entry): Manifest {
    const manifest = manifestOf(entry);
    const { shelf } = this.#question;
    if (shelf !== undefined) hold(shelf.manifests, entry.key, manifest);
    return manifest;
  }

  /** The alternatives that the world as it is now leads to, the most recently used first. */
  *matches(manifest: Manifest): Generator<Match> {
    this.#useKey();
    const present = new Present(this.#folder);
    this.#changed = undefined;
    for (const alternative of manifest) {
      const found = compare(present, alternative);
      if (!found.matches) {
        this.#changed ??= found.changed.join(", ");
        continue;
      }
      const { key, inputs } = found.alternative;
      const isFirst = alternative === manifest[0];
      const isAsStored = inputs.every((input, at) => input.stamp === alternative.inputs[at]?.stamp);
      const used = (): void => {
        if (!isFirst || !isAsStored) this.#write(withFirst(manifest, found.alternative));
      };
      yield { key, seen: found.seen, used };
    }
  }

  /**
   * The inputs of a computation that the unit's key does not show, as they are and ready to be stored; or what changed
   * meanwhile.
   */
  close(
    trace: Trace,
    components: readonly Component[],
  ):
    | { readonly inputs: readonly Recorded[]; readonly traced: readonly Traced[] }
    | { readonly changed: string }
    | { readonly stream: string } {
    const before = this.#question.shelf?.seen.get(this.#question.key.key) ?? [];
    // A package may remember what it read for the computation before this one, and not read it again.
    for (const seen of before) trace.adopt(seen);
    const closed = trace.close(this.#shownBy(components));
    if ("stream" in closed) return closed;
    if (!("inputs" in closed)) {
      const { input, changed } = closed;
      return { changed: input === undefined ? changed : `${this.#labelOf(input)} changed` };
    }
    const inputs = this.recordAll(closed.inputs);
    if (inputs === undefined) return { changed: "a file on another drive than the project's was read" };
    return { inputs, traced: closed.inputs };
  }

  /** Inputs as this cache folder stores them; undefined where no relative path leads to one. */
  recordAll(traced: readonly Traced[]): readonly Recorded[] | undefined {
    this.#useKey();
    return recordAll(traced, this.#folder);
  }

  /** What other machines have noted under the key, or are to note. */
  get shared(): SharedTraces {
    return new SharedTraces(this.#question.key.key, this.#folder);
  }

  /** Notes a result under the inputs that lead to it. */
  add(alternative: Alternative, seen: readonly Seen[]): void {
    const { key, shelf, store, settings } = this.#question;
    if (shelf !== undefined) hold(shelf.seen, key.key, seen);
    shelf?.results.delete(key.key);
    const stored = !settings.writable ? undefined : store?.get(key.key);
    const manifest = isManifest(stored) ? manifestOf(stored) : (this.held ?? []);
    this.#write(withFirst(manifest, alternative));
  }

  /** Forgets in this process what a result that depends on no trace has replaced. */
  replaced(): void {
    this.#question.shelf?.manifests.delete(this.#question.key.key);
  }

  keyOf(inputs: readonly Recorded[]): string {
    return inputs.length === 0 ? this.#question.key.key : tracedKey(this.#question.key.key, inputs);
  }

  #write(manifest: Manifest): void {
    const { key, shelf, store, settings, unit, spec } = this.#question;
    if (shelf !== undefined) hold(shelf.manifests, key.key, manifest);
    if (!settings.writable) return;
    const header: EntryHeader = {
      format: FORMAT,
      name: spec.name,
      form: spec.form,
      source: unit.source,
      created: now(),
      duration: 0,
      codec: "manifest",
      manifest: true,
      components: [],
    };
    store?.set({ key: key.key, header, body: encodeManifest(manifest) });
  }

  /** Which inputs are in the key already. */
  #shownBy(components: readonly Component[]): (input: Input) => boolean {
    const labels = new Set(components.map(({ label }) => label));
    const fileAt = (path: string): string => this.#labelOf({ kind: "file", subject: path, detail: "" });
    return (input) => {
      if (input.kind === "env") return labels.has(`env ${input.subject}`);
      // Declared files are found from the project, wherever the process is.
      if (input.kind === "cwd" && input.detail !== "") return isDeclared(fileAt(input.detail), labels);
      const isOfContent = input.kind === "file" || input.kind === "stat" || input.kind === "access";
      return isOfContent && labels.has(fileAt(input.subject));
    };
  }

  #labelOf(input: Input): string {
    const recorded = record({ input, state: "" }, this.#folder);
    return recorded === undefined ? labelOf(input.kind, "") : labelOfRecorded(recorded);
  }

  #useKey(): void {
    const { settings } = this.#question;
    setComponentKey(componentKey(settings.dir, settings.writable));
  }
}

/** A declared file, or a folder that holds one. */
const isDeclared = (label: string, labels: ReadonlySet<string>): boolean =>
  labels.has(label) || [...labels].some((declared) => declared.startsWith(`${label}/`));

/** What cannot be looked at, for somebody made it up, is no match. */
function compare(present: Present, alternative: Alternative): Comparison {
  try {
    return present.compare(alternative, explainsMisses() ? SHOWN : 1);
  } catch {
    return { matches: false, changed: ["what it had read cannot be found"] };
  }
}

/** One that lists no results, though its checksums are right, is as good as empty. */
function manifestOf({ body }: Entry): Manifest {
  try {
    return decodeManifest(body);
  } catch {
    return [];
  }
}

/** Whether an entry lists results instead of being one. */
export const isManifest = (entry: Entry | undefined): entry is Entry => entry?.header.manifest === true;

/** Traced inputs as components, to say later what changed. */
export const componentsOfInputs = (inputs: readonly Recorded[]): readonly Component[] =>
  inputs.map((input) => ({ label: labelOfRecorded(input), digest: input.state }));
