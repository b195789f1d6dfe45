import type { ModuleSettings } from "../definition/definition.ts";
import { parseDuration, parseSize } from "../quantity.ts";
import { warn } from "../warning.ts";
import { parseAddress, schemeOf } from "./address.ts";
import type { Address } from "./address.ts";
import type { KeyvAdapter } from "./keyv-adapter.ts";

/** What a store costs at most. */
export interface RemoteLimits {
  /** Bytes of an entry; larger ones stay on this machine. */
  readonly maxSize: number;
  /** Milliseconds that a request may take. */
  readonly timeout: number;
}

/** A store that machines share. */
export interface RemoteSettings extends RemoteLimits {
  readonly at: Address | KeyvAdapter;
}

/** A tier as users write it: `file` is always there, and first. */
export type StoreOption = string | KeyvAdapter;

const MAX_SIZE = 8_000_000;
const TIMEOUT = 1000;

/** `redis://…`, or `file, redis://…`; a comma may be part of an address. */
export const parseStores = (text: string): readonly string[] =>
  text.split(/\s*,\s*(?=(?:file\b|[a-z][a-z0-9+.-]*:))/i).map((each) => each.trim());

function limit(
  option: "remoteMaxSize" | "remoteTimeout",
  text: string | undefined,
  parse: (text: string) => number | undefined,
  [example, otherwise]: readonly [string, number],
): number {
  const value = text === undefined ? undefined : parse(text);
  if (text !== undefined && value === undefined) {
    const message = `"${option}": "${text}" is not understood; write it as "${example}". ${example} is used.`;
    warn("MEMOIR2202", `${option} ${text}`, message);
  }
  return value ?? otherwise;
}

/** What was said of limits; what was not said has a default. */
export function remoteLimits(given: Pick<ModuleSettings, "remoteMaxSize" | "remoteTimeout">): RemoteLimits {
  return {
    maxSize: limit("remoteMaxSize", given.remoteMaxSize, parseSize, ["8MB", MAX_SIZE]),
    timeout: limit("remoteTimeout", given.remoteTimeout, parseDuration, ["1s", TIMEOUT]),
  };
}

/**
 * The store beyond the cache folder among those that were asked for; undefined where there is none. One that cannot be
 * is said.
 *
 * @param folder that a relative path of `sqlite://` starts from
 */
export function remoteAmong(
  stores: readonly StoreOption[],
  folder: string,
  limits: RemoteLimits,
): RemoteSettings | undefined {
  const [first, ...more] = stores.filter((each) => each !== "file" && each !== "");
  if (first === undefined) return undefined;
  if (more.length > 0) {
    const message = "one store beyond the cache folder can be used; the others that were asked for are not.";
    warn("MEMOIR2204", "stores", message);
  }
  if (typeof first !== "string") return { at: first, ...limits };
  const at = parseAddress(first, folder);
  if (at !== undefined) return { at, ...limits };
  // Credentials may be part of an address: only its scheme is said.
  const scheme = schemeOf(first);
  const message =
    `"${scheme}" is no store that memoir knows, or its address is wrong; results are kept in the cache folder alone. ` +
    `There are redis://, postgres:// and sqlite://, and any adapter of Keyv by configure({ store }). ` +
    `In a password, / ? # @ are written %2F %3F %23 %40.`;
  warn("MEMOIR2204", `store ${scheme}`, message);
  return undefined;
}
