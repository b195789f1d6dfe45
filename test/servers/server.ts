import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { accessSync, constants, mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";

/** A server of a test, on a port of its own, with a folder of its own. */
export interface Server {
  readonly port: number;
  readonly url: string;
  /** Lets it answer no more, without closing anything; then again. */
  pause(): void;
  resume(): void;
  /** Kills it; `start` starts another one on the same port. */
  stop(): Promise<void>;
  start(): Promise<void>;
  /** Stops it and removes its folder. */
  remove(): Promise<void>;
}

/** The path of one of these programs; undefined where none is installed. */
export function installed(names: readonly string[], folders: readonly string[] = []): string | undefined {
  for (const folder of [...(process.env["PATH"] ?? "").split(delimiter), ...folders]) {
    for (const name of names) {
      try {
        accessSync(join(folder, name), constants.X_OK);
        return join(folder, name);
      } catch {
        // not there
      }
    }
  }
  return undefined;
}

/**
 * Whether tests that need a server are to be skipped, which is said. Where everything must be tested, they fail
 * instead.
 */
export function isMissing(what: string, path: string | undefined): boolean {
  if (path !== undefined) return false;
  if (process.env["CI"] === "true") throw new Error(`${what} is not installed`);
  console.warn(`${what} is not installed: tests that need it are skipped`);
  return true;
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => resolve(port));
    });
  });
}

export interface User {
  readonly uid: number;
  readonly gid: number;
}

/** How a server is run. */
export interface Recipe {
  /** Prepares a new folder. */
  readonly prepare?: (folder: string) => void;
  readonly command: (folder: string, port: number) => readonly [program: string, ...args: string[]];
  /** Who runs it, where that is not who runs the test. */
  readonly as?: User | undefined;
  /** What it prints when it can be used. */
  readonly ready: string;
  readonly url: (port: number) => string;
  readonly stopWith: NodeJS.Signals;
}

function launch(recipe: Recipe, folder: string, port: number): Promise<ChildProcess> {
  const [program, ...args] = recipe.command(folder, port);
  const child = spawn(program, args, { cwd: folder, stdio: ["ignore", "pipe", "pipe"], ...recipe.as });
  return new Promise((resolve, reject) => {
    let output = "";
    const hear = (text: string): void => {
      output += text;
      if (output.includes(recipe.ready)) resolve(child);
    };
    child.stdout.setEncoding("utf8").on("data", hear);
    child.stderr.setEncoding("utf8").on("data", hear);
    child.on("error", reject);
    child.on("exit", () => reject(new Error(`${program} ended:\n${output}`)));
  });
}

/** Starts a server and waits until it can be used. */
export async function startServer(recipe: Recipe): Promise<Server> {
  const folder = mkdtempSync(join(tmpdir(), "memoir-server-"));
  recipe.prepare?.(folder);
  const port = await freePort();
  let child = await launch(recipe, folder, port);
  const stop = async (): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const ended = new Promise((resolve) => child.once("exit", resolve));
    child.kill("SIGCONT");
    child.kill(recipe.stopWith);
    await ended;
  };
  return {
    port,
    url: recipe.url(port),
    pause: () => void child.kill("SIGSTOP"),
    resume: () => void child.kill("SIGCONT"),
    stop,
    start: async () => {
      await stop();
      child = await launch(recipe, folder, port);
    },
    remove: async () => {
      await stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
