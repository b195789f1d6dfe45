import { swap, type Corpus } from "../../case.ts";

/** Module specifiers that a package.json resolves. */
export const aliases: Corpus = {
  name: "aliases",
  files: {
    "package.json": JSON.stringify({
      type: "module",
      imports: { "#used": "./out/lib/a.js", "#moved": "./out/lib/c.js" },
    }),
    "src/lib/a.ts": "export const go = (x: number) => x + 1;",
    "src/lib/b.ts": "export const go = (x: number) => x + 2;",
    "src/lib/c.ts": "export const go = (x: number) => x + 3;",
  },
  edit: { "package.json": swap(["lib/a.js", "lib/b.js"], ["#moved", "#respelled"]) },
  cases: [
    {
      row: 46,
      label: "M",
      name: "alias retargeted",
      unit: { top: 'import { go } from "#used";\n', body: "return go(2);" },
    },
    {
      row: 46,
      label: "M",
      name: "alias retargeted, import()",
      unit: { body: 'return (await import("#used")).go(2);', isAsync: true },
    },
    {
      row: 46,
      label: "N",
      name: "alias respelled",
      unit: { top: 'import { go } from "#moved";\n', body: "return go(2);" },
      edit: { "unit.ts": swap(["#moved", "#respelled"]) },
    },
  ],
};
