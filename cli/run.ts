import { parseArgs } from "node:util";
import { MemoirError } from "../runtime/error.ts";
import { printable } from "../runtime/printable.ts";
import { openFileStore } from "../runtime/store/file.ts";
import { version } from "../transformer/hosts/project/version.ts";
import { clear } from "./clear.ts";
import type { Command } from "./command.ts";
import { cacheFolder } from "./folder.ts";
import { info } from "./info.ts";
import { ls } from "./ls.ts";
import { prune } from "./prune.ts";
import { verify } from "./verify.ts";
import { rewrite } from "./rewrite.ts";
import { view } from "./view.ts";
import { why } from "./why.ts";

const usage = `Usage: memoir COMMAND [options]

  ls              every name, with its entries, their size, age and computing time
  info NAME       each entry of a name, with the components of its key
  view NAME       the value of its newest entry; of any other by its key
  why NAME        how the keys of the two newest entries of a name differ
  clear NAME      remove the entries of a name
  clear --tag TAG remove the entries with a tag
  clear --yes     remove every entry
  prune           remove what is over the limits, what is worth least first;
                  they are those of the tsconfig, or
                  --max-size 5GB --max-age 90d; --dry-run removes nothing
  verify          check every byte of every entry; --fix removes damaged ones
  rewrite FOLDER  give the JavaScript that a compiler emitted there its cache, in its place

  --dir DIR       the cache folder; otherwise MEMOIR_DIR, the "cacheDir" of the
                  nearest tsconfig.json, or .memoir beside it
  --json          print JSON (ls, info, why, prune, verify)
  --help, --version

Exit code: 0 done, 1 nothing found or failed, 2 wrong usage.`;

const commands: ReadonlyMap<string, Command> = new Map(
  Object.entries({ ls, info, view, why, clear, prune, verify }),
);

/** Options that one command has. */
const owners = [
  ["yes", "clear"],
  ["tag", "clear"],
  ["max-size", "prune"],
  ["max-age", "prune"],
  ["dry-run", "prune"],
  ["fix", "verify"],
] as const;

function parse(words: readonly string[]) {
  return parseArgs({
    args: [...words],
    allowPositionals: true,
    options: {
      dir: { type: "string" },
      json: { type: "boolean", default: false },
      yes: { type: "boolean", default: false },
      tag: { type: "string" },
      "max-size": { type: "string" },
      "max-age": { type: "string" },
      "dry-run": { type: "boolean", default: false },
      fix: { type: "boolean", default: false },
      help: { type: "boolean", short: "h", default: false },
      version: { type: "boolean", default: false },
    },
  });
}

function refuse(message: string): number {
  console.error(`memoir: ${printable(message)}\nTry memoir --help.`);
  return 2;
}

function execute({ values, positionals }: ReturnType<typeof parse>): number | Promise<number> {
  const [word, name, ...rest] = positionals;
  if (word === "rewrite" && name !== undefined && rest.length === 0) return rewrite(name);
  const command = commands.get(word ?? "");
  if (word === undefined) return refuse("no command given");
  if (word === "rewrite") return refuse("rewrite needs one folder");
  if (command === undefined) return refuse(`there is no command "${word}"`);
  const takesName = !["ls", "prune", "verify"].includes(word);
  if (rest.length > 0 || (name !== undefined && !takesName)) return refuse("too many arguments");
  for (const [option, owner] of owners) {
    if (values[option] !== undefined && values[option] !== false && word !== owner) {
      return refuse(`--${option} belongs to ${owner}`);
    }
  }
  if (values.json && (word === "clear" || word === "view")) return refuse(`${word} prints no JSON`);
  if (values.dir === "") return refuse("--dir needs a folder");
  const store = openFileStore(cacheFolder(values.dir));
  const { json, yes, tag, fix, "max-size": maxSize, "max-age": maxAge, "dry-run": dryRun } = values;
  return command({ store, name, json, yes, tag, maxSize, maxAge, dryRun, fix });
}

/** Runs one command line and gives its exit code; prints on stdout, complaints on stderr. */
export async function run(words: readonly string[]): Promise<number> {
  let parsed;
  try {
    parsed = parse(words);
  } catch (error) {
    return refuse(error instanceof Error ? error.message : String(error));
  }
  if (parsed.values.help) {
    console.log(usage);
    return 0;
  }
  if (parsed.values.version) {
    console.log(version());
    return 0;
  }
  try {
    return await execute(parsed);
  } catch (error) {
    if (!(error instanceof MemoirError)) throw error;
    console.error(`memoir ${error.message}`);
    return 1;
  }
}
