import { spawn } from "node:child_process";
import type { ChildProcessWithoutNullStreams } from "node:child_process";

interface Waiter {
  readonly text: string;
  readonly found: () => void;
}

/** A process that a test talks to while it runs. */
export class Child {
  readonly #process: ChildProcessWithoutNullStreams;
  readonly #waiting = new Set<Waiter>();
  #output = "";
  /** The exit code, or the signal that ended it. */
  readonly ended: Promise<number | string>;

  constructor(cwd: string, args: readonly string[], env: NodeJS.ProcessEnv) {
    this.#process = spawn(process.execPath, args, { cwd, env });
    for (const stream of [this.#process.stdout, this.#process.stderr]) {
      stream.setEncoding("utf8").on("data", (text: string) => this.#hear(text));
    }
    this.#process.stdin.on("error", () => undefined); // it may have ended
    this.ended = new Promise((resolve) => {
      this.#process.on("close", (code, signal) => resolve(code ?? signal ?? ""));
    });
  }

  get pid(): number | undefined {
    return this.#process.pid;
  }

  /** All that it printed so far, on both streams. */
  get output(): string {
    return this.#output;
  }

  /** Waits until it has printed a text; rejects if it ends without. */
  async says(text: string): Promise<void> {
    const heard = new Promise<void>((found) => {
      if (this.#output.includes(text)) found();
      else this.#waiting.add({ text, found });
    });
    const ended = this.ended.then((how) => {
      if (!this.#output.includes(text)) throw new Error(`ended (${how}) without ${text}:\n${this.#output}`);
    });
    await Promise.race([heard, ended]);
  }

  /** Lets it go on, where it reads a line. */
  tell(text = "go"): void {
    this.#process.stdin.write(`${text}\n`);
  }

  /** Ends it at once, without a chance to tidy up. */
  async kill(): Promise<void> {
    this.#process.kill("SIGKILL");
    await this.ended;
  }

  /** Lets it do nothing, without ending it; then go on. */
  pause(): void {
    this.#process.kill("SIGSTOP");
  }

  resume(): void {
    this.#process.kill("SIGCONT");
  }

  /** Lets it go on and gives all that it printed. */
  async finish(): Promise<string> {
    this.#process.stdin.end("go\n");
    await this.ended;
    return this.#output;
  }

  #hear(text: string): void {
    this.#output += text;
    for (const waiter of this.#waiting) {
      if (!this.#output.includes(waiter.text)) continue;
      this.#waiting.delete(waiter);
      waiter.found();
    }
  }
}
