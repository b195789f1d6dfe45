// tspc on a real project, with memoir and without: this repository's sources, several times over.
import { cpSync } from "node:fs";
import { join } from "node:path";
import { compare, isQuick, once } from "../compare.ts";
import { Project } from "../project.ts";

const repository = join(import.meta.dirname, "..", "..");
/** About 900 files and 2.8 MB. */
const COPIES = isQuick ? 1 : 3;

const units = (count: number): string =>
  Array.from(
    { length: count },
    (_, at) => `// @cache persistent\nexport function unit${at}(x: number): number { return x + ${at}; }\n`,
  ).join("");

function projectWith(count: number, withMemoir: boolean): Project {
  const project = new Project({ "src/units.ts": `${units(count)}export {};\n` }, withMemoir);
  for (let copy = 0; copy < COPIES; copy += 1) {
    for (const folder of ["runtime", "transformer"]) {
      cpSync(join(repository, folder), project.path(`src/copy${copy}/${folder}`), { recursive: true });
    }
  }
  return project;
}

let edits = 0;
const edit = (project: Project, count: number): void => {
  edits += 1;
  project.write("src/units.ts", `${units(count)}export const edited = ${edits};\n`);
};

for (const count of [0, 10, 500]) {
  const bare = projectWith(count, false);
  const withMemoir = projectWith(count, true);
  const clean = (project: Project) => () => {
    project.write("out/tsconfig.tsbuildinfo", "");
    project.write("tsconfig.tsbuildinfo", "");
    return once(() => project.compile());
  };
  const incremental = (project: Project) => () => {
    edit(project, count);
    return once(() => project.compile());
  };
  for (const [what, reach, time] of [
    ["clean", 1.1, clean],
    ["incremental, one file edited", 1.05, incremental],
  ] as const) {
    await compare(
      `tspc, ${count} units, ${what}`,
      reach,
      [
        { name: "tspc without memoir", role: "floor", time: time(bare) },
        { name: "memoir", role: "memoir", time: time(withMemoir) },
      ],
      2,
    );
  }
}
