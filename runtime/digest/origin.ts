import type { ModuleFile } from "../definition/definition.ts";
import type { Origin, Slot } from "../definition/descriptor.ts";
import { modulePath } from "../definition/url.ts";
import { importedPackage } from "./imported.ts";
import { type ModuleDigest, moduleDigest } from "./module-file.ts";
import { writeModuleStates } from "./module-state.ts";
import { builtinSpecifier } from "./platform.ts";
import { tag } from "./tag.ts";
import { Unkeyable } from "./unkeyable.ts";
import { isInvisible } from "./visible.ts";
import type { Walk } from "./walk.ts";

/** The namespace of a built-in module, or of a package whose code has a version. */
export function isWholePackage(slot: Slot, file: ModuleFile | undefined): boolean {
  const { origin } = slot;
  if (origin === undefined) return false;
  const isModule = origin.path === "*" || origin.path === "default";
  if (builtinSpecifier(origin.specifier) !== undefined)
    return isModule && origin.specifier !== "node:process";
  if (origin.path !== "*") return false;
  const found = importedPackage(origin.specifier, file);
  return "name" in found && !found.isLinked;
}

/** Encodes the identity of what a package or a built-in module exports. */
export function writeOrigin(walk: Walk, origin: Origin, file: ModuleFile | undefined): void {
  const { out, options } = walk;
  if (options.mode === "name") return out.byte(tag.package);
  const builtin = builtinSpecifier(origin.specifier);
  const found = builtin === undefined ? importedPackage(origin.specifier, file) : undefined;
  if (found !== undefined && "reason" in found) throw new Unkeyable(found.reason);
  out.byte(builtin === undefined ? tag.package : tag.builtin);
  out.text(builtin ?? origin.specifier);
  out.text(origin.path);
  if (found === undefined) return;
  out.open(`package ${found.name} ${found.version}`);
  out.text(found.name);
  out.text(found.version);
  out.text(found.closure);
  out.close();
}

/** @throws Unkeyable where provenance is asked for and an import brings in what no key can see. */
export function requireVisibleOrigin(walk: Walk, { specifier, path }: Origin): void {
  if (walk.options.needsVisible !== true) return;
  const builtin = builtinSpecifier(specifier);
  if (builtin !== undefined && isInvisible(builtin, path)) {
    throw new Unkeyable(`where it came from uses ${builtin}, which reads what no key can see`);
  }
}

/** What is behind an `import()`, as it was found for a key that lives as long as the process. */
const heldBehind = new Map<string, ModuleDigest>();

/** In memory the code itself cannot change, but what its modules hold can. */
function writeHeld(walk: Walk, label: string, file: ModuleFile | undefined): void {
  const place = JSON.stringify([label, file?.name, file?.url]);
  const known = heldBehind.get(place);
  const found = known ?? codeBehind(label, file);
  if (known === undefined) heldBehind.set(place, found);
  // Modules that nobody can name may hold anything.
  if ("reason" in found) throw new Unkeyable(found.reason);
  walk.mutable = true;
  walk.reachesData = true;
  writeModuleStates(walk, found.files);
}

function codeBehind(label: string, file: ModuleFile | undefined): ModuleDigest {
  const path = file === undefined ? undefined : modulePath(file.url);
  if (path === undefined) return { reason: `${label} cannot be found from a module without a file` };
  const bundled = file?.bundle && ((specifier: string) => importedPackage(specifier, file));
  return moduleDigest(label, path, bundled);
}

/** Encodes code that is known by its specifier only. */
export function writeModule(walk: Walk, slot: Slot, file: ModuleFile | undefined): void {
  const { out, options } = walk;
  out.byte(tag.module);
  if (options.mode === "identity" && slot.kind === "loaded") writeHeld(walk, slot.label, file);
  if (options.mode !== "digest") return;
  const found = codeBehind(slot.label, file);
  if ("reason" in found) throw new Unkeyable(found.reason);
  out.open(`code of ${slot.label}`);
  out.text(found.digest);
  out.close();
  walk.reachesData = true;
  if (slot.kind !== "loaded") return;
  walk.mutable = true;
  writeModuleStates(walk, found.files);
}
