import { hash } from "node:crypto";
import { readFileSync, readlinkSync } from "../trace/untraced.ts";
import { errorCode } from "./disk.ts";

/** A thread of a process, as a lock names it. */
export interface Owner {
  /** Of processes whose numbers mean the same: one machine since it was started, one container. */
  readonly host: string;
  readonly pid: number;
  /** Tells a process from a later one of the same number; empty where the system does not say. */
  readonly start: string;
  /** 0 is the main thread. */
  readonly thread: number;
}

interface Status {
  readonly parent: number;
  readonly start: string;
  readonly ended: boolean;
}

function optional(read: () => string): string {
  try {
    return read();
  } catch {
    return "";
  }
}

/** What Linux says of a process (proc(5)); undefined elsewhere, and for a process that is gone. */
function statusOf(pid: number): Status | undefined {
  const text = optional(() => readFileSync(`/proc/${pid}/stat`).toString("latin1"));
  // The second field is the program's name in parentheses, which may hold anything.
  const fields = text.slice(text.lastIndexOf(")") + 2).split(" ");
  const [state, parent] = fields;
  const start = fields[19];
  if (state === undefined || start === undefined) return undefined;
  return { parent: Number(parent), start, ended: state === "Z" || state === "X" };
}

function describeHost(): string {
  const boot = optional(() => readFileSync("/proc/sys/kernel/random/boot_id").toString());
  const namespace = optional(() => readlinkSync("/proc/self/ns/pid"));
  const { hostname } = process.getBuiltinModule("node:os");
  return hash("sha256", JSON.stringify([hostname(), boot, namespace])).slice(0, 16);
}

let own: Owner | undefined;

/** This thread. */
export function self(): Owner {
  own ??= {
    host: describeHost(),
    pid: process.pid,
    start: statusOf(process.pid)?.start ?? "",
    thread: process.getBuiltinModule("node:worker_threads").threadId,
  };
  return own;
}

export function isSelf({ host, pid, start, thread }: Owner): boolean {
  const me = self();
  return pid === me.pid && thread === me.thread && start === me.start && host === me.host;
}

/** Whether it is this process, whichever of its threads. */
export function isOwnProcess({ host, pid, start }: Owner): boolean {
  const me = self();
  return pid === me.pid && start === me.start && host === me.host;
}

/**
 * Whether an owner's end can be seen from here. Not that of a process of another machine or container, nor that of
 * a worker thread: those show that they live by renewing their locks.
 */
export function isObservable({ host, thread }: Owner): boolean {
  return host === self().host && thread === 0;
}

/** Whether the process of an owner of this host has ended. */
export function isGone({ pid, start }: Owner): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return errorCode(error) === "ESRCH";
  }
  const status = statusOf(pid);
  return status !== undefined && (status.ended || (start !== "" && status.start !== start));
}

/** Whether an owner's process started this one, directly or through others: it may be waiting for our end. */
export function isAncestor({ host, pid }: Owner): boolean {
  if (host !== self().host) return false;
  let parent = process.ppid;
  for (let step = 0; step < 64 && parent > 1; step += 1) {
    if (parent === pid) return true;
    parent = statusOf(parent)?.parent ?? 0;
  }
  return false;
}
