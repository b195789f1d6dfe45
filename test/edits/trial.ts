import type { Case, Corpus } from "./case.ts";
import { judge, type Finding } from "./judge.ts";
import { Project, type CaseRun, type FormRun, type Placed } from "./project.ts";

/** How many processes run at once. */
const AT_ONCE = 4;

/** What became of one form of a case. */
export interface Verdict {
  readonly corpus: string;
  readonly one: Case;
  readonly form: string;
  readonly findings: readonly Finding[];
}

const nothing: FormRun = { outcomes: [], why: [], output: "", computed: 0 };

/**
 * Compiles a corpus, runs every case twice (the second time in a copy of the project), makes all edits, compiles
 * again incrementally and runs every case again; then undoes the edits, compiles and runs a last time.
 */
export async function trial(corpus: Corpus): Promise<Verdict[]> {
  const project = new Project(corpus);
  try {
    await project.compile();
    const said = new Map(project.placed.map(({ id, forms }) => [id, forms.map((f) => project.said(id, f))]));
    const plain = await each(project, (placed) => project.run(placed, "written", { MEMOIR: "off" }));
    const cold = await each(project, (placed) => project.run(placed, "written"));
    project.copy();
    const warm = await each(project, (placed) => project.run(placed, "copied"));
    project.edit();
    await project.compile();
    const plainAfter = await each(project, (placed) => project.run(placed, "edited", { MEMOIR: "off" }));
    const after = await each(project, (placed) => project.run(placed, "edited"));
    project.revert();
    await project.compile();
    const back = await each(project, (placed) => project.run(placed, "written"));
    return project.placed.flatMap(({ one, id, forms }) =>
      forms.map((form, index) => {
        const of = (runs: ReadonlyMap<string, CaseRun>) => runs.get(id)?.[form] ?? nothing;
        const runs = { plain: of(plain), cold: of(cold), warm: of(warm), back: of(back) };
        const edited = { plainAfter: of(plainAfter), after: of(after), said: said.get(id)?.[index] ?? "" };
        return { corpus: corpus.name, one, form, findings: judge(one, { ...runs, ...edited }) };
      }),
    );
  } finally {
    project.remove();
  }
}

/** Runs something for every case, a few at once. */
export async function each(
  project: Project,
  run: (placed: Placed) => Promise<CaseRun>,
): Promise<Map<string, CaseRun>> {
  const results = new Map<string, CaseRun>();
  const pending = project.placed[Symbol.iterator]();
  const worker = async (): Promise<void> => {
    for (const placed of pending) results.set(placed.id, await run(placed));
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return results;
}
