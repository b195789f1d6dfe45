import { globs } from "./globs.ts";
import * as hooks from "./hooks.ts";
import { fs } from "./node-fs.ts";
import { wrap } from "./wrap.ts";
import type { Hook, Style } from "./wrap.ts";

/** What is noted of a function: of `readFile`, `readFileSync` and `promises.readFile` alike. */
const noted: Readonly<Record<string, Hook>> = {
  readFile: hooks.file("r"),
  open: hooks.open,
  close: hooks.close,
  read: hooks.from,
  readv: hooks.from,
  createReadStream: hooks.stream,
  openAsBlob: hooks.file("r"),
  readdir: hooks.list(false),
  opendir: hooks.list(true),
  stat: hooks.ask("stat"),
  lstat: hooks.ask("lstat"),
  exists: hooks.access,
  access: hooks.access,
  realpath: hooks.realpath,
  readlink: hooks.ask("link"),
  writeFile: hooks.file("w", 2),
  appendFile: hooks.file("a", 2),
  truncate: hooks.change,
  copyFile: hooks.copy,
  cp: hooks.copy,
  link: hooks.copy,
  rename: hooks.move,
  symlink: hooks.symlink,
  mkdir: hooks.makeFolder,
  mkdtemp: hooks.makeTemporary,
  mkdtempDisposable: hooks.makeTemporary,
  rm: hooks.remove,
  rmdir: hooks.remove,
  unlink: hooks.remove,
};

type Functions = Record<string, ((...args: unknown[]) => unknown) | undefined>;

function replace(functions: Functions, name: string, style: Style, hook: Hook): void {
  const original = functions[name];
  if (typeof original !== "function") return;
  const wrapper = wrap(original, style, hook);
  functions[name] = wrapper;
  // `realpath.native` and `realpathSync.native`
  if (Object.hasOwn(wrapper, "native")) replace(wrapper as unknown as Functions, "native", style, hook);
}

/** Puts wrappers around the functions of `node:fs` and `node:fs/promises` that read, or write what may be read. */
export function traceFileSystem(): void {
  const all = fs as unknown as Functions;
  const promises = fs.promises as unknown as Functions;
  for (const [name, hook] of Object.entries(noted)) {
    replace(all, name, name === "openAsBlob" ? "promise" : "callback", hook);
    replace(all, `${name}Sync`, "sync", hook);
    replace(promises, name, "promise", hook);
  }
  for (const [name, style] of [
    ["glob", "callback"],
    ["globSync", "sync"],
  ] as const)
    replaceGlob(all, name, style);
  replaceGlob(promises, "glob", "promise");
}

function replaceGlob(functions: Functions, name: string, style: Style): void {
  const original = functions[name];
  if (typeof original === "function") functions[name] = globs(original, style);
}
