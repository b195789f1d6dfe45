import { type BundledPackage, ofModule } from "../definition/bundle.ts";
import type { ModuleFile } from "../definition/definition.ts";
import { modulePath } from "../definition/url.ts";
import { packageOf, versionOf, type PackageIdentity } from "./package.ts";

/** The package that a module gets, or why none is known. */
export type Imported = PackageIdentity | { readonly reason: string };

const unknown = (specifier: string) => ({
  reason: `${specifier} is not a package that is installed, nor code that memoir compiled`,
});

/**
 * The package that a module gets under a specifier: what is installed where the module is, or what was put into its
 * bundle.
 */
export function importedPackage(specifier: string, file: ModuleFile | undefined): Imported {
  const path = file && modulePath(file.url);
  if (path === undefined) return unknown(specifier);
  if (file?.bundle === undefined) return packageOf(specifier, path) ?? unknown(specifier);
  const { packages } = file.bundle;
  const known = packages[ofModule(file.name, specifier)] ?? packages[specifier];
  if (known === "external") return packageOf(specifier, path) ?? unknown(specifier);
  if (known === undefined) {
    return { reason: `nothing beside the bundle says which version of ${specifier} is in it` };
  }
  return changedOutside(known, path) ?? known;
}

/** A bundled package may load others from where the bundle runs: these must be those that it was bundled with. */
function changedOutside({ name, outside }: BundledPackage, path: string): Imported | undefined {
  for (const [dependency, version] of Object.entries(outside)) {
    const found = versionOf(dependency, path);
    if (found !== version) {
      const now = found === undefined ? "not installed" : `version ${found}`;
      return { reason: `${name} was bundled with ${dependency} ${version}, which is ${now} here` };
    }
  }
  return undefined;
}
