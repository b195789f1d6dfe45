import { bytesOver } from "./byte-store.ts";
import type { ByteStore } from "./byte-store.ts";
import type { KeyvAdapter } from "./keyv-adapter.ts";
import { optional } from "./optional.ts";

/** Runs a statement and gives its rows. */
export type Query = (sql: string, values: readonly unknown[]) => Promise<readonly Row[]>;

type Row = Readonly<Record<string, unknown>>;

/** The part of pg's pool that is used. */
interface Pool {
  query(sql: string, values: readonly unknown[]): Promise<{ readonly rows: readonly Row[] }>;
  on(event: "error", listener: () => void): void;
  end(): Promise<void>;
}

interface Pg {
  readonly Pool: new (options: object) => Pool;
}

interface KeyvPostgres extends KeyvAdapter {
  on(event: "error", listener: () => void): void;
}

type KeyvPostgresClass = new (options: object) => KeyvPostgres;

const INSTALL = "@keyv/postgres keyv pg";

/** Connections that a process has open at once. */
const CONNECTIONS = 4;
const TABLE = "memoir";

function poolOf({ Pool }: Pg, url: string, timeout: number): Pool {
  const pool = new Pool({
    connectionString: url,
    max: CONNECTIONS,
    connectionTimeoutMillis: timeout,
    // What is not answered is cut off, so that no connection keeps a program from ending; nor does an idle one.
    query_timeout: 10 * timeout,
    allowExitOnIdle: true,
  });
  pool.on("error", () => undefined); // of an idle connection: the next request makes another one
  return pool;
}

/**
 * PostgreSQL by address, through Keyv's adapter, in a table `memoir` of base64. The pool is ours: the adapter's own
 * ends the program when the server closes an idle connection.
 */
export async function openPostgres(url: string, timeout: number): Promise<ByteStore> {
  const { KeyvPostgres } = (await optional("@keyv/postgres", INSTALL)) as { KeyvPostgres: KeyvPostgresClass };
  const module = await optional("pg", INSTALL);
  const pool = poolOf((module["default"] ?? module) as Pg, url, timeout);
  const query: Query = async (sql, values) => (await pool.query(sql, values)).rows;
  class OverPool extends KeyvPostgres {
    /** Called by the adapter's constructor. */
    connect(): Promise<Query> {
      return Promise.resolve(query);
    }
  }
  const adapter = new OverPool({ table: TABLE });
  adapter.on("error", () => undefined); // what fails throws as well
  return bytesOver(adapter, { close: () => void pool.end().catch(() => undefined) });
}
