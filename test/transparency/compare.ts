import type { Excuse, Form } from "./library.ts";
import type { TestRun } from "./run.ts";

/** A test that ends otherwise than in the plain run. */
export interface Difference {
  readonly title: string;
  /** What happened there and here. */
  readonly what: string;
}

const statusOf = (outcome: string | undefined): string => outcome?.split(":")[0] ?? "missing";

/** The tests that end otherwise than in the plain run. */
export function differences(plain: TestRun, other: TestRun): Difference[] {
  const titles = new Set([...plain.outcomes.keys(), ...other.outcomes.keys()]);
  return [...titles].flatMap((title) => {
    const before = plain.outcomes.get(title);
    const after = other.outcomes.get(title);
    return statusOf(before) === statusOf(after)
      ? []
      : [{ title, what: `${before ?? "missing"}, now ${after ?? "missing"}` }];
  });
}

export interface Judgement {
  /** Differences without an excuse, and excuses without a difference. */
  readonly faults: readonly string[];
  readonly excused: number;
}

/** Takes the differences that are no defects from those that are, and says which excuses nothing needs any more. */
export function judge(
  found: readonly Difference[],
  form: Form | undefined,
  excuses: readonly Excuse[],
): Judgement {
  const mine = excuses.filter(({ forms }) => form !== undefined && forms.includes(form));
  const excused = new Set(mine.map(({ test }) => test));
  const differing = new Set(found.map(({ title }) => title));
  const bad = found.filter(({ title }) => !excused.has(title));
  const idle = mine.filter(({ test }) => !differing.has(test));
  return {
    faults: [
      ...bad.map(({ title, what }) => `${title}: ${what}`),
      ...idle.map(({ test }) => `${test}: ends as it does without memoir, its excuse is not needed any more`),
    ],
    excused: found.length - bad.length,
  };
}

/** How many tests passed, of all. */
export function passedOf({ outcomes }: TestRun): string {
  const passed = [...outcomes.values()].filter((outcome) => outcome === "passed").length;
  return `${passed} of ${outcomes.size}`;
}
