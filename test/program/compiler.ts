import { fork, type ChildProcess } from "node:child_process";
import { fileURLToPath } from "node:url";
import { compilerCache } from "../compiler-cache.ts";
import { environment } from "./program.ts";

const script = fileURLToPath(new URL("compile.ts", import.meta.url));

/** What the compiler ended with, and said on both streams. */
export interface Compiled {
  readonly code: number;
  readonly output: string;
}

/**
 * The compiler that tspc runs, with the same command line, in one process for many compilations: a corpus compiles a
 * hundred times, and starting tspc takes longer than most of them.
 */
export class Compiler {
  readonly #process: ChildProcess;
  readonly #ended: Promise<never>;
  #last: Promise<unknown> = Promise.resolve();

  constructor() {
    this.#process = fork(script, { env: environment(compilerCache) });
    this.#ended = new Promise((_, reject) => {
      this.#process.on("exit", (code) => reject(new Error(`the compiler ended with ${code}`)));
    });
    this.#ended.catch(() => undefined);
  }

  compile(folder: string, args: readonly string[]): Promise<Compiled> {
    const compiled = this.#last.then(() => this.#ask(folder, args));
    this.#last = compiled.catch(() => undefined);
    return compiled;
  }

  #ask(folder: string, args: readonly string[]): Promise<Compiled> {
    const answer = new Promise<Compiled>((resolve) => this.#process.once("message", resolve));
    this.#process.send({ folder, args });
    return Promise.race([answer, this.#ended]);
  }

  end(): void {
    this.#process.kill();
  }
}
