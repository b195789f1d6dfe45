import { readFileSync } from "node:fs";
import { dirname, isAbsolute, resolve } from "node:path";
import { MemoirError } from "../runtime/error.ts";

// Strings are matched first, so that what looks like a comment or a comma inside one stays.
const comment = /("(?:[^"\\]|\\.)*")|\/\/[^\r\n]*|\/\*[\s\S]*?\*\//g;
const trailingComma = /("(?:[^"\\]|\\.)*")|,(?=\s*[}\]])/g;

/** JSON with comments, trailing commas and a byte order mark, as tsconfig files are. Throws SyntaxError. */
export function parseJsonc(text: string): unknown {
  const plain = text
    .replace(/^\uFEFF/, "")
    .replace(comment, (_, string?: string) => string ?? " ")
    .replace(trailingComma, (_, string?: string) => string ?? "");
  return JSON.parse(plain);
}

type Fields = Readonly<Record<string, unknown>>;

const fieldsOf = (value: unknown): Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Fields) : {};

function read(path: string): Fields {
  try {
    return fieldsOf(parseJsonc(readFileSync(path, "utf8")));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new MemoirError("MEMOIR2301", `cannot read ${path}: ${reason}`, { cause: error });
  }
}

/** What a tsconfig extends, nearest first. Only paths: a package's tsconfig does not know a project's cache. */
function basesOf(config: Fields, path: string): readonly string[] {
  const bases = [config["extends"]].flat().filter((base) => typeof base === "string");
  return bases
    .filter((base) => base.startsWith(".") || isAbsolute(base))
    .map((base) => resolve(dirname(path), base.endsWith(".json") ? base : `${base}.json`))
    .reverse();
}

/** `plugins` replaces the whole list of a base, as TypeScript has it. */
function pluginsOf(path: string): readonly unknown[] {
  const seen = new Set<string>();
  const pending = [path];
  for (let next = pending.shift(); next !== undefined; next = pending.shift()) {
    if (seen.has(next)) continue;
    seen.add(next);
    const config = read(next);
    const { plugins } = fieldsOf(config["compilerOptions"]);
    if (Array.isArray(plugins)) return plugins;
    pending.unshift(...basesOf(config, next));
  }
  return [];
}

/** What the command line needs of the plugin's settings, as written in the tsconfig. */
export interface PluginSettings {
  /** Relative to the tsconfig. */
  readonly cacheDir?: string;
  readonly maxSize?: string;
  readonly maxAge?: string;
}

/**
 * Settings of memoir's plugin in a tsconfig or in one that it extends.
 *
 * @throws MemoirError where a file cannot be read or parsed.
 */
export function settingsOf(path: string): PluginSettings {
  for (const plugin of pluginsOf(path)) {
    const { transform, cacheDir, maxSize, maxAge } = fieldsOf(plugin);
    const settings = Object.entries({ cacheDir, maxSize, maxAge }).filter(
      ([, value]) => typeof value === "string",
    );
    if (typeof transform === "string" && settings.length > 0) return Object.fromEntries(settings);
  }
  return {};
}
