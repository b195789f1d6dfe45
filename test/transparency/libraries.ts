// The figures of docs/transparency.md: `npm run test:transparency`. LIBRARY is the name of one, FILES parts of paths of
// test files, with commas between.
import { differences, passedOf, unexcused } from "./compare.ts";
import { type Copy, copyOf } from "./copy.ts";
import { libraries, type Library } from "./library.ts";
import { runTests, type TestRun } from "./run.ts";

const only = process.env["LIBRARY"];
const files = process.env["FILES"]?.split(",");

const directives = ["", "@cache", "@cache share=clone", "@cache persistent"];

async function tryLibrary(library: Library): Promise<void> {
  const filters = files ?? [`src/${library.folder}/`];
  const bare = copyOf(library, false);
  const plain = await runTests(bare, filters);
  bare.remove();
  print([library.name, "without memoir", "", passedOf(plain)]);
  for (const directive of directives) {
    const copy = copyOf(library, true, directive);
    await tryCopy(library, copy, plain, filters, directive);
    // Again, from what the first run stored.
    if (/persistent/.test(directive)) await tryCopy(library, copy, plain, filters, directive);
    copy.remove();
  }
}

async function tryCopy(
  { name, excused }: Library,
  copy: Copy,
  plain: TestRun,
  filters: readonly string[],
  directive: string,
): Promise<void> {
  const run = await runTests(copy, filters);
  const found = differences(plain, run);
  const bad = unexcused(found, directive, excused);
  const { hit, miss, uncached } = run.lookups;
  const excuses = found.length - bad.length;
  print([
    name,
    directive === "" ? "nothing cached" : directive,
    directive === "" ? "" : `${copy.cached} of ${copy.cached + copy.reported}`,
    passedOf(run),
    excuses === 0 ? bad.length : `${bad.length} (${excuses} excused)`,
    hit,
    miss,
    uncached,
  ]);
  for (const each of bad) console.error(each);
  if (bad.length > 0) process.exitCode = 1;
}

const print = (cells: readonly (string | number)[]): void => {
  const head = [...cells, "", "", "", ""].slice(0, 8);
  console.log(`| ${head.join(" | ")} |`);
};

print(["library", "directive", "functions", "tests passed", "differ", "hits", "misses", "uncached"]);
print(Array.from({ length: 8 }, () => "---"));
for (const library of libraries) if (only === undefined || library.name === only) await tryLibrary(library);
