import { channel } from "node:diagnostics_channel";
import { configuration } from "./configure.ts";
import { printable } from "./printable.ts";
import { formatDuration } from "./quantity.ts";
import { environment } from "./trace/environment.ts";
import { warn } from "./warning.ts";

/** One lookup, as `MEMOIR_LOG` prints it and the diagnostics channel `memoir:lookup` publishes it. */
export interface Lookup {
  readonly outcome: "hit" | "miss" | "uncached";
  /** The unit's label. */
  readonly name: string;
  /** `src/text.ts:12` */
  readonly source: string;
  /** Empty where the call has none. */
  readonly key: string;
  /** Milliseconds of the whole lookup, computing included. */
  readonly time: number;
  /** Milliseconds that computing had taken; of a hit. */
  readonly saved?: number;
  /** True of a hit that is older than its `ttl`, and computed again behind. */
  readonly stale?: true;
  /** Why it is no hit. */
  readonly why?: string;
  /** The store that a hit came from, where it is not of this machine. */
  readonly from?: string;
}

/** What a process asked of a store that machines share. */
export interface StoreUse {
  /** Its address, without credentials. */
  readonly store: string;
  readonly gets: number;
  readonly hits: number;
  readonly sets: number;
  readonly failures: number;
  readonly spared: number;
  readonly large: number;
}

interface Shown {
  readonly hits: boolean;
  readonly misses: boolean;
  readonly json: boolean;
}

const lookups = channel("memoir:lookup");
const words = ["hits", "misses", "all", "json", "off"];
const shown = new Map<string, Shown>();

function parse(text: string): Shown {
  const given = text
    .toLowerCase()
    .split(/[\s,]+/)
    .filter(Boolean);
  const unknown = given.filter((word) => !words.includes(word));
  if (unknown.length > 0) {
    const what = `MEMOIR_LOG: "${unknown.join(", ")}" is not known; it takes ${words.join(", ")}.`;
    warn("MEMOIR2201", `log ${text}`, what);
  }
  const json = given.includes("json");
  const all = given.includes("all") || (json && !given.includes("hits") && !given.includes("misses"));
  if (given.includes("off")) return { hits: false, misses: false, json };
  return { hits: all || given.includes("hits"), misses: all || given.includes("misses"), json };
}

function shownNow(): Shown {
  const text = environment()["MEMOIR_LOG"] ?? configuration().log ?? "";
  let result = shown.get(text);
  if (result === undefined) shown.set(text, (result = parse(text)));
  return result;
}

/** True where somebody reads of hits. */
export const logsHits = (): boolean => lookups.hasSubscribers || shownNow().hits;

/** True where somebody reads why a lookup missed, so finding out is worth its time. */
export function explainsMisses(): boolean {
  return lookups.hasSubscribers || shownNow().misses;
}

function line(lookup: Lookup): string {
  const name = printable(lookup.name).padEnd(16);
  const saved = lookup.saved === undefined ? "" : `, saved ${formatDuration(lookup.saved)}`;
  const from = lookup.from === undefined ? "" : `, from ${printable(lookup.from)}`;
  const stale = lookup.stale === true ? ", stale" : "";
  const why = lookup.why === undefined ? "" : `: ${printable(lookup.why)}`;
  return `memoir ${lookup.outcome.padEnd(4)} ${name} ${formatDuration(lookup.time)}${saved}${from}${stale}${why}`;
}

/**
 * Reports one lookup: a line on stderr where `MEMOIR_LOG` (or `configure({ log })`) asks for it, a JSON object
 * with the same fields under `json`, and a message on the diagnostics channel `memoir:lookup` if it has
 * subscribers. `misses` shows uncached calls too. Never throws.
 */
export function logLookup(lookup: Lookup): void {
  const { hits, misses, json } = shownNow();
  if (lookup.outcome === "hit" ? hits : misses) console.error(json ? JSON.stringify(lookup) : line(lookup));
  if (lookups.hasSubscribers) lookups.publish(lookup);
}

/** Reports what was asked of a store that machines share, where `MEMOIR_LOG` asks for anything. Never throws. */
export function logStore(use: StoreUse): void {
  const { hits, misses, json } = shownNow();
  if (!hits && !misses) return;
  const counts = Object.entries(use).filter(([, count]) => typeof count === "number" && count > 0);
  const text = counts.map(([what, count]) => `${count} ${what}`).join(", ");
  console.error(json ? JSON.stringify(use) : `memoir store ${printable(use.store)}: ${text || "not asked"}`);
}
