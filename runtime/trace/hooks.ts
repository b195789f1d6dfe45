import { dirname, join, resolve } from "node:path";
import { option, pathArgument, useOf } from "./arguments.ts";
import type { Use } from "./arguments.ts";
import { isCalledByLoader } from "./callers.ts";
import type { InputKind, Listing } from "./input.ts";
import {
  noteAppended,
  noteClosed,
  noteOpened,
  noteRead,
  noteReadFrom,
  noteWrite,
  noteWritten,
} from "./recorder.ts";
import { isStream } from "./stream.ts";
import { lstatSync, readdirSync } from "./untraced.ts";
import type { Done, Hook } from "./wrap.ts";

/** Endings of what the module loader reads: code, which is keyed in another way. */
const code = /\.(?:[cm]?[jt]sx?|json|node|wasm|map)$/;

const kindAt = (path: string) => lstatSync(path, { throwIfNoEntry: false });

const written =
  (path: string): Done =>
  (_, computation) =>
    noteWritten(path, computation);

const noteContent = (path: string): void => noteRead(isStream(path) ? "stream" : "file", path);

function use(path: string | undefined, how: Use): Done | undefined {
  if (path === undefined) return undefined;
  if (how === "read" || how === "update") noteContent(path);
  if (how === "read") return undefined;
  noteWrite(path);
  if (how === "append" && kindAt(path) !== undefined)
    return (_, computation) => noteAppended(path, computation);
  return written(path);
}

/** `readFile(path, options)`, and what else takes a path and options with flags. */
export const file =
  (otherwise: string, at = 1): Hook =>
  (args) => {
    if (otherwise === "r") from(args);
    const path = pathArgument(args[0]);
    if (path !== undefined && code.test(path) && isCalledByLoader()) return undefined;
    const flags = option(args[at], "flag") ?? option(args[at], "flags");
    return use(path, useOf(flags, otherwise));
  };

export const open: Hook = ([path, flags]) => {
  const done = use(pathArgument(path), useOf(flags, "r"));
  return (result, computation) => {
    done?.(result, computation);
    if (typeof result === "number") noteOpened(result, computation);
  };
};

export const close: Hook = ([descriptor]) => {
  if (typeof descriptor === "number") noteClosed(descriptor);
  return undefined;
};

/** Where the first argument is a descriptor, what it leads to. */
export const from: Hook = ([descriptor]) => {
  if (typeof descriptor === "number") noteReadFrom(descriptor);
  return undefined;
};

/** A read stream of a path; one of a descriptor reads from that. */
export const stream: Hook = (args) => {
  if (option(args[1], "fd") === undefined || option(args[1], "fd") === null) return file("r")(args);
  return undefined;
};

/** What asks one thing of a path. */
export const ask =
  (kind: InputKind): Hook =>
  ([given]) => {
    const path = pathArgument(given);
    if (path !== undefined) noteRead(kind, path);
    return undefined;
  };

export const access: Hook = ([given, mode]) => {
  const path = pathArgument(given);
  if (path !== undefined) noteRead("access", path, String(typeof mode === "number" ? mode : 0));
  return undefined;
};

/** The module loader hands its own cache along. */
export const realpath: Hook = (args) =>
  typeof args[1] === "object" && args[1] !== null && Object.getOwnPropertySymbols(args[1]).length > 0
    ? undefined
    : ask("realpath")(args);

/** The names in a folder; `kinds` where the call gives the kinds whatever its options say. */
export const list =
  (kinds: boolean): Hook =>
  ([given, options]) => {
    const path = pathArgument(given);
    const recursive = option(options, "recursive") === true;
    const listing: Listing = {
      recursive,
      kinds: kinds || option(options, "withFileTypes") === true,
      except: [],
    };
    if (path !== undefined) noteRead("folder", path, JSON.stringify(listing));
    return undefined;
  };

/** Everything that is copied from or moved away was read. */
function noteAll(path: string): void {
  if (kindAt(path)?.isDirectory() !== true) return noteContent(path);
  const listing: Listing = { recursive: true, kinds: true, except: [] };
  noteRead("folder", path, JSON.stringify(listing));
  for (const entry of readdirSync(path, { recursive: true, withFileTypes: true })) {
    if (!entry.isDirectory()) noteContent(join(entry.parentPath, entry.name));
  }
}

export const copy: Hook = ([from, to]) => {
  const [source, target] = [pathArgument(from), pathArgument(to)];
  if (source === undefined || target === undefined) return undefined;
  noteAll(source);
  noteWrite(target);
  // A folder that was there keeps what else is in it.
  return kindAt(target)?.isDirectory() === true ? undefined : written(target);
};

export const move: Hook = ([from, to]) => {
  const [source, target] = [pathArgument(from), pathArgument(to)];
  if (source === undefined || target === undefined) return undefined;
  noteAll(source);
  noteWrite(source, true);
  noteWrite(target, true);
  return (_, computation) => {
    noteWritten(source, computation);
    noteWritten(target, computation);
  };
};

/** `symlink(target, path)`: what is read through the new link is the target. */
export const symlink: Hook = ([to, at]) => {
  const path = pathArgument(at);
  if (path === undefined) return undefined;
  noteWrite(path);
  const target = typeof to === "string" ? resolve(dirname(path), to) : undefined;
  if (target === undefined || kindAt(target)?.isFile() !== true) return undefined;
  noteRead("file", target);
  return written(path);
};

export const remove: Hook = ([given]) => {
  const path = pathArgument(given);
  if (path === undefined) return undefined;
  noteWrite(path, true);
  return written(path);
};

/** `truncate` changes what is there. */
export const change: Hook = ([given]) => use(pathArgument(given), "append");

/** All folders that `mkdir` makes, of which the topmost stands for the others. */
export const makeFolder: Hook = ([given]) => {
  let path = pathArgument(given);
  if (path === undefined || kindAt(path) !== undefined) return undefined;
  while (kindAt(dirname(path)) === undefined && dirname(path) !== path) path = dirname(path);
  noteWrite(path);
  return written(path);
};

/** `mkdtemp` says what it has made. */
export const makeTemporary: Hook = ([prefix]) => {
  pathArgument(prefix);
  return (result, computation) => {
    const path = typeof result === "string" ? result : option(result, "path");
    if (typeof path === "string") noteWritten(resolve(path), computation);
  };
};
