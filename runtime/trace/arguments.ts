import { isAbsolute, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { noteRead } from "./recorder.ts";
import { untraced } from "./untraced.ts";
import { fs } from "./node-fs.ts";

/** What an opened file is for. `append` adds to what is there; `update` reads and changes it. */
export type Use = "read" | "write" | "create" | "append" | "update";

/** The absolute path of a path argument; undefined for a file descriptor, and for what the call will refuse. */
export function pathArgument(value: unknown): string | undefined {
  const text = textOf(value);
  if (text === undefined || text === "") return undefined;
  const path = untraced(() => resolve(text));
  if (!isAbsolute(text)) noteRead("cwd", "", path);
  return path;
}

function textOf(value: unknown): string | undefined {
  if (typeof value === "string") return value;
  if (value instanceof Uint8Array) return Buffer.from(value).toString();
  if (!(value instanceof URL)) return undefined;
  try {
    return fileURLToPath(value);
  } catch {
    return undefined;
  }
}

/** An option of a call, where options are given as an object. */
export const option = (value: unknown, name: string): unknown =>
  typeof value === "object" && value !== null ? (Reflect.get(value, name) as unknown) : undefined;

/** What a file is opened for, by the flags of `open`. */
export function useOf(flags: unknown, otherwise: string): Use {
  return typeof flags === "number"
    ? useOfBits(flags)
    : useOfText(typeof flags === "string" ? flags : otherwise);
}

function useOfText(flags: string): Use {
  if (flags.startsWith("a")) return flags.includes("x") ? "create" : "append";
  if (flags.startsWith("w")) return flags.includes("x") ? "create" : "write";
  if (flags.includes("x")) return "create";
  return flags.includes("+") ? "update" : "read";
}

function useOfBits(flags: number): Use {
  const { O_WRONLY, O_RDWR, O_TRUNC, O_EXCL, O_CREAT } = fs.constants;
  if ((flags & (O_WRONLY | O_RDWR)) === 0) return "read";
  if ((flags & O_CREAT) !== 0 && (flags & O_EXCL) !== 0) return "create";
  if ((flags & O_TRUNC) !== 0) return "write";
  return (flags & O_RDWR) !== 0 ? "update" : "append";
}
