/** A package that ships its TypeScript, and how it is tried. */
export interface Package {
  /** Also the name of its driver in `projects/`. */
  readonly name: string;
  /** Its sources, in `node_modules`. */
  readonly sources: string;
  /** How its modules name each other. */
  readonly extension: "" | ".js" | ".ts";
  /** Copies in one program: so many edits are compiled and run at once. */
  readonly copies: number;
  /** How many of the driver's calls at least must be served from a warm cache. */
  readonly floor: number;
  /**
   * The functions and methods that are cached; all that run, unless told. Not those that change what they are given,
   * and none that are called thousands of times.
   */
  readonly cached?: readonly string[];
  /** What is written above a function, after `@cache`; `persistent` unless told. */
  readonly directive?: (name: string) => string;
}

export const packages: readonly Package[] = [
  {
    name: "css-what",
    sources: "css-what/src",
    extension: ".js",
    copies: 45,
    floor: 18,
  },
  {
    name: "immer",
    sources: "immer/src",
    // All else takes drafts, which are proxies. A WeakMap that remembers constructors makes it all run uncached: what is
    // tried is that it runs as ever.
    cached: [],
    extension: "",
    copies: 12,
    floor: 0,
  },
  {
    name: "date",
    sources: "@internationalized/date/src",
    cached: [
      "compareDate",
      "dateTimeToString",
      "dateToString",
      "epochFromDate",
      "getDayOfWeek",
      "getDaysInMonth",
      "getEras",
      "getTimeZoneOffset",
      "getWeeksInMonth",
      "isSameMonth",
      "isWeekend",
      "parseDuration",
      "possibleAbsolutes",
      "timeToString",
      "toAbsolute",
      "toDateFields",
      "toJulianDay",
      "toTimeFields",
      "zonedDateTimeToString",
    ],
    extension: "",
    copies: 15,
    floor: 24,
  },
  {
    name: "noble-hashes",
    sources: "@noble/hashes/src",
    cached: [
      "bytesToHex",
      "concatBytes",
      "expand",
      "extract",
      "hexToBytes",
      "hkdf",
      "kdfInputToBytes",
      "pbkdf2",
      "scrypt",
      "utf8ToBytes",
    ],
    extension: ".ts",
    copies: 15,
    floor: 16,
  },
  {
    name: "scure-base",
    sources: "@scure/base",
    extension: ".js",
    copies: 30,
    floor: 26,
  },
  {
    name: "spectra",
    sources: "ml-spectra-processing/src",
    extension: ".ts",
    copies: 6,
    floor: 32,
  },
];

/** Compiler options that a package's style of import asks for. */
export const optionsOf = ({ extension }: Package): object => ({
  strict: false,
  // The mutated code need not be right in its types.
  noCheck: true,
  types: [],
  ...(extension === "" ? { module: "commonjs", moduleResolution: "bundler" } : {}),
  ...(extension === ".ts" ? { rewriteRelativeImportExtensions: true } : {}),
});
