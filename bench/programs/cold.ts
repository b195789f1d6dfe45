// What bench/cases/cold.ts compiles with tspc: one cached call.
// @cache persistent
function slow(x: number): readonly number[] {
  return [x, x * 2];
}

if (slow(21)[1] !== 42) throw new Error("wrong");
