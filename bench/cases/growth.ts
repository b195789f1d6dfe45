// Whether hits stay as fast where there is more: of entries, of definitions that a unit reaches.
import { child } from "../child.ts";
import { compare, isQuick, type Contender } from "../compare.ts";

type Times = { readonly hits: number; readonly files: number };

for (const count of isQuick ? [1000] : [1000, 10_000, 30_000]) {
  child("growth", "store", String(count));
  const rounds = isQuick ? 1 : 5;
  const taken = Array.from({ length: rounds }, () => child("growth", "read", String(count)) as Times);
  const figure = (name: string, role: Contender["role"], key: keyof Times): Contender => {
    let round = 0;
    return { name, role, time: () => taken[round++]?.[key] ?? Number.NaN };
  };
  await compare(
    `persistent hit among ${count.toLocaleString("en")} entries`,
    undefined,
    [figure("readFileSync of such files", "floor", "files"), figure("memoir", "memoir", "hits")],
    rounds,
  );
}
