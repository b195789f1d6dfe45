import { readFileSync } from "../trace/untraced.ts";

/** A package whose code is in a bundle, as it was when the bundle was made. */
export interface BundledPackage {
  readonly name: string;
  readonly version: string;
  readonly closure: string;
  readonly isLinked: boolean;
  /** Those of its own dependencies that the bundle loads from where it runs, by name and version. */
  readonly outside: Readonly<Record<string, string>>;
}

/** What a bundler's plugin writes beside a bundle: `main.js.memoir.json`. */
export interface Bundle {
  /** From the folder of the bundle to that of the tsconfig. */
  readonly root: string;
  /**
   * By specifier, or by module and specifier where two modules get different ones: a package that is in the bundle, or
   * one that it loads.
   */
  readonly packages: Readonly<Record<string, BundledPackage | "external">>;
}

/** How the manifest of a bundle is called. */
export const bundleManifest = (path: string): string => `${path}.memoir.json`;

/** How a package is found that one module of a bundle gets, where another gets another. */
export const ofModule = (name: string, specifier: string): string => `${name} ${specifier}`;

const bundles = new Map<string, Bundle>();

/** What is known of the bundle at a path; nothing where its manifest is not there. */
export function bundleAt(path: string): Bundle {
  let bundle = bundles.get(path);
  if (bundle === undefined) {
    bundle = read(bundleManifest(path)) ?? { root: ".", packages: {} };
    bundles.set(path, bundle);
  }
  return bundle;
}

function read(path: string): Bundle | undefined {
  try {
    const { root, packages } = JSON.parse(readFileSync(path).toString("utf8")) as Partial<Bundle>;
    return typeof root === "string" && typeof packages === "object" ? { root, packages } : undefined;
  } catch {
    return undefined;
  }
}
