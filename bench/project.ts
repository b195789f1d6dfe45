import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, symlinkSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

const repository = join(import.meta.dirname, "..");
const tspc = createRequire(import.meta.url)
  .resolve("ts-patch/package.json")
  .replace("package.json", "bin/tspc.js");

/** A project in a folder of its own, to be compiled with or without memoir. */
export class Project {
  readonly folder = mkdtempSync(join(process.env["BENCH_DIR"] ?? "", "project-"));

  constructor(files: Readonly<Record<string, string>>, withMemoir: boolean) {
    mkdirSync(join(this.folder, "node_modules"));
    const installed = join(repository, "node_modules");
    for (const name of readdirSync(installed)) {
      if (!name.startsWith(".")) symlinkSync(join(installed, name), join(this.folder, "node_modules", name));
    }
    symlinkSync(repository, join(this.folder, "node_modules/memoir"));
    this.write("package.json", '{ "type": "module" }');
    const plugins = withMemoir ? [{ transform: "memoir/transformer", transformProgram: true }] : [];
    const compilerOptions = {
      target: "es2023",
      lib: ["es2024", "esnext.disposable"],
      module: "nodenext",
      rootDir: "src",
      outDir: "out",
      strict: true,
      skipLibCheck: true,
      incremental: true,
      allowImportingTsExtensions: true,
      rewriteRelativeImportExtensions: true,
      types: ["node"],
      typeRoots: [join(repository, "node_modules/@types")],
      plugins,
    };
    this.write("tsconfig.json", JSON.stringify({ compilerOptions, include: ["src"] }));
    for (const [name, text] of Object.entries(files)) this.write(name, text);
  }

  path(name: string): string {
    return join(this.folder, name);
  }

  write(name: string, text: string): void {
    mkdirSync(dirname(this.path(name)), { recursive: true });
    writeFileSync(this.path(name), text);
  }

  copyIn(from: string, to: string): void {
    cpSync(from, this.path(to), { recursive: true });
  }

  compile(): void {
    this.run(tspc);
  }

  /** Runs Node in the project's folder; throws what it says where it fails. */
  run(...args: readonly string[]): void {
    const env = { ...process.env, MEMOIR_DIR: "", NODE_OPTIONS: "" };
    const { status, stdout, stderr } = spawnSync(process.execPath, args, {
      cwd: this.folder,
      env,
      encoding: "utf8",
    });
    if (status !== 0) throw new Error(stdout + stderr);
  }
}
