// A process that starts, hits once, and ends.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pythonChild } from "../child.ts";
import { compare, isQuick, median, once, type Contender } from "../compare.ts";
import { Project } from "../project.ts";

const source = readFileSync(join(import.meta.dirname, "../programs/cold.ts"), "utf8");
const project = new Project({ "src/main.ts": source }, true);
project.write("bare.js", 'process.getBuiltinModule("node:fs").readFileSync("package.json");');
project.compile();
project.run("out/main.js");

const python = (): unknown => pythonChild("cold", project.folder);
const bare = (): Promise<number> => once(() => project.run("bare.js"));
const contenders: readonly Contender[] = [
  { name: "bare Node, one file read", role: "floor", time: bare },
  { name: "memoir", role: "memoir", time: () => once(() => project.run("out/main.js")) },
  { name: "joblib", role: "peer", time: python() === undefined ? undefined : () => once(python) },
];
await compare("cold process, one hit", undefined, contenders, 25);

/** What memoir takes over bare Node, compared with 15 ms. */
const over: number[] = [];
for (let round = 0; round < (isQuick ? 1 : 25); round += 1) {
  const floor = await bare();
  over.push((await once(() => project.run("out/main.js"))) - floor);
}
await compare("the same, over bare Node", 1, [
  { name: "15 ms", role: "floor", time: () => 15e6 },
  { name: "memoir", role: "memoir", time: () => median(over) },
]);
