import type { Definition } from "../definition/definition.ts";
import type { Component } from "./key.ts";
import { declaredFiles, projectFolder } from "../unit/files.ts";
import type { Unit } from "../unit/unit.ts";
import { Unkeyable } from "./unkeyable.ts";
import type { Walk } from "./walk.ts";

/**
 * Encodes what a unit that is reached declares as its inputs: its `version` and its `files` count for whoever calls
 * it as they do for itself.
 *
 * @throws Unkeyable where a file cannot be read.
 */
export function writeDeclared(walk: Walk, definition: Definition): void {
  const parts = "spec" in definition ? declaredBy(definition as Unit) : [];
  walk.out.count(parts.length);
  for (const { label, digest } of parts) {
    walk.out.open(label);
    walk.out.text(label);
    walk.out.text(digest);
    walk.out.close();
  }
  // Files may change without a sign of it.
  if (parts.length > 0) walk.mutable = walk.reachesData = true;
}

function declaredBy({ spec, file }: Unit): readonly Component[] {
  const { name, version, files } = spec;
  const salt = version === undefined ? [] : [{ label: `version of ${name}`, digest: version }];
  if (files === undefined) return salt;
  try {
    return [...salt, ...declaredFiles(files, projectFolder(file))];
  } catch (error) {
    throw new Unkeyable(
      `${files.join(", ")} of ${name}: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}
