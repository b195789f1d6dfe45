// Are long flights later than short ones? Loading and summarising is one cached block: a later run skips both
// statements and gets `flights` and `delays` as they were, until the code or the file changes. Run it in this folder.
import { persistent } from "memoir";
import { delaysByDistance, type Delays } from "./delays.ts";
import { readFlights, type Flight } from "./flights.ts";

const source = "../../node_modules/vega-datasets/data/flights-20k.json";

let flights: Flight[], delays: Delays[];
{
  using cache = persistent("data_load", {
    files: [source],
    onHit: ({ saved }) => console.error(`loaded from the cache, ${(saved / 1000).toFixed(1)} s saved`),
  });
  flights = await readFlights(source);
  delays = delaysByDistance(flights);
}

console.log(`${flights.length} flights; delays in minutes`);
console.log("   miles  flights  median  90th percentile");
for (const { distance, flights: count, median, late } of delays) {
  const cells = [String(distance).padStart(8), String(count).padStart(9), String(median).padStart(8)];
  console.log(`${cells.join("")}  ${late[0]} to ${late[1]}`);
}
