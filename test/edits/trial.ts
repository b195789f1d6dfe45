import type { Case, Corpus } from "./case.ts";
import { judge, type Finding } from "./judge.ts";
import type { Environment } from "../program/environment.ts";
import { Project, type CaseRun, type FormRun, type Placed, type State } from "./project.ts";

/** How many processes run at once. */
const AT_ONCE = 2;

/** How many cases one process runs, one after the other. */
const TOGETHER = 30;

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
    const plain = await runAll(project, "written", { MEMOIR: "off" });
    const cold = await runAll(project, "written");
    project.copy();
    const warm = await runAll(project, "copied");
    project.edit();
    await project.compile();
    const plainAfter = await runAll(project, "edited", { MEMOIR: "off" });
    const after = await runAll(project, "edited");
    project.revert();
    await project.compile();
    const back = await runAll(project, "written");
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

/** Runs every case in fresh processes, a few at once. */
async function runAll(project: Project, state: State, env: Environment = {}): Promise<Map<string, CaseRun>> {
  const results = new Map<string, CaseRun>();
  const pending = batchesOf(project.placed)[Symbol.iterator]();
  const worker = async (): Promise<void> => {
    for (const batch of pending) {
      for (let left = batch; left.length > 0; left = left.filter(({ id }) => !results.has(id))) {
        for (const [id, run] of await project.run(left, state, env)) results.set(id, run);
      }
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return results;
}

/** Cases that can share a process, together. */
function batchesOf(placed: readonly Placed[]): Placed[][] {
  const isAlone = ({ one }: Placed): boolean =>
    one.alone === true || one.env !== undefined || one.envAfter !== undefined;
  const shared = placed.filter((each) => !isAlone(each));
  const count = Math.ceil(shared.length / TOGETHER);
  const batches = Array.from({ length: count }, (_, at) =>
    shared.filter((__, index) => index % count === at),
  );
  return [...batches, ...placed.filter(isAlone).map((each) => [each])];
}
