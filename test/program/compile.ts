// Compiles for the process that forked it: a message { folder, args } is one command line of tspc.
import { createRequire } from "node:module";
import type { System } from "typescript";
import type { Compiled } from "./compiler.ts";

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

let output = "";
const keep = (text: string | Uint8Array): true => {
  output += String(text);
  return true;
};
sys.write = keep;
process.stderr.write = keep;
sys.getCurrentDirectory = () => process.cwd();
sys.exit = (code = 0) => {
  throw new Exit(code);
};

function compile(args: readonly string[]): Compiled {
  output = "";
  try {
    executeCommandLine(sys, () => undefined, args);
    return { code: 0, output };
  } catch (error) {
    if (error instanceof Exit) return { code: error.code, output };
    return { code: 1, output: `${output}${String(error)}` };
  }
}

process.on("message", ({ folder, args }: { folder: string; args: readonly string[] }) => {
  process.chdir(folder);
  process.send?.(compile(args));
});
