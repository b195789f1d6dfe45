import { clock } from "../clock.ts";
import { formatDuration } from "../quantity.ts";
import { entryId } from "../store/folder.ts";
import { heldLocks, renewHeld, tryLock, viewLock } from "../store/lock.ts";
import type { Lock, LockNote, LockView } from "../store/lock.ts";
import { isAncestor, isObservable, isOwnProcess, isSelf } from "../store/owner.ts";
import type { Owner } from "../store/owner.ts";
import { warn } from "../warning.ts";
import type { Computation } from "./computation.ts";
import { blockedBy } from "./flight.ts";
import type { Hit, Lookup } from "./lookup.ts";

/*
 * Callers of one key in several processes take turns: who gets the lock of the key computes, the others wait for what
 * it stores. They take over when its process ends; they compute as well when it stores nothing, when waiting has a
 * deadline or would never end. A hit takes no lock.
 */

/** What a caller does whose lookup found nothing. */
export type Turn =
  /** Serve what another process has computed meanwhile. */
  | { readonly state: "hit"; readonly hit: Hit }
  /** Compute; nobody else does, as long as there is a lock. */
  | { readonly state: "compute"; readonly lock: Lock | undefined }
  /** Of a caller that cannot await: another process awaits the result, so this one can give a promise, too. */
  | { readonly state: "promised" };

const alone: Turn = { state: "compute", lock: undefined };

/** Milliseconds between two looks at first, and at most. */
const FIRST = 1;
const MOST = 100;
/** Milliseconds after which a caller says what it waits for. */
const SILENT = 1000;

/** The locks that are held for computations which cannot end before this one. */
function locksBehind(computation: Computation): readonly Lock[] {
  return [...blockedBy(computation)].flatMap(({ lock }) => lock ?? []);
}

/** A caller in the queue for a key. */
class Caller {
  readonly #lookup: Lookup;
  readonly #dir: string;
  readonly #name: string;
  readonly #fits: (hit: Hit) => boolean;
  /** Undefined for a caller that blocks its thread while it waits, and all that the thread does. */
  readonly #computation: Computation | undefined;
  readonly #began = clock();
  readonly #told = new Set<Lock>();
  #before: LockNote | undefined;
  #delay = FIRST;

  constructor(
    lookup: Lookup,
    dir: string,
    fits: (hit: Hit) => boolean,
    computation: Computation | undefined,
  ) {
    this.#lookup = lookup;
    this.#dir = dir;
    this.#name = entryId(lookup.key);
    this.#fits = fits;
    this.#computation = computation;
  }

  /** Its turn, or undefined where it has to wait on. */
  look(): Turn | undefined {
    const attempt = tryLock(this.#dir, this.#name, this.#computation !== undefined);
    if (attempt.state === "unavailable") return alone;
    if (attempt.state === "taken") return this.#behind(attempt.view);
    // Somebody may have computed it between the lookup and now.
    const hit = this.#find();
    if (hit === undefined) return { state: "compute", lock: attempt.lock };
    attempt.lock.release();
    return { state: "hit", hit };
  }

  /** Milliseconds until the next look. */
  nextDelay(): number {
    const delay = this.#delay;
    this.#delay = Math.min(delay * 2, MOST);
    return delay;
  }

  /** Others that waited for this caller's locks need not know any more what it waits for. */
  leave(): void {
    for (const lock of this.#told) lock.waitsNoMore(this.#name);
  }

  #find(): Hit | undefined {
    const hit = this.#lookup.find();
    return hit !== undefined && this.#fits(hit) ? hit : undefined;
  }

  #behind({ note }: LockView): Turn | undefined {
    if (note === undefined) return this.#isLate() ? alone : undefined;
    if (this.#isDone(note)) {
      const hit = this.#find();
      if (hit !== undefined) return { state: "hit", hit };
      // Its result cannot be stored, or it failed: then one after the other would wait for nothing.
      return alone;
    }
    if (this.#computation === undefined && note.promise) return { state: "promised" };
    if (this.#isLate() || !this.#mayWaitFor(note)) return alone;
    sayWaiting(this.#lookup, note.owner, this.#began);
    return undefined;
  }

  /** Whether the process that was waited for has let go of the lock, instead of having died with it. */
  #isDone(note: LockNote): boolean {
    const before = this.#before?.token;
    this.#before = note;
    return before !== undefined && before !== note.token && !note.after.includes(before);
  }

  #isLate(): boolean {
    return clock() - this.#began >= this.#lookup.question.settings.wait;
  }

  /** False where the owner of the lock waits, through any number of others, for what waits for this caller. */
  #mayWaitFor(note: LockNote): boolean {
    if (this.#computation === undefined ? isOwnProcess(note.owner) : isSelf(note.owner)) return false;
    const behind = this.#computation === undefined ? heldLocks() : locksBehind(this.#computation);
    for (const lock of behind) {
      if (this.#told.has(lock)) continue;
      this.#told.add(lock);
      lock.waitsFor(this.#name);
    }
    const mine = new Set([...this.#told].map(({ name }) => name));
    const seen = new Set<string>([this.#name]);
    for (let notes: readonly LockNote[] = [note]; notes.length > 0;) {
      // A process that started this one may be waiting for its end.
      if (notes.some(({ owner }) => isAncestor(owner))) return false;
      const names = notes.flatMap(({ waits }) => waits).filter((name) => !seen.has(name));
      if (names.some((name) => mine.has(name))) return false;
      for (const name of names) seen.add(name);
      notes = names.flatMap((name) => viewLock(this.#dir, name)?.note ?? []);
    }
    return true;
  }
}

/** Says once, after a while, what a caller waits for. */
export function sayWaiting({ question }: Lookup, owner: Owner, began: number): void {
  if (clock() - began < SILENT) return;
  const { unit, spec, settings } = question;
  const where = isObservable(owner)
    ? ""
    : owner.thread > 0
      ? ` (thread ${owner.thread})`
      : " of another host";
  const message =
    `${spec.name} (${unit.source}) waits for process ${owner.pid}${where}, which is computing the same result. ` +
    `It computes by itself after ${formatDuration(settings.wait)} (MEMOIR_WAIT).`;
  warn("MEMOIR2106", `MEMOIR2106 ${unit.source} ${spec.name}`, message);
}

/** A caller of a result that processes share; of others, nothing but their turn. */
function callerOf(
  lookup: Lookup,
  fits: (hit: Hit) => boolean,
  computation: Computation | undefined,
): Caller | undefined {
  const { store, settings } = lookup.question;
  // Under the other modes each process computes by itself, or writes nothing that others could wait for.
  if (store === undefined || settings.mode !== "on" || settings.wait === 0) return undefined;
  return new Caller(lookup, store.dir, fits, computation);
}

async function waitFor(caller: Caller): Promise<Turn> {
  const { setTimeout: sleep } = process.getBuiltinModule("node:timers/promises");
  try {
    for (;;) {
      await sleep(caller.nextDelay());
      const turn = caller.look();
      if (turn !== undefined) return turn;
    }
  } finally {
    caller.leave();
  }
}

/** The turn of a caller that awaits: at once where nobody else computes the key, for a body starts to run at once. */
export function takeTurn(
  lookup: Lookup,
  computation: Computation,
  fits: (hit: Hit) => boolean,
): Turn | Promise<Turn> {
  const caller = callerOf(lookup, fits, computation);
  return caller === undefined ? alone : (caller.look() ?? waitFor(caller));
}

/** The turn of a computation that nobody waits for; undefined where another process is at it. */
export function takeFreeTurn(lookup: Lookup): Turn | undefined {
  if (callerOf(lookup, () => true, undefined) === undefined) return alone;
  const attempt = tryLock(lookup.question.store?.dir ?? "", entryId(lookup.key), true);
  if (attempt.state === "taken") return undefined;
  if (attempt.state === "unavailable") return alone;
  const hit = lookup.find();
  if (hit === undefined) return { state: "compute", lock: attempt.lock };
  attempt.lock.release();
  return { state: "hit", hit };
}

/**
 * The turn of a caller that cannot await: it blocks its thread, which it would do while computing, too, and longer.
 */
export function takeTurnSync(lookup: Lookup, fits: (hit: Hit) => boolean): Turn {
  const caller = callerOf(lookup, fits, undefined);
  if (caller === undefined) return alone;
  let turn = caller.look();
  if (turn !== undefined) return turn;
  const nothing = new Int32Array(new SharedArrayBuffer(4));
  try {
    while (turn === undefined) {
      Atomics.wait(nothing, 0, 0, caller.nextDelay());
      renewHeld();
      turn = caller.look();
    }
    return turn;
  } finally {
    caller.leave();
  }
}
