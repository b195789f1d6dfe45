import { execFile } from "node:child_process";
import { cp, mkdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { apply, type Edit } from "./scenario.ts";

const repository = fileURLToPath(new URL("../../", import.meta.url));
const examples = join(repository, "examples");
const compiler = join(repository, "node_modules/ts-patch/bin/tspc.js");

/** Copies lie beside the examples, so that every import and path finds the same. */
const copyPrefix = ".demo-";

/**
 * Makes `memoir/transformer` resolve in the examples: a package that imports itself by name needs nothing, but
 * ts-patch looks for plugins in node_modules only.
 */
export async function linkPackage(): Promise<void> {
  const link = join(examples, "node_modules/memoir");
  await mkdir(dirname(link), { recursive: true });
  await rm(link, { force: true });
  await symlink(repository, link, "junction");
}

/** A fresh copy of an example, without what was compiled or cached there. Returns its folder. */
export async function createWorkspace(example: string): Promise<string> {
  const folder = join(examples, copyPrefix + example);
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder);
  await writeFile(join(folder, ".gitignore"), "*\n");
  for (const part of ["src", "tsconfig.json"]) {
    await cp(join(examples, example, part), join(folder, part), { recursive: true });
  }
  return folder;
}

/** Removes a copy. */
export const removeWorkspace = (folder: string): Promise<void> =>
  rm(folder, { recursive: true, force: true });

/** Edits a copy. Throws where the text to replace is not there exactly once. */
export async function edit(folder: string, edits: readonly Edit[]): Promise<void> {
  for (const one of edits) {
    const path = join(folder, one.file);
    await writeFile(path, apply(await readFile(path, "utf8"), one));
  }
}

/** Compiles a copy with the plugin, incrementally. Throws with what the compiler said where it fails. */
export async function compile(folder: string): Promise<void> {
  const args = [compiler, "-p", folder, "--incremental", "--tsBuildInfoFile", join(folder, ".tsbuildinfo")];
  try {
    await promisify(execFile)(process.execPath, args, { cwd: folder });
  } catch (error) {
    const { stdout, stderr } = error as { stdout: string; stderr: string };
    throw new Error(`${folder} does not compile:\n${stdout}${stderr}`, { cause: error });
  }
}
