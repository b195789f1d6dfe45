import { randomBytes } from "node:crypto";
import { dirname, join } from "node:path";
import { clock } from "../clock.ts";
import {
  closeSync,
  fstatSync,
  openSync,
  readSync,
  readdirSync,
  renameSync,
  utimesSync,
  writeSync,
} from "../trace/untraced.ts";
import { errorCode, againIfStale, removeFile, TO_READ } from "./disk.ts";
import { inFolder } from "./folder.ts";
import { isGone, isObservable, self } from "./owner.ts";
import type { Owner } from "./owner.ts";

/*
 * A lock is a file that its owner creates, which of several processes one can do, and removes. It is a promise of
 * work and protects nothing: entries are written in one step whoever writes them. So where locks fail, where two
 * owners come about, or where a folder allows none, work is done twice and nothing else happens.
 *
 * In the file, up to the first line feed: JSON of a LockNote. A lock whose owner has ended is taken over at once.
 * Of an owner whose end cannot be seen from here, one that has not been renewed for a minute counts as ended.
 */
export interface LockNote {
  readonly owner: Owner;
  /** Tells this lock from another one of the same name. */
  readonly token: string;
  /** Tokens of the locks of killed owners that this one has taken the place of. */
  readonly after: readonly string[];
  /** What the owner computes gives a promise: others need not block while they wait. */
  readonly promise: boolean;
  /** Names of locks that what the owner computes is waiting for. */
  readonly waits: readonly string[];
}

/** A lock as somebody else sees it. `note` is missing while it is being written or taken over. */
export interface LockView {
  readonly note: LockNote | undefined;
  /** Milliseconds since it was made or renewed, by the clock. */
  readonly age: number;
}

/** `unavailable`: the folder allows no locks. */
export type Attempt =
  | { readonly state: "locked"; readonly lock: Lock }
  | { readonly state: "taken"; readonly view: LockView }
  | { readonly state: "unavailable" };

/** A lock that somebody else is taking over. */
const changing: LockView = { note: undefined, age: 0 };

const UNRENEWED = 60_000;
/** A file without a note after this long was left by a process that was killed between two calls. */
const UNWRITTEN = 5000;
const RENEWAL = 15_000;
const LARGEST = 16_384;
const ATTEMPTS = 4;
/** Killed owners that a lock remembers. */
const SUCCESSION = 32;

export const lockPath = (dir: string, name: string): string => join(dir, "locks", `${name}.lock`);

const held = new Set<Lock>();
let renewal: NodeJS.Timeout | undefined;

let renewed = clock();

/** The locks that this thread holds. */
export const heldLocks = (): readonly Lock[] => [...held];

/** While a thread holds locks, it shows from time to time that it lives. To be called while the thread is blocked. */
export function renewHeld(): void {
  if (clock() - renewed < RENEWAL / 2) return;
  renewed = clock();
  for (const lock of held) lock.renew();
}

/** A lock that this thread holds. No method throws. */
export class Lock {
  readonly name: string;
  readonly path: string;
  #note: LockNote;
  #told: (() => void) | undefined;

  constructor(name: string, path: string, note: LockNote) {
    this.name = name;
    this.path = path;
    this.#note = note;
    held.add(this);
    renewal ??= setInterval(renewHeld, RENEWAL).unref();
  }

  get note(): LockNote {
    return this.#note;
  }

  /** Has a function called whenever the note says something else. */
  whenTold(told: () => void): void {
    this.#told = told;
  }

  /** Says that what the owner computes gives a promise. */
  promises(): void {
    this.#say({ promise: true });
  }

  /** Says that what the owner computes waits for another lock. */
  waitsFor(name: string): void {
    this.#say({ waits: [...this.#note.waits, name] });
  }

  /** Takes one such word back. */
  waitsNoMore(name: string): void {
    const at = this.#note.waits.indexOf(name);
    if (at >= 0) this.#say({ waits: this.#note.waits.toSpliced(at, 1) });
  }

  renew(): void {
    try {
      const now = new Date();
      utimesSync(this.path, now, now);
    } catch {
      // Gone, or not ours to touch: others may do the work too.
    }
  }

  release(): void {
    held.delete(this);
    if (held.size === 0) {
      clearInterval(renewal);
      renewal = undefined;
    }
    // A network or a program that looks at the file may keep it for a moment; others would wait for it.
    for (let attempt = 0; attempt < ATTEMPTS && !this.#remove(); attempt += 1);
  }

  /** True once the file is not this lock's: somebody may have taken it over, where its owner seemed to have ended. */
  #remove(): boolean {
    try {
      return view(this.path)?.note?.token !== this.#note.token || removeFile(this.path);
    } catch {
      return false;
    }
  }

  #say(change: Partial<LockNote>): void {
    this.#note = { ...this.#note, ...change };
    this.#onFile((fd) => writeNote(fd, this.#note));
    this.#told?.();
  }

  /** Changes the file if it is this lock's still. */
  #onFile(act: (fd: number) => void): void {
    try {
      const fd = openSync(this.path, "r+");
      try {
        if (readNote(fd)?.token === this.#note.token) act(fd);
      } finally {
        closeSync(fd);
      }
    } catch {
      // Others see what it said before.
    }
  }
}

function writeNote(fd: number, note: LockNote): void {
  writeSync(fd, `${JSON.stringify(note)}\n`, 0);
}

function readNote(fd: number): LockNote | undefined {
  const bytes = Buffer.allocUnsafe(LARGEST);
  const text = bytes.toString("utf8", 0, readSync(fd, bytes, 0, LARGEST, 0));
  try {
    const end = text.indexOf("\n");
    return end < 0 ? undefined : (JSON.parse(text.slice(0, end)) as LockNote);
  } catch {
    return undefined;
  }
}

/** What stands in a lock's file; undefined where there is none. Throws system errors. */
const view = (path: string): LockView | undefined => againIfStale(() => viewOnce(path));

function viewOnce(path: string): LockView | undefined {
  let fd;
  try {
    fd = openSync(path, TO_READ);
  } catch (error) {
    if (errorCode(error) === "ENOENT") return undefined;
    throw error;
  }
  try {
    return { note: readNote(fd), age: Date.now() - fstatSync(fd).mtimeMs };
  } finally {
    closeSync(fd);
  }
}

/** Whether nobody does the work that a lock promises. A clock that was set makes a lock old at worst. */
function isAbandoned({ note, age }: LockView): boolean {
  if (note === undefined) return Math.abs(age) > UNWRITTEN;
  return isObservable(note.owner) ? isGone(note.owner) : Math.abs(age) > UNRENEWED;
}

/** A lock as it is now; undefined where nobody holds it. Never throws. */
export function viewLock(dir: string, name: string): LockView | undefined {
  try {
    const seen = view(lockPath(dir, name));
    return seen === undefined || isAbandoned(seen) ? undefined : seen;
  } catch {
    return undefined;
  }
}

function noteOf(promise: boolean, after: readonly string[] = []): LockNote {
  const token = randomBytes(9).toString("base64url");
  return { owner: self(), token, after, promise, waits: [] };
}

function writeNew(path: string, note: LockNote): void {
  const fd = openSync(path, "wx", 0o600);
  try {
    writeNote(fd, note);
  } catch (error) {
    removeFile(path);
    throw error;
  } finally {
    closeSync(fd);
  }
}

function create(name: string, path: string, promise: boolean): Lock {
  const note = noteOf(promise);
  writeNew(path, note);
  return new Lock(name, path, note);
}

/** Of several that take over one lock, who writes this file does; it becomes the lock, so there is one all the time. */
const claimOf = (path: string): string => `${path}.tmp`;

/** Takes the place of an abandoned lock; undefined where somebody else does. Throws system errors. */
function takeOver(name: string, path: string, seen: LockView, promise: boolean): Lock | undefined {
  const claim = claimOf(path);
  const before = seen.note;
  const after = before === undefined ? [] : [...before.after, before.token].slice(-SUCCESSION);
  const note = noteOf(promise, after);
  try {
    writeNew(claim, note);
  } catch (error) {
    if (errorCode(error) !== "EEXIST") throw error;
    const other = view(claim);
    // Left by one that was killed before it could take over.
    if (other !== undefined && (isAbandoned(other) || Math.abs(other.age) > UNWRITTEN)) removeFile(claim);
    return undefined;
  }
  try {
    const now = view(path);
    if (now !== undefined && now.note?.token === before?.token) {
      renameSync(claim, path);
      return new Lock(name, path, note);
    }
    removeFile(claim);
    return undefined;
  } catch (error) {
    removeFile(claim);
    throw error;
  }
}

/** Takes a lock unless somebody who lives has it; `promise` as in its note. Never throws, never waits. */
export function tryLock(dir: string, name: string, promise = false): Attempt {
  const path = lockPath(dir, name);
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    try {
      return { state: "locked", lock: inFolder(dir, path, () => create(name, path, promise)) };
    } catch (error) {
      if (errorCode(error) !== "EEXIST") return { state: "unavailable" };
    }
    try {
      const seen = view(path);
      if (seen === undefined) continue;
      if (!isAbandoned(seen)) return { state: "taken", view: seen };
      const lock = takeOver(name, path, seen, promise);
      return lock === undefined ? { state: "taken", view: changing } : { state: "locked", lock };
    } catch {
      return { state: "unavailable" };
    }
  }
  return { state: "unavailable" };
}

/** Removes the locks that processes have left behind. Never throws. */
export function removeAbandonedLocks(dir: string): number {
  const folder = dirname(lockPath(dir, ""));
  let removed = 0;
  try {
    for (const file of readdirSync(folder)) {
      const path = join(folder, file);
      const seen = view(path);
      const isLeft = file.endsWith(".tmp") ? (seen?.age ?? 0) > UNRENEWED : seen && isAbandoned(seen);
      if (isLeft === true && removeFile(path)) removed += 1;
    }
  } catch {
    // There is no such folder, or it cannot be read.
  }
  return removed;
}
