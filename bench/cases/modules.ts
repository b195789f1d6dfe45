// The start of a program of 1,000 modules, rewritten and not.
import { compare, isQuick, once } from "../compare.ts";
import { Project } from "../project.ts";

const COUNT = isQuick ? 100 : 1000;

/** Node's loader follows imports by recursion, so the modules are a tree and not a chain. */
const BRANCHES = 4;

const imports = (at: number): readonly number[] =>
  Array.from({ length: BRANCHES }, (_, n) => BRANCHES * at + n + 1).filter((child) => child < COUNT);

/** Ten functions, a class, and constants a module; each calls functions of those below it. */
function moduleOf(at: number): string {
  const functions = Array.from(
    { length: 10 },
    (_, n) =>
      `export function f${n}(x: number): number { return x * ${n} + OFFSET${n === 0 ? "" : ` + f${n - 1}(x)`}; }`,
  );
  const before = imports(at).map(
    (child) =>
      `import { f9 as f9Of${child} } from "./m${child}.js";\nexport const made${child} = f9Of${child}(${at});\n`,
  );
  return `${before.join("")}const OFFSET = ${at};\n${functions.join("\n")}\nexport class C { n = ${at}; get twice(): number { return this.n * 2; } }\n`;
}

const files: Record<string, string> = {};
for (let at = 0; at < COUNT; at += 1) files[`src/m${at}.ts`] = moduleOf(at);
files["src/main.ts"] = `import { f9 } from "./m0.js";\nif (f9(1) < 0) throw new Error("wrong");\n`;

const [bare, withMemoir] = [new Project(files, false), new Project(files, true)];
bare.compile();
withMemoir.compile();
await compare(
  `start of a program of ${COUNT.toLocaleString("en")} modules`,
  1.03,
  [
    { name: "not rewritten", role: "floor", time: () => once(() => bare.run("out/main.js")) },
    { name: "memoir", role: "memoir", time: () => once(() => withMemoir.run("out/main.js")) },
  ],
  9,
);
