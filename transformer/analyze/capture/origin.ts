import type { Binding } from "../scopes.ts";
import { escape } from "./capture.ts";

const isRelative = (specifier: string): boolean => /^\.{0,2}\//.test(specifier) || /^\.\.?$/.test(specifier);

export function originOf(binding: Binding, keys: readonly string[]): string {
  const { imported } = binding;
  if (imported === undefined || isRelative(imported.specifier)) return "";
  const path = imported.name === "*" ? (keys.length > 0 ? keys : ["*"]) : [imported.name, ...keys];
  return `<${escape(imported.specifier)}#${escape(path.join("."))}`;
}
