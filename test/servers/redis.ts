import { installed, isMissing, startServer } from "./server.ts";
import type { Server } from "./server.ts";

const program = installed(["redis-server", "valkey-server"]);

export const noRedis = isMissing("redis-server", program);

/** A Redis, or a Valkey, that keeps everything in memory. */
export function startRedis(): Promise<Server> {
  return startServer({
    command: (_, port) => [
      program ?? "redis-server",
      ...["--port", String(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"],
    ],
    ready: "Ready to accept connections",
    url: (port) => `redis://127.0.0.1:${port}`,
    stopWith: "SIGKILL",
  });
}
