/** A package that ships its sources together with its tests. */
export interface Library {
  readonly name: string;
  /** Its sources, in `node_modules`; tests lie among them. */
  readonly sources: string;
  /** What the tests call the package: `zod/x` is `x/index.ts` of the sources. */
  readonly alias: string;
  /** The folder of the sources whose exported functions are cached and whose tests run. */
  readonly folder: string;
  /** Differences that are no defects: what memoir's documents say happens. */
  readonly excused: readonly Excuse[];
}

export interface Excuse {
  /** Under one directive; under all where it is missing. */
  readonly directive?: string;
  /** The end of the name of a test. */
  readonly test: string;
  readonly why: string;
}

const shared = (test: string): Excuse => ({
  directive: "@cache",
  test,
  why: "without `share` every caller gets the same object; under `share=clone` the test passes",
});

const zod = { sources: "zod/src", alias: "zod" };

export const libraries: readonly Library[] = [
  {
    ...zod,
    name: "zod 3",
    folder: "v3",
    excused: [
      {
        test: "is undefined",
        why: "it deletes `Date`, `Set` and `Map` from the global object, and memoir's run time needs them",
      },
    ],
  },
  {
    ...zod,
    name: "zod 4",
    folder: "v4",
    excused: [
      ...[
        "schema returns shallow clone",
        "do not affect subsequent parses",
        "unrecognized keys stored in custom registry",
        "no metadata added when no unrecognized keys",
        "factory checks snapshot caller arrays",
        "where INVALID is not a decidable rejection",
        "a continuable issue never stops the walk",
        "default() shallow-clones Map/Set/array/object (#5855)",
      ].map(shared),
      {
        directive: "@cache",
        test: "defaulted object schema returns shallow clone",
        why: "it asks for another object each time; without `share` every caller gets the same",
      },
      {
        directive: "@cache",
        test: "abort early",
        why: "a caller sets `abort` on what `normalizeParams` returned, and so on what others get",
      },
    ],
  },
];
