import { dirname } from "node:path";
import { idOf, isPath, isWithin, labelOf } from "./input.ts";
import type { Input, Listing } from "./input.ts";
import { look, lookClosely, stateOf } from "./state.ts";
import type { Sight, State } from "./state.ts";

/** An input as it was when a computation first read it. */
export interface Seen extends Sight {
  readonly input: Input;
  /** The computation has written there since, so what is there now tells nothing. */
  readonly overwritten?: true;
}

/** An input that belongs to a result. */
export interface Traced {
  readonly input: Input;
  readonly state: State;
  readonly stamp?: string;
}

/** What a computation has read, and what it has made itself, which is no input. */
export class Trace {
  readonly #seen = new Map<string, Seen>();
  /** Ids by subject: what a write has to look at. */
  readonly #ids = new Map<string, string[]>();
  /** Ids of listings and globs: what a write of anything below may change. */
  readonly #wide = new Set<string>();
  readonly #written = new Set<string>();
  readonly #appended = new Set<string>();
  readonly #descriptors = new Set<number>();
  #unfit: string | undefined;

  get seen(): readonly Seen[] {
    return [...this.#seen.values()];
  }

  has(input: Input): boolean {
    return this.#seen.has(idOf(input));
  }

  /** Notes a read, unless it is known or of something that the computation made itself. */
  read(input: Input, sight: () => Sight): void {
    if (this.isOwn(input)) return;
    const asked = this.#withoutOwn(input);
    const id = idOf(asked);
    if (this.#seen.has(id)) return;
    if (this.#appended.has(input.subject) && input.kind !== "access") {
      this.#unfit ??= "a file that it had appended to was read";
    }
    this.#add(id, { input: asked, ...(asked === input ? sight() : look(asked)) });
  }

  /** Notes what an inner result had read. */
  adopt(seen: Seen): void {
    const id = idOf(seen.input);
    if (!this.#seen.has(id) && !this.isOwn(seen.input)) this.#add(id, seen);
  }

  /** Keeps what was there before the computation writes to a path, or to anything below it. */
  beforeWrite(subject: string): void {
    for (const id of this.#ids.get(subject) ?? []) this.#freeze(id);
    for (const id of this.#wide) {
      const input = this.#seen.get(id)?.input;
      if (input === undefined) continue;
      const isVariable = input.kind === "environment" && subject.startsWith("env ");
      if (isVariable || isWithin(subject, input.subject)) this.#freeze(id);
    }
  }

  /** As `beforeWrite`, of a folder that is removed or moved with all that is in it. */
  beforeRemoval(folder: string): void {
    this.beforeWrite(folder);
    for (const [id, { input }] of this.#seen) {
      if (isPath(input) && isWithin(input.subject, folder)) this.#freeze(id);
    }
  }

  /** What is at a path, and below it, is the computation's own from here on. */
  wrote(subject: string): void {
    this.#written.add(subject);
  }

  /** A path holds what was there and what the computation has added. */
  appended(path: string): void {
    if (!this.#written.has(path)) this.#appended.add(path);
  }

  /** The computation has opened a descriptor. What it leads to was noted then. */
  opened(descriptor: number): void {
    this.#descriptors.add(descriptor);
  }

  /** Another file may have the number next. */
  closed(descriptor: number): void {
    this.#descriptors.delete(descriptor);
  }

  /** Notes a read from a descriptor; who opened it before has read from it, too. */
  readFrom(descriptor: number): void {
    if (this.#descriptors.has(descriptor)) return;
    const subject = descriptor === 0 ? "standard input" : `descriptor ${descriptor}, opened before`;
    this.read({ kind: "stream", subject, detail: "" }, () => ({}));
  }

  isOwn({ kind, subject }: Input): boolean {
    if (this.#written.size === 0 || kind === "stream") return false;
    if (kind === "env") return this.#written.has(`env ${subject}`);
    for (let path = subject; ; path = dirname(path)) {
      if (this.#written.has(path)) return true;
      if (path === dirname(path)) return false;
    }
  }

  /**
   * The inputs with their states but for those that the key shows; or what changed since it was read, or is a stream.
   */
  close(
    isShown: (input: Input) => boolean,
  ):
    | { readonly inputs: readonly Traced[] }
    | { readonly changed: string; readonly input?: Input }
    | { readonly stream: string } {
    if (this.#unfit !== undefined) return { changed: this.#unfit };
    const inputs: Traced[] = [];
    let directory: Traced | undefined;
    for (const { input, state, stamp, overwritten } of this.#seen.values()) {
      if (isShown(input)) continue;
      if (input.kind === "stream") return { stream: input.subject };
      if (overwritten === true && state !== undefined) {
        inputs.push({ input, state });
        continue;
      }
      const now = lookClosely(input);
      const isSame = state === undefined ? now.stamp === stamp : now.state === state;
      if (!isSame) return { changed: "", input };
      if (input.kind === "cwd") directory = { input: { ...input, detail: "" }, ...now };
      else inputs.push({ input, ...now });
    }
    return { inputs: directory === undefined ? inputs : [directory, ...inputs] };
  }

  #add(id: string, seen: Seen): void {
    const { input } = seen;
    this.#seen.set(id, seen);
    const subject = input.kind === "env" ? `env ${input.subject}` : input.subject;
    const ids = this.#ids.get(subject);
    if (ids === undefined) this.#ids.set(subject, [id]);
    else ids.push(id);
    if (input.kind === "folder" || input.kind === "glob" || input.kind === "environment") this.#wide.add(id);
  }

  #freeze(id: string): void {
    const seen = this.#seen.get(id);
    if (seen === undefined || seen.overwritten === true) return;
    const { input } = seen;
    const state = seen.state ?? stateOf(input);
    if (seen.state === undefined && look(input).stamp !== seen.stamp) {
      this.#unfit ??= `${labelOf(input.kind, "")} changed`;
    }
    this.#seen.set(id, { input, state, overwritten: true });
  }

  /** A listing without the entries that the computation has made: on a hit nobody makes them. */
  #withoutOwn(input: Input): Input {
    if (input.kind !== "folder" || this.#written.size === 0) return input;
    const listing = JSON.parse(input.detail) as Listing;
    const prefix = input.subject.endsWith("/") ? input.subject : `${input.subject}/`;
    const own = [...this.#written].filter((path) => path.startsWith(prefix));
    if (own.length === 0) return input;
    const except = own.map((path) => path.slice(prefix.length)).sort();
    return { ...input, detail: JSON.stringify({ ...listing, except }) };
  }
}
