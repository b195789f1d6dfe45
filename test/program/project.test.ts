import { existsSync, mkdirSync, readdirSync } from "node:fs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { Program } from "./program.ts";

const main = `
import { cacheClear, cacheInfo, cacheKey, configure, persistent } from "memoir";
import { scale } from "./scale.js";

// @cache persistent
export function unit(x: number): number { console.log("computed"); return scale(x); }

let total: number;
{
  using cache = persistent("block");
  total = scale(2);
}
const command = process.argv[2] ?? "";
if (command === "info") { unit(1); unit(1); console.log(JSON.stringify(cacheInfo(unit))); }
else if (command === "key") console.log(cacheKey(unit, 1) === cacheKey(unit, 1), cacheKey(unit, 1) === cacheKey(unit, 2));
else if (command === "clear") { unit(1); cacheClear(unit); unit(1); }
else if (command === "configure") { configure({ mode: "off" }); unit(1); unit(1); }
else console.log(unit(1), total);
`;
const scale = `export const scale = (x: number): number => x * factor;\nconst factor = 3;\n`;
const socket = `
import { createServer } from "node:net";
let server = createServer();
// @cache persistent
function unit(x: number): number { console.log("computed"); return x + (server.listening ? 1 : 0); }
console.log(unit(1), unit(1));
server = createServer();
`;

let program: Program;

beforeAll(async () => {
  program = new Program({ "src/main.ts": main, "src/scale.ts": scale, "src/socket.ts": socket });
  await program.compile();
});
afterAll(() => {
  program.remove();
});

/** A cache folder that no other test uses. */
const own = (name: string): Record<string, string> => ({ MEMOIR_DIR: program.path(`cache-${name}`) });

test("the cache folder is beside the tsconfig, whatever the working directory", async () => {
  mkdirSync(program.path("elsewhere"));
  const { stdout } = await program.run("out/main.js", {}, program.path("elsewhere"));
  expect(stdout).toBe("computed\n3 6\n");
  expect((await program.run()).stdout).toBe("3 6\n");
  expect(readdirSync(program.path(".memoir"))).toEqual(
    expect.arrayContaining(["CACHEDIR.TAG", ".gitignore"]),
  );
  expect(existsSync(program.path("elsewhere/.memoir"))).toBe(false);
});

test("MEMOIR=off neither reads nor writes", async () => {
  const env = { ...own("off"), MEMOIR: "off" };
  await program.run("out/main.js", env);
  expect((await program.run("out/main.js", env)).stdout).toBe("computed\n3 6\n");
  expect(existsSync(program.path("cache-off"))).toBe(false);
});

test("MEMOIR=readonly serves hits and stores nothing", async () => {
  const env = own("readonly");
  await program.run("out/main.js", { ...env, MEMOIR: "readonly" });
  expect((await program.run("out/main.js", env)).stdout).toBe("computed\n3 6\n");
  expect((await program.run("out/main.js", { ...env, MEMOIR: "readonly" })).stdout).toBe("3 6\n");
});

test("MEMOIR=refresh computes again and overwrites", async () => {
  const env = own("refresh");
  await program.run("out/main.js", env);
  expect((await program.run("out/main.js", { ...env, MEMOIR: "refresh" })).stdout).toBe("computed\n3 6\n");
  expect((await program.run("out/main.js", env)).stdout).toBe("3 6\n");
});

test("MEMOIR_LOG prints a line a lookup", async () => {
  const env = { ...own("log"), MEMOIR_LOG: "hits,misses" };
  expect((await program.run("out/main.js", env)).stderr).toMatch(
    /memoir miss\s+unit .*no entry of this name yet/,
  );
  expect((await program.run("out/main.js", env)).stderr).toMatch(/memoir hit\s+unit .*saved/);
});

test("a wrong value of MEMOIR is said, and changes nothing", async () => {
  const { stdout, stderr } = await program.run("out/main.js", { ...own("wrong"), MEMOIR: "of" });
  expect(stdout).toBe("computed\n3 6\n");
  expect(stderr).toMatch(/MEMOIR.*readonly/);
});

test("a miss says which code changed, and the earlier code hits again", async () => {
  const copy = new Program({ "src/main.ts": main, "src/scale.ts": scale });
  await copy.compile();
  await copy.run();
  copy.edit("src/scale.ts", "x * factor", "x + factor");
  await copy.compile();
  const edited = await copy.run();
  expect(edited.stdout).toBe("computed\n4 5\n");
  expect(edited.lookups.find(({ name }) => name === "unit")?.why).toBe(
    "code of scale (src/scale.ts:1) changed",
  );
  copy.edit("src/scale.ts", "x + factor", "x * factor");
  await copy.compile();
  expect((await copy.run()).stdout).toBe("3 6\n");
  copy.edit("src/scale.ts", "factor = 3", "factor = 4 /* more */");
  await copy.compile();
  expect((await copy.run()).stdout).toBe("computed\n4 8\n");
  copy.remove();
});

test("cacheInfo, cacheKey, cacheClear and configure", async () => {
  const env = own("api");
  const info = await program.run("out/main.js", env).then(() => run("info", env));
  expect(JSON.parse(info)).toMatchObject({ hits: 2, misses: 0 });
  expect(await run("key", env)).toBe("true false\n");
  expect(await run("clear", env)).toBe("computed\n");
  expect(await run("configure", env)).toBe("computed\ncomputed\n");
});

async function run(command: string, env: Record<string, string>): Promise<string> {
  program.write("out/run.mjs", `process.argv[2] = ${JSON.stringify(command)}; await import("./main.js");`);
  return (await program.run("out/run.mjs", env)).stdout;
}

test("what cannot be keyed runs uncached with one warning that names the path", async () => {
  const { stdout, stderr, outcomes } = await program.run("out/socket.js", own("socket"));
  expect(stdout).toBe("computed\ncomputed\n1 1\n");
  expect(outcomes).toEqual(["uncached unit", "uncached unit"]);
  expect(stderr.match(/MEMOIR2001/g)).toHaveLength(1);
  expect(stderr).toContain("captured server");
});

test("strict throws what is otherwise a warning", async () => {
  const strict = new Program({ "src/main.ts": socket }, {}, { strict: true });
  await strict.compile();
  const { code, stderr } = await strict.run();
  expect(code).not.toBe(0);
  expect(stderr).toContain("MEMOIR2001");
  strict.remove();
});

test("files that were compiled without the transform are named, each once, with their first block", async () => {
  const block = (name: string) => `{ using cache = persistent("${name}"); }\n`;
  const files = {
    "src/main.ts": `import { persistent } from "memoir";\nimport "./other.js";\n${block("one")}${block("two")}`,
    "src/other.ts": `import { memory } from "memoir";\n{ using cache = memory("three"); }\n`,
  };
  const plain = new Program(files, {}, { enabled: false });
  await plain.compile();
  const { stderr } = await plain.run();
  const named = [...stderr.matchAll(/MEMOIR2000: (\w+) \((.*?):\d+:\d+\)/g)].map(([, name, file]) => [
    name,
    file,
  ]);
  expect(named).toEqual([
    ["three", plain.path("out/other.js")],
    ["one", plain.path("out/main.js")],
  ]);
  expect(stderr.match(/transformProgram/g)).toHaveLength(1);
  plain.remove();
});

test("cacheDir and enabled come from the tsconfig", async () => {
  const files = { "src/main.ts": main, "src/scale.ts": scale };
  const moved = new Program(files, {}, { cacheDir: "tmp/results" });
  await moved.compile();
  await moved.run();
  expect(readdirSync(moved.path("tmp/results"))).toContain("CACHEDIR.TAG");
  const program = main.replace(
    "console.log(unit(1), total)",
    "cacheClear(unit); console.log(unit(1), total, cacheInfo(unit).hits)",
  );
  const disabled = new Program({ ...files, "src/main.ts": program }, {}, { enabled: false });
  await disabled.compile();
  const { stdout, stderr } = await disabled.run();
  expect(stdout).toBe("computed\n3 6 0\n");
  expect(stderr).toContain("memoir/transformer");
  expect(stderr.match(/MEMOIR2000/g)).toHaveLength(1);
  moved.remove();
  disabled.remove();
});
