import { errorCode } from "../store/disk.ts";

/** A package that a store needs and that is not installed. */
export class MissingPackage extends Error {
  override readonly name = "MissingPackage";
}

/**
 * An optional package, loaded when a store of its kind is used. What it exports is not known to the compiler: its
 * types need not be installed, either.
 *
 * @param install what to install where it is missing
 */
export async function optional(name: string, install: string): Promise<Readonly<Record<string, unknown>>> {
  try {
    // Not for bundlers to find: a program that uses no such store has no such package.
    return (await import(/* webpackIgnore: true */ /* @vite-ignore */ name)) as Record<string, unknown>;
  } catch (error) {
    const code = errorCode(error);
    if (code !== "ERR_MODULE_NOT_FOUND" && code !== "MODULE_NOT_FOUND") throw error;
    throw new MissingPackage(`${name} is not installed. Run: npm install ${install}`, { cause: error });
  }
}
