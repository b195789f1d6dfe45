import type { Captures, ModuleFile } from "../definition/definition.ts";
import { parseDescriptor } from "../definition/descriptor.ts";
import type { Flight } from "./flight.ts";
import type { Quick } from "./quick.ts";
import { Results } from "./results.ts";
import type { Unit, UnitSpec } from "./unit.ts";

const DEFAULT_LRU_SIZE = 128;

/** A unit with what it has in this process: results of the memory tiers, computations that run, counts. */
export class OpenUnit implements Unit {
  readonly kind = "function";
  readonly file: ModuleFile | undefined;
  readonly descriptor: string;
  readonly captures: Captures;
  readonly spec: UnitSpec;
  /** Of the memory tiers; persistent results are kept by store. */
  readonly results: Results;
  readonly flights = new Map<string, Flight>();
  /** Keys whose results are computed again behind. */
  readonly behind = new Set<string>();
  /** Results by argument, of units of the memory tiers. */
  quick: Quick | undefined;
  hits = 0;
  misses = 0;
  /** Milliseconds. */
  timeSaved = 0;

  constructor(file: ModuleFile | undefined, spec: UnitSpec, descriptor: string, captures: Captures) {
    this.file = file;
    this.spec = spec;
    this.descriptor = descriptor;
    this.captures = captures;
    const entries = spec.tier === "lru" ? (spec.maxSize ?? DEFAULT_LRU_SIZE) : Infinity;
    this.results = new Results({ entries, bytes: Infinity, exact: true });
  }

  /** `src/text.ts:12` */
  get source(): string {
    return `${this.file?.name ?? "unknown"}:${parseDescriptor(this.descriptor).line}`;
  }
}

// Weakly: a module that hot replacement has dropped takes its units and their results with it.
const opened = new Map<string, Set<WeakRef<OpenUnit>>>();

const nothing: Captures = () => [];

/** States a unit; called once for each unit, on its module's first line. */
export function $unit(
  file: ModuleFile | undefined,
  spec: UnitSpec,
  descriptor: string,
  captures: Captures = nothing,
): Unit {
  const unit = new OpenUnit(file, spec, descriptor, captures);
  const sameName = opened.get(spec.name) ?? new Set();
  for (const other of sameName) if (other.deref() === undefined) sameName.delete(other);
  opened.set(spec.name, sameName.add(new WeakRef(unit)));
  return unit;
}

/** The units of a name that this process has loaded. */
export function unitsNamed(name: string): readonly OpenUnit[] {
  return [...(opened.get(name) ?? [])].flatMap((unit) => unit.deref() ?? []);
}

/** Every unit that this process has loaded. */
export function allUnits(): readonly OpenUnit[] {
  return [...opened.keys()].flatMap(unitsNamed);
}
