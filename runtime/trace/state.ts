import { hash } from "node:crypto";
import { isAbsolute, join, sep } from "node:path";
import { environment } from "./environment.ts";
import { isExcluded } from "./excluded.ts";
import type { Globbing, Input, Listing } from "./input.ts";
import { digestFile, stampOf } from "./stamp.ts";
import {
  accessSync,
  globSync,
  lstatSync,
  readdirSync,
  readlinkSync,
  realpathSync,
  statSync,
} from "./untraced.ts";

/** What an input holds: equal texts, equal content. Paths in it are absolute. */
export type State = string;

/** What was found of an input: of a file that is old enough, a stamp is as good as its state. */
export interface Sight {
  readonly state?: State;
  readonly stamp?: string;
}

const workingDirectory = process.cwd.bind(process);

/** Variables that shells set anew for each command, and memoir's own. */
const fleeting = /^(?:_|SHLVL|OLDPWD|MEMOIR(?:_.*)?)$/;

const list = (parts: readonly unknown[]): State => hash("sha256", JSON.stringify(parts), "base64url");

function codeOf(error: unknown): string {
  const code: unknown = error instanceof Error ? Reflect.get(error, "code") : undefined;
  return `error ${typeof code === "string" ? code : String(error)}`;
}

interface Kinds {
  isFile(): boolean;
  isDirectory(): boolean;
  isSymbolicLink(): boolean;
}

const kindOf = (entry: Kinds): string =>
  entry.isFile() ? "file" : entry.isDirectory() ? "folder" : entry.isSymbolicLink() ? "link" : "other";

function listed(path: string, { recursive, kinds, except }: Listing): State {
  const ours = new Set(except);
  const entries = readdirSync(path, { withFileTypes: true, recursive }).flatMap((entry) => {
    const full = join(entry.parentPath, entry.name);
    const name = full.slice(path.length).replaceAll(sep, "/").replace(/^\//, "");
    if (isExcluded(full) || ours.has(name)) return [];
    return [kinds ? `${name}/${kindOf(entry)}` : name];
  });
  return list(entries.sort());
}

function matched(folder: string, { patterns, exclude }: Globbing): State {
  const names = globSync([...patterns], folder, exclude).filter((name) => !isExcluded(join(folder, name)));
  return list([...new Set(names.map((name) => name.replaceAll(sep, "/")))].sort());
}

function described(path: string, follow: boolean): State {
  const stat = (follow ? statSync : lstatSync)(path, { throwIfNoEntry: false });
  if (stat === undefined) return "error ENOENT";
  return stat.isFile() ? `file ${stat.size}` : kindOf(stat);
}

const contentState = (digest: string): State => `content ${digest}`;

function content(path: string): State {
  const found = digestFile(path);
  return found === undefined ? described(path, true) : contentState(found.digest);
}

function whole(): State {
  const variables = Object.entries(environment()).filter(([name]) => !fleeting.test(name));
  return list(variables.sort(([a], [b]) => (a < b ? -1 : 1)));
}

function read({ kind, subject, detail }: Input): State {
  switch (kind) {
    case "file":
      return content(subject);
    case "folder":
      return listed(subject, JSON.parse(detail) as Listing);
    case "stat":
      return described(subject, true);
    case "lstat":
      return described(subject, false);
    case "access":
      accessSync(subject, Number(detail));
      return "granted";
    case "realpath":
      return realpathSync(subject);
    case "link":
      return readlinkSync(subject);
    case "glob":
      return matched(subject, JSON.parse(detail) as Globbing);
    case "env": {
      const value = environment()[subject];
      return value === undefined ? "unset" : `set ${value}`;
    }
    case "environment":
      return whole();
    case "cwd":
      return workingDirectory();
    case "stream":
      return "read";
  }
}

/** What an input holds now. Never throws: that it cannot be read is a state as well. */
export function stateOf(input: Input): State {
  try {
    return read(input);
  } catch (error) {
    return codeOf(error);
  }
}

/** Looks at an input as far as it takes to notice a change, now. */
export function look(input: Input): Sight {
  if (input.kind !== "file") return { state: stateOf(input) };
  try {
    const stamp = stampOf(input.subject);
    if (stamp?.settled === true) return { stamp: stamp.text };
  } catch {
    // Its state says what fails.
  }
  return { state: stateOf(input) };
}

/** What an input holds now, with its stamp where that can stand for it later. */
export function lookClosely(input: Input): { readonly state: State; readonly stamp?: string } {
  if (input.kind !== "file") return { state: stateOf(input) };
  try {
    const found = digestFile(input.subject);
    if (found !== undefined) {
      const { digest, stamp } = found;
      return { state: contentState(digest), ...(stamp.settled && { stamp: stamp.text }) };
    }
  } catch {
    // Its state says what fails.
  }
  return { state: stateOf(input) };
}

/** Whether a state is a path, which counts relative to the project. */
export const isPathState = ({ kind }: Input, state: State): boolean =>
  (kind === "realpath" || kind === "link" || kind === "cwd") && isAbsolute(state);
