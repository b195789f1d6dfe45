import { load } from "./load.ts";

type F<A extends unknown[], R> = (...args: A) => R;
export type Memoize = <A extends unknown[], R>(f: F<A, R>) => F<A, R>;
type With = <A extends unknown[], R>(f: F<A, R>, options?: unknown) => F<A, R>;

interface Memoizer {
  readonly name: string;
  /** For functions of one primitive argument, as its documentation has it. */
  readonly one: Memoize | undefined;
  /** For others. */
  readonly several: Memoize | undefined;
}

/** Some export one function, some an object that has it. */
interface Module {
  readonly default: With | { readonly default: With };
  readonly nanomemoize?: With;
}

function exportOf({ default: main, nanomemoize }: Module): With {
  if (nanomemoize !== undefined) return nanomemoize;
  return typeof main === "function" ? main : main.default;
}

const json = (...args: readonly unknown[]): string => JSON.stringify(args);

function memoizer(name: string, module: Module | undefined, one: unknown, several: unknown): Memoizer {
  if (module === undefined) return { name, one: undefined, several: undefined };
  const memoize = exportOf(module);
  return { name, one: (f) => memoize(f, one), several: (f) => memoize(f, several) };
}

/** The memoizers of npm that are used most. */
export async function memoizers(): Promise<readonly Memoizer[]> {
  const [fast, nano, lodash, memoize, memoizee, moize] = await Promise.all(
    ["fast-memoize", "nano-memoize", "lodash.memoize", "memoize", "memoizee", "moize"].map((name) =>
      load<Module>(name),
    ),
  );
  const unbounded = { maxSize: Infinity };
  return [
    memoizer("fast-memoize", fast, undefined, undefined),
    memoizer("nano-memoize", nano, undefined, undefined),
    memoizer("lodash.memoize", lodash, undefined, json),
    memoizer("memoize", memoize, undefined, { cacheKey: JSON.stringify }),
    memoizer("memoizee", memoizee, { primitive: true }, { primitive: true }),
    memoizer("moize", moize, unbounded, unbounded),
  ];
}
