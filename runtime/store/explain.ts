import type { Component } from "../digest/key.ts";
import type { FileStore } from "./file.ts";
import type { EntrySummary, Store } from "./store.ts";

const SHOWN = 3;
const SCANNED = 1000;

/**
 * What a label is about, apart from what changes with its value: `package lodash 4.17.21` without the version,
 * `code of normalize (src/text.ts:12)` without the line.
 */
function subject(label: string): string {
  const named = /^package \S+/.exec(label);
  if (named !== null) return named[0];
  return label.replace(/:\d+\)$/, ")");
}

/** Components by subject, in order: labels need not be unique. */
function bySubject(components: readonly Component[]): Map<string, Component[]> {
  const groups = new Map<string, Component[]>();
  for (const component of components) {
    const about = subject(component.label);
    const group = groups.get(about);
    if (group === undefined) groups.set(about, [component]);
    else group.push(component);
  }
  return groups;
}

interface Comparison {
  readonly same: number;
  readonly changed: readonly (readonly [before: Component, after: Component])[];
  readonly gone: readonly Component[];
  readonly added: readonly Component[];
}

function compare(before: readonly Component[], after: readonly Component[]): Comparison {
  const earlier = bySubject(before);
  const changed: (readonly [Component, Component])[] = [];
  const added: Component[] = [];
  let same = 0;
  for (const [about, news] of bySubject(after)) {
    const olds = earlier.get(about) ?? [];
    const unmatched = news.filter(({ digest }) => {
      const at = olds.findIndex((old) => old.digest === digest);
      if (at >= 0) olds.splice(at, 1);
      return at < 0;
    });
    same += news.length - unmatched.length;
    for (const component of unmatched) {
      const old = olds.shift();
      if (old === undefined) added.push(component);
      else changed.push([old, component]);
    }
  }
  return moved({ same, changed, gone: [...earlier.values()].flat(), added });
}

/** What is gone under one label and there under another has moved or was renamed: no difference. */
function moved(found: Comparison): Comparison {
  const gone = [...found.gone];
  const added = found.added.filter(({ digest }) => {
    const at = gone.findIndex((old) => old.digest === digest);
    if (at >= 0) gone.splice(at, 1);
    return at < 0;
  });
  return { ...found, same: found.same + found.added.length - added.length, gone, added };
}

function changeOf([before, after]: readonly [Component, Component]): string {
  if (!after.label.startsWith("package ") || before.label === after.label) return `${after.label} changed`;
  return `${before.label} → ${after.label.slice(subject(after.label).length + 1)}`;
}

function differences({ changed, gone, added }: Comparison): readonly string[] {
  return [
    ...changed.map(changeOf),
    ...added.map(({ label }) => `${label} is new`),
    ...gone.map(({ label }) => `${label} is gone`),
  ];
}

/** How one list of key components came to differ from an earlier one, one line a difference, for people. */
export function explainChange(before: readonly Component[], after: readonly Component[]): readonly string[] {
  return differences(compare(before, after));
}

function say(found: Comparison): string {
  const all = differences(found);
  if (all.length === 0) return "nothing that an entry lists has changed";
  const rest = all.length - SHOWN;
  return [...all.slice(0, SHOWN), ...(rest > 0 ? [`and ${rest} more`] : [])].join(", ");
}

/** Entries of a name; in a store without an index of names, those among the first thousand. */
function* candidates(
  name: string,
  store: Store & { readonly named?: FileStore["named"] | undefined },
): Generator<EntrySummary> {
  if (store.named !== undefined) return yield* store.named(name);
  let left = SCANNED;
  for (const entry of store.list()) {
    if (entry.header.name === name && entry.header.manifest !== true) yield entry;
    if (--left === 0) return;
  }
}

const changedArguments = ({ changed }: Comparison): number =>
  changed.filter(([, { label }]) => label.startsWith("argument ")).length;

/** More in common, then fewer other arguments (that the call is another one explains least), then newer. */
function isNearer(
  [a, createdA]: readonly [Comparison, number],
  [b, createdB]: readonly [Comparison, number],
): boolean {
  if (a.same !== b.same) return a.same > b.same;
  const [othersA, othersB] = [changedArguments(a), changedArguments(b)];
  return othersA === othersB ? createdA > createdB : othersA < othersB;
}

/**
 * Why a lookup missed, against the nearest stored entry of the same name, the one with the most components in
 * common, then the one with the same arguments, then the newest: `code of normalize (src/text.ts:12) changed`, `argument 0 changed`,
 * `package lodash 4.17.20 → 4.17.21`, or `no entry of this name yet`. Looks at a bounded number of entries;
 * still, ask only where somebody reads it.
 */
export function explainMiss(
  name: string,
  components: readonly Component[],
  store: Store & { readonly named?: FileStore["named"] | undefined },
): string {
  let nearest: { readonly found: Comparison; readonly created: number } | undefined;
  for (const { header } of candidates(name, store)) {
    const found = compare(header.components, components);
    if (nearest === undefined || isNearer([found, header.created], [nearest.found, nearest.created]))
      nearest = { found, created: header.created };
  }
  return nearest === undefined ? "no entry of this name yet" : say(nearest.found);
}
