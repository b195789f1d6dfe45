import { mkdirSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll } from "vitest";
import type { Captures, ModuleFile } from "../../runtime/definition/definition.ts";
import { openFileStore } from "../../runtime/store/file.ts";
import type { EntrySummary } from "../../runtime/store/store.ts";
import { $unit } from "../../runtime/unit/open-unit.ts";
import type { Unit, UnitSpec } from "../../runtime/unit/unit.ts";

let made = 0;

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** A project folder of its own, with units that are stated as rewritten code states them. */
export class World {
  readonly folder = mkdtempSync(join(tmpdir(), "memoir-unit-"));
  #cacheDir = ".memoir";
  readonly #strict: boolean;

  constructor(strict = false) {
    this.#strict = strict;
    mkdirSync(join(this.folder, ".memoir"));
    folders.push(this.folder);
  }

  /** From here on units are those of another process: same files, nothing in memory. */
  restart(): void {
    made += 1;
    this.#cacheDir = `.memoir-${made}`;
    symlinkSync(join(this.folder, ".memoir"), join(this.folder, this.#cacheDir));
  }

  get file(): ModuleFile {
    const url = pathToFileURL(join(this.folder, "src", "main.ts")).href;
    const settings = { root: "..", cacheDir: this.#cacheDir, strict: this.#strict };
    return { name: "src/main.ts", url, settings };
  }

  /** `slots` are the labels of what `captures` gives. */
  unit(spec: Partial<UnitSpec>, code = "code", slots: readonly string[] = [], captures?: Captures): Unit {
    made += 1;
    const name = spec.name ?? `unit${made}`;
    const descriptor = [code, name, "7", ...slots].join("|");
    return $unit(this.file, { tier: "memory", form: "function", ...spec, name }, descriptor, captures);
  }

  entries(): readonly EntrySummary[] {
    return [...openFileStore(join(this.folder, ".memoir")).list()];
  }
}

/** The `memoir …` lines that `run` prints on stderr. */
export async function warningsOf(run: () => unknown): Promise<readonly string[]> {
  const lines: string[] = [];
  const original = console.error;
  console.error = (line: unknown) => void lines.push(String(line));
  try {
    await run();
  } finally {
    console.error = original;
  }
  return lines;
}

/** A promise that is settled from outside. */
export class Gate<T = void> {
  open: (value: T) => void = () => undefined;
  fail: (error: unknown) => void = () => undefined;
  readonly promise: Promise<T>;

  constructor() {
    this.promise = new Promise((resolve, reject) => {
      this.open = resolve;
      this.fail = reject;
    });
  }
}
