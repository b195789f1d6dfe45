import { fork, type ChildProcess } from "node:child_process";
import { fileURLToPath } from "node:url";
import { compilerCache } from "../compiler-cache.ts";
import { environment } from "./environment.ts";

const script = fileURLToPath(new URL("compile.ts", import.meta.url));

/** What the compiler ended with and said. */
export interface Compiled {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Compilation {
  readonly folder: string;
  readonly args: readonly string[];
  /** The whole environment, as a process of its own would have it. */
  readonly env: NodeJS.ProcessEnv;
}

/**
 * The compiler that tspc runs, with the same command line, in one process for many compilations: starting tspc takes
 * longer than most of them.
 */
class Compiler {
  readonly #process: ChildProcess;
  readonly #ended: Promise<never>;
  #last: Promise<unknown> = Promise.resolve();

  constructor() {
    this.#process = fork(script, { env: environment(compilerCache) });
    this.#ended = new Promise((_, reject) => {
      this.#process.on("exit", (code) => reject(new Error(`the compiler ended with ${code}`)));
    });
    this.#ended.catch(() => undefined);
    // It ends when the channel to it does.
    this.#process.unref();
    this.#process.channel?.unref();
  }

  compile(compilation: Compilation): Promise<Compiled> {
    const compiled = this.#last.then(() => this.#ask(compilation));
    this.#last = compiled.catch(() => undefined);
    return compiled;
  }

  #ask(compilation: Compilation): Promise<Compiled> {
    const answer = new Promise<Compiled>((resolve) => this.#process.once("message", resolve));
    this.#process.send(compilation);
    return Promise.race([answer, this.#ended]);
  }
}

let compiler: Compiler | undefined;

/** One compilation, in a process that the compilations of this test file share; it ends with the file's. */
export const compile = (compilation: Compilation): Promise<Compiled> =>
  (compiler ??= new Compiler()).compile(compilation);
