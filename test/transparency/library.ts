/** A package that ships its sources together with its tests. */
export interface Library {
  readonly name: string;
  /** Its sources, in `node_modules`; tests lie among them. */
  readonly sources: string;
  /** What the tests call the package: `zod/x` is `x/index.ts` of the sources. */
  readonly alias: string;
  /** The folder of the sources whose exported functions are cached and whose tests run; empty for all. */
  readonly folder: string;
  /** Differences that are no defects: what memoir's documents say happens. */
  readonly excused: readonly Excuse[];
}

/** How a library's functions are cached. */
export type Form = "@cache" | "@cache share=clone" | "@cache persistent" | "@cache persistent, warm";

export interface Excuse {
  /** The forms under which the test ends otherwise, and under no other. */
  readonly forms: readonly Form[];
  /** The whole title of a test, behind the path of its file. */
  readonly test: string;
  readonly why: string;
}

export const allForms: readonly Form[] = [
  "@cache",
  "@cache share=clone",
  "@cache persistent",
  "@cache persistent, warm",
];

const excused =
  (forms: readonly Form[], why: string) =>
  (test: string): Excuse => ({ forms, test: `src/v4/${test}`, why });

const shared = excused(
  ["@cache"],
  "without `share` every caller gets the same object; not so under `share=clone`",
);

const zod = { sources: "zod/src", alias: "zod" };

export const libraries: readonly Library[] = [
  { name: "css-what", sources: "css-what/src", alias: "css-what", folder: "", excused: [] },
  { ...zod, name: "zod 3", folder: "v3", excused: [] },
  {
    ...zod,
    name: "zod 4",
    folder: "v4",
    excused: [
      ...[
        "classic/tests/default.test.ts > defaulted object schema returns shallow clone",
        "classic/tests/default.test.ts > defaulted array schema returns shallow clone",
        "classic/tests/default.test.ts > defaulted Map schema returns shallow clone",
        "classic/tests/default.test.ts > defaulted Set schema returns shallow clone",
        "classic/tests/default.test.ts > mutations on defaulted Map do not affect subsequent parses",
        "classic/tests/default.test.ts > mutations on defaulted Set do not affect subsequent parses",
        "classic/tests/from-json-schema.test.ts > unrecognized keys stored in custom registry",
        "classic/tests/from-json-schema.test.ts > no metadata added when no unrecognized keys",
        "classic/tests/string.test.ts > factory checks snapshot caller arrays",
        "classic/tests/validate.test.ts > compiled validate keeps the fallback where INVALID is not a decidable rejection",
        "classic/tests/validate.test.ts > a continuable issue never stops the walk",
        "core/tests/compile.test.ts > default() shallow-clones Map/Set/array/object (#5855)",
        "mini/tests/checks.test.ts > abort early",
        "mini/tests/index.test.ts > defaulted object schema returns shallow clone",
      ].map(shared),
      excused(
        allForms,
        "it replaces `URL.parse` between two calls; patches are looked for when modules load (docs/limits.md)",
      )(
        "core/tests/compile-differential.test.ts > assert-only URL generation skips unused output without skipping chained transforms",
      ),
      excused(
        ["@cache share=clone", "@cache persistent", "@cache persistent, warm"],
        "it counts calls of `URL.canParse` and `URL.parse`: a hit makes none, a key may",
      )(
        "core/tests/url-no-canparse.test.ts > URL parser fallbacks uses the boolean and object APIs on modern runtimes",
      ),
      excused(
        ["@cache persistent", "@cache persistent, warm"],
        "it takes `URL` away between two calls; replaced globals are looked for when modules load (docs/limits.md)",
      )("core/tests/url-no-canparse.test.ts > URL parser fallbacks rejects without a global URL constructor"),
      excused(
        ["@cache persistent, warm"],
        "what comes from disk is a copy of what the function returned",
      )("classic/tests/global-config.test.ts > pre-set globalThis.__zod_globalConfig is preserved on import"),
    ],
  },
];
