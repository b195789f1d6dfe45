import { randomBytes } from "node:crypto";
import { clearInterval, setInterval } from "node:timers";
import type { Lock } from "../store/lock.ts";
import { self } from "../store/owner.ts";
import type { Owner } from "../store/owner.ts";
import { LEASE } from "./remote.ts";
import type { Remote } from "./remote.ts";

/** What a lease says, as JSON. As with locks, a lease is a promise of work and protects nothing. */
export interface LeaseNote {
  readonly owner: Owner;
  /** Tells this lease from another one of the same key. */
  readonly token: string;
  /** Ids of keys that what the owner computes is waiting for. */
  readonly waits: readonly string[];
}

const RENEWAL = LEASE / 3;

/** The note of a new lease. */
export const newNote = (): LeaseNote => ({
  owner: self(),
  token: randomBytes(9).toString("base64url"),
  waits: [],
});

/** What somebody else's lease says; undefined of anything else. */
export function parseNote(text: string | undefined): LeaseNote | undefined {
  try {
    const note = JSON.parse(text ?? "") as Partial<LeaseNote> | null;
    if (typeof note?.token !== "string" || !Array.isArray(note.waits)) return undefined;
    return typeof note.owner?.pid === "number" ? (note as LeaseNote) : undefined;
  } catch {
    return undefined;
  }
}

/** A lease that this thread holds, renewed while it does. No method throws. */
export class Lease {
  readonly #remote: Remote;
  readonly #id: string;
  /** That of the same key on this machine: who waits for it is waited for here, too. */
  readonly #lock: Lock | undefined;
  readonly #note: LeaseNote;
  readonly #waits: string[] = [];
  readonly #renewal: NodeJS.Timeout;
  /** The note as the store has it. */
  #said: string;
  #last: Promise<unknown> = Promise.resolve();
  #isLost = false;

  constructor(remote: Remote, id: string, note: LeaseNote, lock: Lock | undefined) {
    this.#remote = remote;
    this.#id = id;
    this.#note = note;
    this.#said = JSON.stringify(note);
    this.#lock = lock;
    this.#renewal = setInterval(() => this.#say(), RENEWAL).unref();
    lock?.whenTold(() => this.#say());
  }

  get id(): string {
    return this.#id;
  }

  /** Says that what the owner computes waits for another key. */
  waitsFor(id: string): void {
    this.#waits.push(id);
    this.#say();
  }

  /** Takes one such word back. */
  waitsNoMore(id: string): void {
    const at = this.#waits.indexOf(id);
    if (at < 0) return;
    this.#waits.splice(at, 1);
    this.#say();
  }

  async release(): Promise<void> {
    clearInterval(this.#renewal);
    await this.#last;
    if (!this.#isLost) await this.#remote.releaseLease(this.#id, this.#said);
    this.#isLost = true;
  }

  #say(): void {
    this.#last = this.#last.then(async () => {
      if (this.#isLost) return;
      const waits = [...new Set([...this.#waits, ...(this.#lock?.note.waits ?? [])])];
      const note = JSON.stringify({ ...this.#note, waits });
      const isStill = await this.#remote.replaceLease(this.#id, this.#said, note);
      if (isStill === true) this.#said = note;
      // Somebody has taken it over. Where the store does not answer, it may still be ours.
      if (isStill === false) this.#isLost = true;
    });
  }
}
