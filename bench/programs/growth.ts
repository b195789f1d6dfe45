// Hits in a store of many entries: `growth.ts store COUNT` adds entries, `growth.ts read COUNT` reads 500 of them.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const [, , mode = "", given = "0"] = process.argv;
const count = Number(given);

// @cache persistent
function entry(key: number): readonly number[] {
  return [key, key * 2];
}

if (mode === "store") {
  for (let key = 0; key < count; key += 1) entry(key);
  console.log("{}");
} else {
  const step = Math.floor(count / 500);
  for (let key = 0; key < 200; key += 1) entry(key * step); // until it is compiled, and the page cache warm
  const began = performance.now();
  for (let key = 200; key < 500; key += 1) entry(key * step);
  const hits = ((performance.now() - began) * 1e6) / 300;
  const folder = join(process.env["MEMOIR_DIR"] ?? "", "entries");
  const names = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) =>
    /\.entry$/.test(name),
  );
  const some = Array.from({ length: 300 }, (_, at) =>
    join(folder, names[Math.floor((at * names.length) / 300)] ?? ""),
  );
  for (const path of some.slice(0, 100)) readFileSync(path);
  const from = performance.now();
  for (const path of some) readFileSync(path);
  console.log(JSON.stringify({ hits, files: ((performance.now() - from) * 1e6) / 300 }));
}
