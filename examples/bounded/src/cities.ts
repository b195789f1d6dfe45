import { readFileSync } from "node:fs";

const file = new URL("../data/us-state-capitals.json", import.meta.resolve("vega-datasets"));
const capitals = JSON.parse(readFileSync(file, "utf8")) as { readonly city: string }[];

/** Frozen, so it is digested once and not at every lookup. */
export const cities: readonly string[] = Object.freeze(capitals.map(({ city }) => city));
