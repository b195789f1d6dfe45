import { clock } from "../clock.ts";
import { setTimeout as sleep } from "node:timers/promises";
import { Lease, newNote, parseNote } from "../remote/lease.ts";
import type { LeaseNote } from "../remote/lease.ts";
import type { Remote } from "../remote/remote.ts";
import { entryId } from "../store/folder.ts";
import { isAncestor, isGone, isObservable, isSelf } from "../store/owner.ts";
import type { Computation } from "./computation.ts";
import { blockedBy } from "./flight.ts";
import type { Hit, Lookup } from "./lookup.ts";
import { sayWaiting } from "./turn.ts";

/*
 * Machines take turns as the processes of one do (./turn.ts): who gets the lease of the key computes, the others wait for
 * what it gives the store. They take over when its lease ends, because its machine or process has; they compute as well
 * when it gives nothing, when waiting has a deadline or would never end, and when the store does not answer.
 */

/** What a caller does whose lookup found nothing, on this machine or elsewhere. */
export type RemoteTurn =
  | { readonly state: "hit"; readonly hit: Hit }
  | { readonly state: "compute"; readonly lease: Lease | undefined };

type Find = () => Promise<Hit | undefined>;

const alone: RemoteTurn = { state: "compute", lease: undefined };

/** Milliseconds between two looks at first, and at most. */
const FIRST = 10;
const MOST = 200;

/** A caller in the queue for a key among machines. */
class Caller {
  readonly #lookup: Lookup;
  readonly #remote: Remote;
  readonly #computation: Computation;
  readonly #find: Find;
  readonly #id: string;
  readonly #own = newNote();
  readonly #began = clock();
  readonly #told = new Set<Computation>();
  #before: LeaseNote | undefined;

  constructor(lookup: Lookup, remote: Remote, computation: Computation, find: Find) {
    this.#lookup = lookup;
    this.#remote = remote;
    this.#computation = computation;
    this.#find = find;
    this.#id = entryId(lookup.key);
  }

  /** Its turn, or undefined where it has to wait on. */
  async look(): Promise<RemoteTurn | undefined> {
    const attempt = await this.#remote.takeLease(this.#id, JSON.stringify(this.#own));
    if (attempt === undefined) return alone;
    if (attempt.other === undefined) return this.#taken();
    const note = parseNote(attempt.other);
    if (note === undefined) return this.#isLate() ? alone : undefined;
    return this.#behind(note, attempt.other);
  }

  /** Others that wait for this caller need not know any more what it waits for. */
  leave(): void {
    for (const { lock, lease } of this.#told) {
      lock?.waitsNoMore(this.#id);
      lease?.waitsNoMore(this.#id);
    }
  }

  async #taken(): Promise<RemoteTurn> {
    const lease = new Lease(this.#remote, this.#id, this.#own, this.#computation.lock);
    // Somebody may have computed it between the lookup and now.
    const hit = await this.#find();
    if (hit === undefined) return { state: "compute", lease };
    void lease.release();
    return { state: "hit", hit };
  }

  async #behind(note: LeaseNote, text: string): Promise<RemoteTurn | undefined> {
    const before = this.#before?.token;
    this.#before = note;
    if (before !== undefined && before !== note.token) {
      const hit = await this.#find();
      // Its result cannot be stored, or it failed: then one after the other would wait for nothing.
      return hit === undefined ? alone : { state: "hit", hit };
    }
    if (isObservable(note.owner) && isGone(note.owner)) {
      const isOurs = await this.#remote.replaceLease(this.#id, text, JSON.stringify(this.#own));
      if (isOurs === true) return this.#taken();
      this.#before = undefined;
      return undefined;
    }
    if (this.#isLate() || isSelf(note.owner) || !(await this.#mayWaitFor(note))) return alone;
    sayWaiting(this.#lookup, note.owner, this.#began);
    return undefined;
  }

  #isLate(): boolean {
    return clock() - this.#began >= this.#lookup.question.settings.wait;
  }

  /** False where the owner of the lease waits, through any number of others, for what waits for this caller. */
  async #mayWaitFor(note: LeaseNote): Promise<boolean> {
    const mine = this.#tell();
    const seen = new Set([this.#id]);
    for (let notes: readonly LeaseNote[] = [note]; notes.length > 0;) {
      // A process that started this one may be waiting for its end.
      if (notes.some(({ owner }) => isAncestor(owner))) return false;
      const ids = notes.flatMap(({ waits }) => waits).filter((id) => !seen.has(id));
      if (ids.some((id) => mine.has(id))) return false;
      for (const id of ids) seen.add(id);
      const read = await Promise.all(ids.map((id) => this.#remote.readLease(id)));
      notes = read.flatMap((text) => parseNote(text) ?? []);
    }
    return true;
  }

  /** Says what is waited for to all who wait for this caller; gives the ids of what they wait for. */
  #tell(): ReadonlySet<string> {
    const mine = new Set<string>();
    for (const computation of blockedBy(this.#computation)) {
      const { lock, lease } = computation;
      for (const id of [lock?.name, lease?.id]) if (id !== undefined && id !== this.#id) mine.add(id);
      if (this.#told.has(computation) || computation === this.#computation) continue;
      this.#told.add(computation);
      lock?.waitsFor(this.#id);
      lease?.waitsFor(this.#id);
    }
    return mine;
  }
}

/** The turn of a caller that found nothing on this machine, nor elsewhere. */
export async function takeRemoteTurn(
  lookup: Lookup,
  remote: Remote,
  computation: Computation,
  find: Find,
): Promise<RemoteTurn> {
  const { mode, writable, wait } = lookup.question.settings;
  // Under the other modes each machine computes by itself, or writes nothing that others could wait for.
  if (mode !== "on" || !writable || wait === 0) return alone;
  const caller = new Caller(lookup, remote, computation, find);
  try {
    for (let delay = FIRST; ; delay = Math.min(delay * 2, MOST)) {
      const turn = await caller.look();
      if (turn !== undefined) return turn;
      await sleep(delay);
    }
  } finally {
    caller.leave();
  }
}
