import { dirname, join, relative, sep } from "node:path";
import type { EmitOptions } from "../../rewrite/types.ts";
import { emitOptionsOf } from "./emit-options.ts";
import { isThere } from "./files.ts";
import { readPluginConfig, type PluginConfig, type PluginEntry } from "./plugin-config.ts";
import { readTsconfig, type Tsconfig } from "./tsconfig.ts";

/** What holds for the files of one project, under every host. */
export interface Project {
  /** The folder of the tsconfig, absolute: file names and `cacheDir` are relative to it. */
  readonly folder: string;
  /** The files that this was read from. */
  readonly files: readonly string[];
  readonly config: PluginConfig;
  readonly emit: EmitOptions;
}

/** Finds projects, each once. Both throw TsconfigError. */
export interface Projects {
  /** The project of a file, absolute. */
  of(path: string): Project;
  /** That of the folder where the host was started. */
  home(): Project;
}

/**
 * @param folder where the host was started; its project is also that of files that have no tsconfig with memoir's
 * plugin above them, as those of a linked package
 * @param given a tsconfig that stands for all files, absolute, instead of the nearest of each
 */
export function createProjects(folder: string, given?: string): Projects {
  const known = new Map<string, Project | undefined>();
  const nearest = (at: string): Project | undefined => {
    if (!known.has(at))
      known.set(at, configured(at) ?? (dirname(at) === at ? undefined : nearest(dirname(at))));
    return known.get(at);
  };
  let started: Project | undefined;
  const home = () =>
    (started ??=
      given === undefined ? (nearest(folder) ?? plain(folder)) : fromTsconfig(readTsconfig(given)));
  return { home, of: (path) => (given === undefined ? nearest(dirname(path)) : undefined) ?? home() };
}

/** The tsconfig in a folder that has memoir's plugin, or one that it refers to there. */
function configured(folder: string): Project | undefined {
  const config = tsconfigIn(folder);
  if (config === undefined) return undefined;
  const referenced = config.references.filter((path) => dirname(path) === folder && isThere(path));
  const found = [config, ...referenced.map(readTsconfig)].find((each) => entryOf(each) !== undefined);
  return found && fromTsconfig(found);
}

/** A project that nobody set up in a tsconfig: the defaults. */
function plain(from: string): Project {
  for (let folder = from; ; folder = dirname(folder)) {
    const config = tsconfigIn(folder);
    if (config !== undefined) return fromTsconfig(config);
    if (isThere(join(folder, "package.json")) || dirname(folder) === folder) {
      const at = dirname(folder) === folder ? from : folder;
      return { folder: at, files: [], config: readPluginConfig({}), emit: emitOptionsOf({}) };
    }
  }
}

function tsconfigIn(folder: string): Tsconfig | undefined {
  const path = join(folder, "tsconfig.json");
  return isThere(path) ? readTsconfig(path) : undefined;
}

function fromTsconfig(config: Tsconfig): Project {
  return {
    folder: dirname(config.path),
    files: config.files,
    config: readPluginConfig(entryOf(config) ?? {}),
    emit: emitOptionsOf(config.compilerOptions),
  };
}

/** memoir's entry in `plugins`; a path to the transformer may stand for its name. */
function entryOf({ compilerOptions: { plugins } }: Tsconfig): PluginEntry | undefined {
  return [plugins].flat().find((plugin): plugin is PluginEntry => {
    const transform = typeof plugin === "object" && plugin !== null && (plugin as PluginEntry)["transform"];
    return typeof transform === "string" && /\bmemoir\b|[\\/]hosts[\\/]tspc\.[jt]s$/.test(transform);
  });
}

/** A path relative to the project, as the transform and a module's statement of itself have it. */
export const relativeTo = (folder: string, path: string): string =>
  relative(folder, path).split(sep).join("/");
