// A server that corrects what people type. Common spellings come again and again, rare ones must not fill the
// memory: a bounded cache keeps the recent ones and forgets the others.
import { cacheInfo } from "memoir";
import { cities } from "./cities.ts";
import { suggest } from "./suggest.ts";
import { typedCities } from "./typing.ts";

let recognised = 0;
for (const { typed, meant } of typedCities(cities, { count: 6000, seed: 7 })) {
  if (suggest(typed) === meant) recognised += 1;
}

console.log(`${recognised} of 6000 recognised`);
console.log(`bston → ${suggest("bston")}, olimpya → ${suggest("olimpya")}`);

const { hits, misses, size, maxSize } = cacheInfo("suggest");
console.error(`${hits} hits, ${misses} misses, ${size} of ${maxSize} kept`);
