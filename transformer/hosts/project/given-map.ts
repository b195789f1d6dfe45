import { dirname, resolve } from "node:path";
import { isThere, readText } from "./files.ts";

/** How a text names its source map, at its end. */
export interface GivenMap {
  /** Where the comment starts. */
  readonly at: number;
  /** The file of the map, absolute; undefined where it is in the comment. */
  readonly path: string | undefined;
  /** As JSON. */
  readonly map: string;
}

const COMMENT = /^\/\/# sourceMappingURL=(\S+)\s*$/gm;
const DATA = /^data:application\/json;(?:charset=[^;,]+;)?base64,(.*)$/;

/** The source map that a file names; undefined where it names none that is there. */
export function givenMap(text: string, path: string): GivenMap | undefined {
  const comment = [...text.matchAll(COMMENT)].at(-1);
  if (comment === undefined) return undefined;
  const { index: at, 1: url = "" } = comment;
  const data = DATA.exec(url)?.[1];
  if (data !== undefined) return { at, path: undefined, map: Buffer.from(data, "base64").toString("utf8") };
  const file = /^[a-z][a-z\d+.-]*:/i.test(url) ? undefined : resolve(dirname(path), decodeURI(url));
  return file !== undefined && isThere(file) ? { at, path: file, map: readText(file) } : undefined;
}

/** A source map as the comment that holds it. */
export const inlineMap = (map: string): string =>
  `//# sourceMappingURL=data:application/json;base64,${Buffer.from(map, "utf8").toString("base64")}`;
