import { isAbsolute, join, relative, sep } from "node:path";

/**
 * What was asked of a path (or of the process): the content of a file, the names in a folder, existence, kind and
 * size through a link or not, whether it may be accessed, where links lead, what a glob matches; a variable of the
 * environment, all of it, the working directory; a stream, which gives nothing twice.
 */
export const inputKinds = [
  "file",
  "folder",
  "stat",
  "lstat",
  "access",
  "realpath",
  "link",
  "glob",
  "env",
  "environment",
  "cwd",
  "stream",
] as const;
export type InputKind = (typeof inputKinds)[number];

/** Something that a computation has read. */
export interface Input {
  readonly kind: InputKind;
  /** An absolute path, the name of a variable, or what a stream is called. */
  readonly subject: string;
  /** How it was asked, where that makes a difference; of the working directory, the path that led from there. */
  readonly detail: string;
}

/** What was asked of a folder. */
export interface Listing {
  readonly recursive: boolean;
  /** Whether the kind of each entry was asked for as well. */
  readonly kinds: boolean;
  /** Entries that the computation had made itself. */
  readonly except: readonly string[];
}

/** What was asked of a glob. */
export interface Globbing {
  readonly patterns: readonly string[];
  readonly exclude: readonly string[];
}

export const idOf = ({ kind, subject, detail }: Input): string => `${kind}\0${subject}\0${detail}`;

export const isPath = ({ kind }: Input): boolean =>
  kind !== "env" && kind !== "environment" && kind !== "cwd" && kind !== "stream";

/** Whether a path lies in a folder, at any depth. */
export const isWithin = (path: string, folder: string): boolean =>
  path.startsWith(folder) &&
  (path.length === folder.length || folder.endsWith(sep) || path[folder.length] === sep);

/**
 * A path relative to the project folder, the same on every system; undefined where only an absolute one leads there
 * (another drive).
 */
export function placeOf(path: string, folder: string): string | undefined {
  const place = relative(folder, path);
  return isAbsolute(place) ? undefined : place.replaceAll(sep, "/") || ".";
}

/** The path of a place. */
export const pathOf = (place: string, folder: string): string => join(folder, place);

export const isOutside = (place: string): boolean => place === ".." || place.startsWith("../");

const titles: Readonly<Record<InputKind, string>> = {
  file: "file",
  folder: "folder",
  stat: "kind and size of",
  lstat: "kind and size of",
  access: "existence of",
  realpath: "links on the way to",
  link: "link",
  glob: "files in",
  env: "env",
  environment: "the environment as a whole",
  cwd: "the working directory",
  stream: "stream",
};

/** `file data/x.csv`, `env TZ`: the label of the component that an input is. */
export const labelOf = (kind: InputKind, place: string): string =>
  place === "" ? titles[kind] : `${titles[kind]} ${place}`;
