import { execFileSync } from "node:child_process";
import { chownSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { installed, isMissing, startServer } from "./server.ts";
import type { Server, User } from "./server.ts";

/** Debian keeps the programs in a folder for each version, the newest last. */
function folders(): readonly string[] {
  const parent = "/usr/lib/postgresql";
  try {
    const versions = readdirSync(parent).sort((a, b) => Number(b) - Number(a));
    return versions.map((version) => join(parent, version, "bin"));
  } catch {
    return [];
  }
}

const program = installed(["postgres"], folders());
const initdb = installed(["initdb"], folders());

export const noPostgres = isMissing("postgres", initdb && program);

const idOf = (flag: string): number => Number(execFileSync("id", [flag, "postgres"], { encoding: "utf8" }));

/** A server refuses to run as root. */
const user = (): User | undefined =>
  process.getuid?.() === 0 ? { uid: idOf("-u"), gid: idOf("-g") } : undefined;

function prepare(folder: string, as: User | undefined): void {
  if (as !== undefined) chownSync(folder, as.uid, as.gid);
  const options = ["-D", join(folder, "data"), "-U", "memoir", "-A", "trust", "-E", "UTF8", "--no-sync"];
  execFileSync(initdb ?? "initdb", options, { cwd: folder, stdio: "pipe", ...as });
}

/** A PostgreSQL with one user, `memoir`, and nothing in it. */
export function startPostgres(): Promise<Server> {
  const as = user();
  return startServer({
    prepare: (folder) => prepare(folder, as),
    as,
    command: (folder, port) => [
      ...([program ?? "postgres", "-D", join(folder, "data"), "-p", String(port)] as const),
      ...["-h", "127.0.0.1", "-k", folder, "-c", "fsync=off"],
    ],
    ready: "database system is ready to accept connections",
    url: (port) => `postgres://memoir@127.0.0.1:${port}/postgres`,
    stopWith: "SIGINT",
  });
}
