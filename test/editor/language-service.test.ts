import { afterAll, beforeAll, expect, test } from "vitest";
import { Program } from "../program/program.ts";
import { LanguageServer } from "./server.ts";

const main = `import { persistent } from "memoir";
import { readFileSync } from "node:fs";
import { scale } from "./scale.js";

const config = { rate: 2, db: { host: "a" } };
const RATE = 3;
function normalize(text: string) { return text.trim() + RATE + process.env.LANG; }

/** What it is for. */
// @cache persistent name=words ttl=12h version=2 files=["data/*.csv"]
export function embed(text: string, { deep = true } = {}): number {
  return scale(normalize(text).length * config.db.host.length, deep, process.env.TZ);
}

export class Model {
  factor = 1;
  // @cache lru maxSize=3
  fit = (x: number) => x * this.factor;
}

export function load(): string {
  using cache = persistent("load");
  return readFileSync("x", "utf8");
}

// @cache persistant
export function wrong() { return Date.now(); }

const n: number = "a type error";
`;
const scale = "export const scale = (x: number, ...rest: unknown[]) => x * 2;\n";

const program = new Program(
  { "src/main.ts": main, "src/scale.ts": scale },
  {},
  { name: "memoir/language-service" },
);
const path = program.path("src/main.ts");
let server: LanguageServer;

beforeAll(() => {
  server = new LanguageServer(program.folder);
  server.open(path, main);
});
afterAll(async () => {
  await server.close();
  program.remove();
});

/** What hovering over the first place of a text shows. */
async function hover(place: string, within = main): Promise<string | undefined> {
  const before = within.slice(0, within.indexOf(place)).split("\n");
  const shown = await server.hover(path, before.length, (before.at(-1)?.length ?? 0) + 1);
  return shown && `${shown.displayString}\n\n${shown.documentation}`;
}

test("what a build reports is shown at its place, beside the errors of TypeScript", async () => {
  const found = await server.errors(path);
  expect(found.map(({ category, source, start, text }) => [category, source, start, text])).toEqual([
    ["error", undefined, { line: 29, offset: 7 }, expect.stringContaining("not assignable")],
    ["error", "memoir", { line: 26, offset: 11 }, expect.stringContaining("MEMOIR1001: `persistant`")],
    ["warning", "memoir", { line: 23, offset: 10 }, expect.stringContaining("MEMOIR1012: The cached block")],
  ]);
});

const wordsKey = `The key of its results contains:

- its own code and that of \`normalize\`
- arguments: \`text\`, \`deep\`
- values: \`config.db.host.length\`, \`RATE\`
- imports, packages by their version: \`scale\` of ./scale.js
- environment variables: \`TZ\`, \`LANG\`
- files: \`data/*.csv\`
- salt: \`2\``;

test("hovering over a cached function shows what its key contains, below its type and comment", async () => {
  const shown = await hover("embed(");
  expect(shown).toMatch(/^function embed\(text: string[^]*What it is for\./);
  expect(shown).toContain(
    `**memoir: persistent words, ttl=12h, version=2, files=[data/*.csv]**\n\n${wordsKey}`,
  );
});

test("hovering over a directive shows the same", async () => {
  expect(await hover("@cache persistent name")).toBe(
    `memoir: persistent words, ttl=12h, version=2, files=[data/*.csv]\n\n${wordsKey}`,
  );
});

test("the key of a result in memory has no code", async () => {
  expect(await hover("fit =")).toContain(
    "**memoir: lru Model.fit, maxSize=3**\n\nIts results live in this process. Their key contains:\n\n" +
      "- arguments: `x`\n- values: `this.factor`",
  );
});

test.each(["cache = persistent", 'persistent("load")'])("a block shows its key at %s", async (place) => {
  expect(await hover(place)).toContain("**memoir: persistent load**\n\nThe key of its results contains:");
});

test.each(["normalize(text: string)", "wrong()", "config = "])(
  "what is not cached shows its type alone: %s",
  async (place) => {
    const shown = await hover(place);
    expect(shown).toMatch(/^(?:function|const) /);
    expect(shown).not.toContain("memoir");
  },
);

test("a text that is not saved counts, and one that does not parse is TypeScript's to report", async () => {
  const edited = main.replace("persistant", "persistent");
  server.open(path, edited);
  expect((await server.errors(path)).map(({ text }) => text)).toEqual([
    expect.stringContaining("not assignable"),
    expect.stringContaining("MEMOIR1012: The cached function `wrong` reads `Date.now`"),
    expect.stringContaining("MEMOIR1012: The cached block"),
  ]);
  server.open(path, `${main}\nfunction (`);
  expect((await server.errors(path)).map(({ source }) => source)).not.toContain("memoir");
  server.open(path, main);
});
