import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { resultsOf, runsOf, type Program } from "../program/program.ts";
import { createProject } from "./fixture.ts";
import { bunArguments } from "./hosts.ts";
import { runtime } from "./runtimes.ts";

const sample = join(import.meta.dirname, "sample.ts");

function printed(file: string, args: readonly string[], input = ""): string {
  const { stdout, stderr } = spawnSync(file, [...args, sample], {
    input,
    encoding: "utf8",
    maxBuffer: 2 ** 26,
  });
  expect(stderr).toBe("");
  return stdout;
}

const node = [process.execPath, ["--no-warnings"]] as const;
const engines = [
  ["Bun", runtime("bun") ?? "", []],
  ["Deno", runtime("deno") ?? "", ["run", "--allow-all", "--quiet"]],
] as const;

describe.for(engines)("%s", ([, file, args]) => {
  test.skipIf(file === "")("has the keys that Node has, and each reads what the other stores", () => {
    expect(printed(file, args, printed(...node)).trim()).toBe("");
    expect(printed(...node, printed(file, args)).trim()).toBe("");
  });
});

const bun = runtime("bun");

describe.skipIf(bun === undefined)("Bun", () => {
  function project(files: Readonly<Record<string, string>>): Program {
    const made = createProject(files);
    onTestFinished(() => made.remove());
    return made;
  }
  const run = (made: Program, module: string, args = bunArguments) =>
    made.execute(bun ?? "", [...args, module]);

  const reading = {
    "src/main.ts": `import { readFileSync } from "node:fs";
// @cache persistent
function read(): string {
  console.log("  ran read");
  return readFileSync("data.txt", "utf8"); // memoir-ok: traced
}
console.log(read());
`,
    "data.txt": "one",
  };

  test("traces what units read", async () => {
    const made = project(reading);
    await run(made, "src/main.ts");
    expect(runsOf(await run(made, "src/main.ts"))).toEqual([]);
    made.write("data.txt", "two");
    const changed = await run(made, "src/main.ts");
    expect(changed.stderr).toBe("");
    expect(resultsOf(changed)[0]).toBe("two");
  });

  test("stores nothing where memoir was loaded too late to see what is read", async () => {
    const made = project(reading);
    await made.compile();
    for (let time = 0; time < 2; time += 1) {
      const { stdout, stderr } = await run(made, "out/main.js", []);
      expect(stdout).toBe("  ran read\none\n");
      expect(stderr).toContain("MEMOIR2004");
      expect(stderr).toContain("bun --preload memoir/register");
    }
    const stored = await run(made, "src/main.ts");
    expect(stored.outcomes).toEqual(["miss read"]);
    expect((await run(made, "out/main.js", [])).outcomes).toEqual(["hit read"]);
  });

  test("runs CommonJS modules, which have their exports, their names and their caches", async () => {
    const made = project({
      "src/main.ts": `import twice, { once } from "./twice.cjs";
import { tell } from "./tell.cts";
console.log(once, twice(4), tell());
`,
      "src/twice.cjs": `// @cache persistent
function twice(n) {
  console.log("  ran twice");
  return 2 * n;
}
module.exports = twice;
module.exports.once = require("./once.js");
`,
      "src/once.js": `console.log(__filename.slice(-7), require.main === module); exports.n = 1;\n`,
      "src/tell.cts": `const tell = (): string => "told";\nexports.tell = tell;\n`,
    });
    const first = await run(made, "src/main.ts");
    expect(first.stderr).toBe("");
    expect(resultsOf(first)).toEqual(["once.js false", "{", "  n: 1,", "} 8 told", ""]);
    expect(first.outcomes).toEqual(["miss twice"]);
    expect((await run(made, "src/main.ts")).outcomes).toEqual(["hit twice"]);
  });

  test("says what is wrong with a directive, with its place", async () => {
    const made = project({ "src/main.ts": "// @cache persitent\nexport const f = () => 1;\n" });
    const { code, stderr } = await run(made, "src/main.ts");
    expect(code).not.toBe(0);
    expect(stderr).toContain("src/main.ts:1:11 - error MEMOIR1001");
  });
});
