import type { Excuse } from "./library.ts";
import type { TestRun } from "./run.ts";

const statusOf = (outcome: string | undefined): string => outcome?.split(":")[0] ?? "missing";

/** The tests that end otherwise than in the plain run, each with what happened there and here. */
export function differences(plain: TestRun, other: TestRun): string[] {
  const titles = new Set([...plain.outcomes.keys(), ...other.outcomes.keys()]);
  return [...titles].flatMap((title) => {
    const before = plain.outcomes.get(title);
    const after = other.outcomes.get(title);
    return statusOf(before) === statusOf(after)
      ? []
      : [`${title}: ${before ?? "missing"}, now ${after ?? "missing"}`];
  });
}

/** Leaves out the differences that are no defects. */
export const unexcused = (
  found: readonly string[],
  directive: string,
  excused: readonly Excuse[],
): string[] =>
  found.filter(
    (each) =>
      !excused.some(
        (excuse) => (excuse.directive ?? directive) === directive && each.includes(`${excuse.test}: `),
      ),
  );

/** How many tests passed, of all. */
export function passedOf({ outcomes }: TestRun): string {
  const passed = [...outcomes.values()].filter((outcome) => outcome === "passed").length;
  return `${passed} of ${outcomes.size}`;
}
