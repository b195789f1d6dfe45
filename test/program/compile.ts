// Compiles for the process that forked it: each message is one command line of tspc.
import { createRequire } from "node:module";
import type { System } from "typescript";
import type { Compilation, Compiled } from "./compiler.ts";

interface CompilerOfTspc {
  readonly sys: System;
  readonly executeCommandLine: (system: System, onProgram: () => void, args: readonly string[]) => unknown;
}

class Exit extends Error {
  readonly code: number;

  constructor(code: number) {
    super();
    this.code = code;
  }
}

const { sys, executeCommandLine } = createRequire(import.meta.url)(
  "ts-patch/compiler/typescript",
) as CompilerOfTspc;

let said = { stdout: "", stderr: "" };
const keep =
  (stream: keyof typeof said) =>
  (text: string | Uint8Array): true => {
    said[stream] += String(text);
    return true;
  };
sys.write = keep("stdout");
process.stderr.write = keep("stderr");
sys.getCurrentDirectory = () => process.cwd();
sys.exit = (code = 0) => {
  throw new Exit(code);
};

function compile(args: readonly string[]): Compiled {
  said = { stdout: "", stderr: "" };
  try {
    executeCommandLine(sys, () => undefined, args);
    return { code: 0, ...said };
  } catch (error) {
    if (error instanceof Exit) return { code: error.code, ...said };
    return { code: 1, stdout: said.stdout, stderr: `${said.stderr}${String(error)}` };
  }
}

process.on("message", ({ folder, args, env }: Compilation) => {
  process.chdir(folder);
  process.env = env;
  process.send?.(compile(args));
});
