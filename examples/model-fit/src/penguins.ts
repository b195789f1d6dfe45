import { readFile } from "node:fs/promises";
import type { Data } from "./regression.ts";

interface Penguin {
  readonly Species: "Adelie" | "Chinstrap" | "Gentoo";
  readonly Sex: "MALE" | "FEMALE" | null;
  readonly "Flipper Length (mm)": number | null;
  readonly "Body Mass (g)": number | null;
}

/** What the coefficients belong to, in order. */
export const predictorNames = ["intercept", "flipper", "male", "chinstrap", "gentoo"] as const;

/** Flippers of this length count as 0; 10 mm more as 1. */
const typicalFlipper = 200;

/** The row of predictors of one penguin. */
export const predictorsOf = (flipper: number, male: boolean, species: Penguin["Species"]): number[] => [
  1,
  (flipper - typicalFlipper) / 10,
  male ? 1 : 0,
  species === "Chinstrap" ? 1 : 0,
  species === "Gentoo" ? 1 : 0,
];

/** The penguins of the Palmer Archipelago that were measured and sexed; the response is their mass in kilograms. */
export async function loadPenguins(): Promise<Data> {
  const file = new URL("../data/penguins.json", import.meta.resolve("vega-datasets"));
  const penguins = JSON.parse(await readFile(file, "utf8")) as Penguin[];
  const predictors: number[][] = [];
  const response: number[] = [];
  for (const {
    Species: species,
    Sex: sex,
    "Flipper Length (mm)": flipper,
    "Body Mass (g)": mass,
  } of penguins) {
    if (flipper === null || mass === null || (sex !== "MALE" && sex !== "FEMALE")) continue;
    predictors.push(predictorsOf(flipper, sex === "MALE", species));
    response.push(mass / 1000);
  }
  return { predictors, response };
}
