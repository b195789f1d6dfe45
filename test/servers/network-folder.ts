import { execFileSync, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { installed, isMissing } from "./server.ts";

const sshfs = installed(["sshfs"]);
const sftpServer = installed(["sftp-server"], ["/usr/lib/openssh", "/usr/libexec", "/usr/lib/ssh"]);

export const noNetworkFolder =
  process.platform !== "linux" || isMissing("sshfs, or sftp-server,", sshfs && sftpServer);

/** A folder of a server, as machines see it that have mounted it. */
export interface NetworkFolder {
  /** Where each machine has it. */
  readonly places: readonly string[];
  /** Where the server has it. */
  readonly origin: string;
  /** Kills the server of a machine, which may be using the folder; until the machine has it no more. */
  cut(machine: number): Promise<void>;
  remove(): Promise<void>;
}

/** Joins the two programs without this process between them: it may be waiting for the folder itself. */
const script = `
mkfifo back
sh -c 'echo $$ >server; exec "$0"' "$SERVER" <back | "$SSHFS" ":$ORIGIN" "$PLACE" -f -o passive >back
`;

interface Mount {
  readonly place: string;
  /** Kills the server. */
  cut(): void;
  /** When the machine has it no more. */
  readonly ended: Promise<unknown>;
}

/** Mounts a folder by way of SFTP, with a server and caches of its own; undefined where this system lets nobody. */
async function mount(origin: string, folder: string): Promise<Mount | undefined> {
  const place = join(folder, "mounted");
  mkdirSync(place, { recursive: true });
  const env = { ...process.env, SSHFS: sshfs, SERVER: sftpServer, ORIGIN: origin, PLACE: place };
  const ended = new Promise((resolve) => {
    spawn("sh", ["-c", script], { cwd: folder, env, stdio: "ignore" }).once("exit", resolve);
  });
  const isMounted = await Promise.race([ended.then(() => false), whenMounted(place)]);
  const cut = (): void => void process.kill(Number(readFileSync(join(folder, "server"), "utf8")), "SIGKILL");
  return isMounted ? { place, cut, ended } : undefined;
}

const isMountPoint = (place: string): boolean => {
  try {
    execFileSync("mountpoint", ["-q", place]);
    return true;
  } catch {
    return false;
  }
};

async function whenMounted(place: string): Promise<boolean> {
  while (!isMountPoint(place)) await new Promise((resolve) => setTimeout(resolve, 20));
  return true;
}

/** A new folder of a server, mounted by so many machines; undefined where this system lets nobody mount one. */
export async function startNetworkFolder(machines: number): Promise<NetworkFolder | undefined> {
  const folder = mkdtempSync(join(tmpdir(), "memoir-network-"));
  const origin = join(folder, "origin");
  mkdirSync(origin);
  const mounts: Mount[] = [];
  const remove = async (): Promise<void> => {
    for (const { place, ended } of mounts) {
      if (isMountPoint(place)) execFileSync("umount", ["-l", place]);
      await ended;
    }
    rmSync(folder, { recursive: true, force: true });
  };
  for (let machine = 0; machine < machines; machine += 1) {
    const mounted = await mount(origin, join(folder, String(machine)));
    if (mounted === undefined) {
      await remove();
      return undefined;
    }
    mounts.push(mounted);
  }
  return {
    places: mounts.map(({ place }) => place),
    origin,
    cut: async (machine) => {
      mounts[machine]?.cut();
      await mounts[machine]?.ended;
    },
    remove,
  };
}
