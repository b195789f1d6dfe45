import { type Edit, editOf } from "./edit.ts";
import { type Judgement, judge } from "./judge.ts";
import type { CopyRun, Project } from "./project.ts";

const plainly = { MEMOIR: "off" };
/** What ends without the cache ends with it: so long that it is no matter of how busy the machine is. */
const cached = { MUTATIONS_CALL: "30000" };

/** What became of one edit. */
export interface Verdict extends Judgement {
  readonly edit: Edit;
}

/** The program as it is, without a cache and with a warm one. */
export interface Baseline {
  readonly plain: CopyRun;
  readonly warm: CopyRun;
  readonly cold: CopyRun;
}

/** Fills the cache from one copy. */
export async function baseline(project: Project): Promise<Baseline> {
  const [first = ""] = project.copies;
  const plain = (await project.run([first], plainly)).get(first);
  const cold = (await project.run([first], cached)).get(first);
  return { plain, cold, warm: (await project.run([first], cached)).get(first) };
}

/** Makes edits, each in a copy of its own; undoes them all; judges each. */
export async function trial(project: Project, before: Baseline, edits: readonly Edit[]): Promise<Verdict[]> {
  const verdicts: Verdict[] = [];
  const size = project.copies.length;
  for (let at = 0; at < edits.length; at += size) {
    verdicts.push(...(await round(project, before, edits.slice(at, at + size))));
  }
  return verdicts;
}

async function round(project: Project, before: Baseline, edits: readonly Edit[]): Promise<Verdict[]> {
  const placed = edits.map((edit, at) => ({ edit, copy: project.copies[at] ?? "" }));
  const copies = placed.map(({ copy }) => copy);
  for (const { edit, copy } of placed) project.edit(copy, edit);
  await project.compile();
  const plainAfter = await project.run(copies, plainly);
  const after = await project.run(
    copies.filter((copy) => endsIn(plainAfter, copy)),
    cached,
  );
  const again = await project.run(
    copies.filter((copy) => differs(plainAfter, after, copy)),
    plainly,
  );
  project.revert();
  await project.compile();
  const back = await project.run(copies, cached);
  return placed.map(({ edit, copy }) => {
    const runs = {
      ...before,
      plainAfter: plainAfter.get(copy),
      after: after.get(copy),
      back: back.get(copy),
    };
    const isUnsteady = again.has(copy) && differs(plainAfter, again, copy);
    if (isUnsteady) return { edit, findings: [], changed: 0, served: 0, discarded: "unsteady" };
    return { edit, ...judge(edit.effect, runs) };
  });
}

type CopyRuns = ReadonlyMap<string, CopyRun>;

const endsIn = (runs: CopyRuns, copy: string): boolean =>
  runs.get(copy)?.every(({ printed }) => printed !== "timeout") ?? false;

const printedIn = (runs: CopyRuns, copy: string): string =>
  JSON.stringify(runs.get(copy)?.map(({ name, printed }) => [name, printed]));

const differs = (a: CopyRuns, b: CopyRuns, copy: string): boolean =>
  endsIn(a, copy) && printedIn(a, copy) !== printedIn(b, copy);

/** The edits of some numbers under a seed. */
export const editsOf = async (project: Project, seed: string, numbers: readonly number[]): Promise<Edit[]> =>
  Promise.all(numbers.map((number) => editOf(project.subject, seed, number)));
