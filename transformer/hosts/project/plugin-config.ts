import type { EmittedSettings } from "../../rewrite/types.ts";

/** The `plugins` entry of a tsconfig that names memoir, as ts-patch hands it over. */
export type PluginEntry = Readonly<Record<string, unknown>>;

export interface PluginConfig {
  readonly enabled: boolean;
  readonly settings: Omit<EmittedSettings, "root">;
  /** What is wrong with the entry, each as one sentence with its fix. */
  readonly problems: readonly string[];
}

const isString = (value: unknown): value is string => typeof value === "string";
const isBoolean = (value: unknown): value is boolean => typeof value === "boolean";
const isStore = (value: unknown) => isString(value) || (Array.isArray(value) && value.every(isString));
const isTrust = (value: unknown) => value === "off" || value === "on" || value === "strict";
const isPaths = (value: unknown) => Array.isArray(value) && value.every(isString);

const OPTIONS = new Map<string, { readonly is: (value: unknown) => boolean; readonly expected: string }>([
  ["cacheDir", { is: isString, expected: "a folder, relative to the tsconfig" }],
  ["enabled", { is: isBoolean, expected: "true or false" }],
  ["strict", { is: isBoolean, expected: "true or false" }],
  ["store", { is: isStore, expected: "a store or a list of stores" }],
  ["maxSize", { is: isString, expected: 'a size such as "5GB"' }],
  ["maxAge", { is: isString, expected: 'an age such as "90d"' }],
  ["trust", { is: isTrust, expected: '"off", "on" or "strict"' }],
  ["trustedKeys", { is: isPaths, expected: "a list of files with public keys, relative to the tsconfig" }],
  ["remoteMaxSize", { is: isString, expected: 'a size such as "8MB"' }],
  ["remoteTimeout", { is: isString, expected: 'a duration such as "1s"' }],
]);

/** What ts-patch itself reads from the entry. */
const TS_PATCH_OPTIONS = new Set([
  "transform",
  "transformProgram",
  "import",
  "type",
  "name",
  "tsConfig",
  "resolvePathAliases",
  "after",
  "afterDeclarations",
]);

/** Reads a plugin entry. Never throws: what it cannot use is left out and named in `problems`. */
export function readPluginConfig(entry: PluginEntry): PluginConfig {
  const problems: string[] = [];
  const settings: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(entry)) {
    if (TS_PATCH_OPTIONS.has(name)) continue;
    const option = OPTIONS.get(name);
    if (!option) {
      problems.push(`Unknown option "${name}". Known options: ${[...OPTIONS.keys()].join(", ")}.`);
    } else if (!option.is(value)) {
      problems.push(`Option "${name}" must be ${option.expected}, not ${JSON.stringify(value)}.`);
    } else if (name !== "enabled") {
      settings[name] = value;
    }
  }
  return { enabled: entry["enabled"] !== false, settings, problems };
}
