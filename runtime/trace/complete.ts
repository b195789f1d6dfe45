import { fs } from "./node-fs.ts";

/** Importers of `node:fs` have the functions that it has now. Bun and Deno give all those that it had at the first import. */
const isLive = process.versions["bun"] === undefined && process.versions["deno"] === undefined;

let isComplete = isLive;

/** Whether whoever imports `node:fs` gets the functions that note what is read. */
export const seesAllReads = (): boolean => isComplete;

/** Finds out; to be called once these functions are in their places. */
export async function checkReads(): Promise<void> {
  if (isLive) return;
  const [files, promises] = await Promise.all([import("node:fs"), import("node:fs/promises")]);
  isComplete = files.readFileSync === fs.readFileSync && promises.readFile === fs.promises.readFile;
}
