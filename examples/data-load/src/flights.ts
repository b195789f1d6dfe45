import { readFile } from "node:fs/promises";

/** One flight: how late it arrived in minutes (early is negative), and how far it flew in miles. */
export interface Flight {
  readonly delay: number;
  readonly distance: number;
}

/** Reads the flights in a JSON file. */
export async function readFlights(path: string): Promise<Flight[]> {
  const text = await readFile(path, "utf8");
  const flights = JSON.parse(text) as Flight[];
  return flights.filter(({ distance }) => distance > 0);
}
