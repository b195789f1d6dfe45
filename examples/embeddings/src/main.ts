// Which films is a phrase about? The first run encodes every title; the next one finds all vectors in the cache,
// and a new title or query costs one encoding.
import { cacheInfo } from "memoir";
import { embed } from "./embed.ts";
import { popularFilms } from "./films.ts";
import { nearest, type Embedded } from "./nearest.ts";

const queries = ["a journey through space", "love and marriage", "murder and the police"];

async function embedAll(texts: readonly string[]): Promise<Embedded[]> {
  const embedded: Embedded[] = [];
  for (const text of texts) embedded.push({ text, vector: await embed(text) });
  return embedded;
}

const films = await embedAll(await popularFilms(100_000));
for (const query of await embedAll(queries)) {
  console.log(`${query.text}: ${nearest(query, films, 4).join(", ")}`);
}

const { hits, misses, timeSaved } = cacheInfo("embeddings");
console.error(
  `${hits} vectors from the cache (${(timeSaved / 1000).toFixed(1)} s saved), ${misses} computed`,
);
