import { clock, now } from "../clock.ts";
import type { Captures } from "../definition/definition.ts";
import { keyOf } from "../digest/key.ts";
import type { Component, Key, Refusal } from "../digest/key.ts";
import { MemoirError } from "../error.ts";
import { logLookup } from "../log.ts";
import { currentScope } from "../policy.ts";
import { settingsInTurn } from "../settings.ts";
import type { Settings } from "../settings.ts";
import { storeFor } from "../store/open.ts";
import { warn } from "../warning.ts";
import { currentComputation } from "./computation.ts";
import { declaredFiles, projectFolder } from "./files.ts";
import { Lookup } from "./lookup.ts";
import type { Question } from "./lookup.ts";
import { OpenUnit } from "./open-unit.ts";
import { withOptions } from "./options.ts";
import type { BlockOptions } from "./options.ts";
import { answer, isAsked } from "./probe.ts";
import { shelfOf } from "./shelf.ts";
import type { Unit, UnitSpec } from "./unit.ts";

/** The key of a call as the world is now, declared files included. */
export function keyNow(
  unit: OpenUnit,
  spec: UnitSpec,
  args: readonly unknown[],
  captures: Captures,
): Key | Refusal {
  const extra: Component[] = [];
  if (spec.version !== undefined) extra.push({ label: "version", digest: spec.version });
  if (spec.files !== undefined) {
    try {
      extra.push(...declaredFiles(spec.files, projectFolder(unit.file)));
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      return { ok: false, path: `files ${spec.files.join(", ")}`, reason };
    }
  }
  return keyOf(unit, args, captures, extra);
}

/** A unit around one that runs uncached learns how long what it gets there lives. */
function informAround({ ttl = Infinity, tags = [] }: UnitSpec): void {
  currentComputation()?.uses(now() + ttl, tags);
}

function refused(unit: OpenUnit, spec: UnitSpec, settings: Settings, refusal: Refusal, began: number): void {
  const message =
    `${spec.name} (${unit.source}) runs uncached, for its key would not show all that it depends on: ` +
    `${refusal.path}: ${refusal.reason}. Pass it in as plain data, make it a module-level const, ` +
    `state its key with registerKey, or leave it out with ignore=[…] if it cannot change the result.`;
  const time = clock() - began;
  const why = `${refusal.path}: ${refusal.reason}`;
  informAround(spec);
  logLookup({ outcome: "uncached", name: spec.name, source: unit.source, key: "", time, why });
  if (settings.strict) throw new MemoirError("MEMOIR2001", message);
  warn("MEMOIR2001", `MEMOIR2001 ${unit.source} ${spec.name} ${refusal.path}`, message);
}

/**
 * Takes the key of a call. Undefined where the call is not to be cached: its module has not got as far as the
 * unit, caching is off, or no key would be right (which is said once).
 *
 * @throws MemoirError MEMOIR2001 under `strict` instead of the last; MEMOIR2005 for wrong options.
 */
export function begin(
  unit: Unit | undefined,
  args: readonly unknown[],
  captures: Captures | undefined,
  options?: BlockOptions,
): Lookup | undefined {
  if (!(unit instanceof OpenUnit)) return undefined;
  const scope = currentScope();
  const given = settingsInTurn(unit.file);
  const settings = scope === undefined ? given : scope.over(given);
  const spec = withOptions(unit.spec, options);
  const read = captures ?? unit.captures;
  if (settings.mode === "off" && !isAsked(unit)) {
    informAround(spec);
    return undefined;
  }
  const began = clock();
  const key = keyNow(unit, spec, args, read);
  answer(unit, key);
  if (!key.ok) {
    refused(unit, spec, settings, key, began);
    return undefined;
  }
  const store = spec.tier === "persistent" ? storeFor(settings) : undefined;
  const shelf = store && shelfOf(store);
  if (spec.tier === "lru" && options?.maxSize !== undefined) {
    unit.results.bound.entries = options.maxSize;
    unit.results.trim();
  }
  // Results in memory are as new as the process; only a call of withCache asks for computing them again.
  const again = scope?.againIn(shelf?.results ?? unit.results) ?? shelf?.refreshed;
  const question: Question = {
    unit,
    spec,
    settings,
    args,
    captures: read,
    key,
    store,
    shelf,
    again,
    began,
    failures: false,
    behind: false,
  };
  return new Lookup(question);
}
