// Run by call.ts: calls units over a cache folder that fails in some way, and prints what they gave.
import { rmSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { makeUnreliable } from "./network.ts";

interface Given {
  /** Where memoir's sources are. */
  readonly runtime: string;
  readonly dir: string;
  /** The user to become before the first call. */
  readonly uid?: number;
  /** Numbers of rows of the results. */
  readonly sizes: readonly number[];
  /** When to delete the folder. */
  readonly remove?: "between" | "inside";
  /** Which calls on the folder fail, as those on a network do, and how many of them. */
  readonly network?: { readonly seed: number; readonly rate: number };
}

const given = JSON.parse(process.argv[2] ?? "{}") as Given;
const load = (file: string) => import(pathToFileURL(join(given.runtime, file)).href) as Promise<never>;
const { network } = given;
const failures = network && makeUnreliable(given.dir, network.seed, network.rate);
const { $unit }: typeof import("../../runtime/unit/open-unit.ts") = await load("unit/open-unit.ts");
const { $call, $callAsync }: typeof import("../../runtime/unit/call.ts") = await load("unit/call.ts");

const remove = (): void => rmSync(given.dir, { recursive: true, force: true });
const settings = { root: ".", cacheDir: given.dir, maxSize: "1GB" };
const file = { name: "main.ts", url: import.meta.url, settings };
const spec = { tier: "persistent", form: "function" } as const;
const plain = $unit(file, { ...spec, name: "plain" }, "plain|plain|1");
const awaited = $unit(file, { ...spec, name: "awaited" }, "awaited|awaited|2");

let runs = 0;
function rows(size: number): readonly number[] {
  runs += 1;
  if (given.remove === "inside") remove();
  return Array.from({ length: size }, (_, at) => at * 1.5);
}

if (given.uid !== undefined) {
  process.setegid?.(given.uid);
  process.seteuid?.(given.uid);
}
const right: boolean[] = [];
for (const size of given.sizes) {
  for (let time = 0; time < 2; time += 1) {
    const sync = $call(plain, [size], () => rows(size));
    const late = await $callAsync(awaited, [size], () => Promise.resolve(rows(size)));
    right.push(
      [sync, late].every((got) => got.length === size && got.every((each, at) => each === at * 1.5)),
    );
    if (given.remove === "between") remove();
  }
}
console.log(JSON.stringify({ right: right.every(Boolean), runs, failures: failures?.() }));
