// Run as a program of its own: reads each body in a folder, and writes what it decoded again.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { extname, join } from "node:path";
import { decode, encode, useClassNames } from "../../runtime/codec/index.ts";
import { exampleNames } from "./classes.ts";

useClassNames(exampleNames);
const folder = process.argv[2] ?? ".";
for (const name of readdirSync(folder)) {
  const codec = extname(name).slice(1);
  const again = encode(decode(codec, readFileSync(join(folder, name))));
  if (again.codec !== codec) throw new Error(`${name} is ${again.codec} the second time`);
  writeFileSync(join(folder, `${name}.again`), again.body);
}
