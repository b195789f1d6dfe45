import { readFile } from "node:fs/promises";

interface Movie {
  readonly Title: string | number | null;
  readonly "IMDB Votes": number | null;
}

/** The titles of the films that at least `votes` people voted for on IMDB. */
export async function popularFilms(votes: number): Promise<string[]> {
  const file = new URL("../data/movies.json", import.meta.resolve("vega-datasets"));
  const movies = JSON.parse(await readFile(file, "utf8")) as Movie[];
  const popular = movies.filter((movie) => (movie["IMDB Votes"] ?? 0) >= votes);
  return [...new Set(popular.map((movie) => String(movie.Title)))];
}
