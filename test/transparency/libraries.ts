// The figures of docs/transparency.md: `npm run test:transparency`. LIBRARY is the name of one, FILES parts of paths of
// test files, with commas between: excuses for other files are then said not to be needed.
import { join } from "node:path";
import { differences, judge, passedOf } from "./compare.ts";
import { type Copy, copyOf } from "./copy.ts";
import { type Form, libraries, type Library } from "./library.ts";
import { runTests, type TestRun } from "./run.ts";

const only = process.env["LIBRARY"];
const files = process.env["FILES"]?.split(",");

const directives = ["@cache", "@cache share=clone", "@cache persistent"] as const;

async function tryLibrary(library: Library): Promise<void> {
  const filters = files ?? [join("src", library.folder, "/")];
  const bare = copyOf(library, false);
  const plain = await runTests(bare, filters);
  bare.remove();
  print([library.name, "without memoir", "", passedOf(plain)]);
  await tryDirective(library, plain, filters, "", [undefined]);
  for (const directive of directives) {
    // Again, from what the first run stored.
    const forms: Form[] = directive === "@cache persistent" ? [directive, `${directive}, warm`] : [directive];
    await tryDirective(library, plain, filters, directive, forms);
  }
}

async function tryDirective(
  library: Library,
  plain: TestRun,
  filters: readonly string[],
  directive: string,
  forms: readonly (Form | undefined)[],
): Promise<void> {
  const copy = copyOf(library, true, directive);
  for (const form of forms) await tryCopy(library, copy, plain, filters, form);
  copy.remove();
}

async function tryCopy(
  { name, excused }: Library,
  copy: Copy,
  plain: TestRun,
  filters: readonly string[],
  form: Form | undefined,
): Promise<void> {
  const run = await runTests(copy, filters);
  const judgement = judge(differences(plain, run), form, excused);
  const { hit, miss, uncached } = run.lookups;
  const { length } = judgement.faults;
  print([
    name,
    form ?? "nothing cached",
    form === undefined ? "" : `${copy.cached} of ${copy.cached + copy.reported}`,
    passedOf(run),
    judgement.excused === 0 ? length : `${length} (${judgement.excused} excused)`,
    hit,
    miss,
    uncached,
  ]);
  for (const fault of judgement.faults) console.error(fault);
  if (length > 0) process.exitCode = 1;
}

const print = (cells: readonly (string | number)[]): void => {
  const head = [...cells, "", "", "", ""].slice(0, 8);
  console.log(`| ${head.join(" | ")} |`);
};

print(["library", "directive", "functions", "tests passed", "differ", "hits", "misses", "uncached"]);
print(Array.from({ length: 8 }, () => "---"));
for (const library of libraries) if (only === undefined || library.name === only) await tryLibrary(library);
