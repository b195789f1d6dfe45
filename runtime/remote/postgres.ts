import { bytesOver } from "./byte-store.ts";
import type { ByteStore, Leases } from "./byte-store.ts";
import type { KeyvAdapter } from "./keyv-adapter.ts";
import { optional } from "./optional.ts";

/** Runs a statement and gives its rows. */
type Query = (sql: string, values: readonly unknown[]) => Promise<readonly Row[]>;

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
  /** Once the table is there. */
  query: Query;
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

/** Milliseconds since the epoch by the clock of the server, which all machines go by. */
const NOW = "(extract(epoch FROM clock_timestamp()) * 1000)::bigint";
/** A lease is a row of the adapter's table: when it ends, a space, its note. */
const END = "split_part(lease.value, ' ', 1)::bigint";
const NOTE = "substr(lease.value, strpos(lease.value, ' ') + 1)";

const TAKE = `INSERT INTO public.${TABLE} AS lease (key, value) VALUES ($1, ${NOW} + $3::bigint || ' ' || $2)
  ON CONFLICT (key) DO UPDATE SET value = excluded.value WHERE ${END} < ${NOW} RETURNING key`;
const READ = `SELECT ${NOTE} AS note FROM public.${TABLE} AS lease WHERE key = $1 AND ${END} >= ${NOW}`;
const REPLACE = `UPDATE public.${TABLE} AS lease SET value = ${NOW} + $4::bigint || ' ' || $3
  WHERE key = $1 AND ${NOTE} = $2 RETURNING key`;
const RELEASE = `DELETE FROM public.${TABLE} AS lease WHERE key = $1 AND ${NOTE} = $2`;

function leasesOf(query: Query): Leases {
  const read = async (key: string): Promise<string | undefined> => {
    const [row] = await query(READ, [key]);
    const note = row?.["note"];
    return typeof note === "string" ? note : undefined;
  };
  return {
    read,
    take: async (key, note, time) => {
      const taken = await query(TAKE, [key, note, time]);
      // Gone since: as if somebody had it, so that who asks asks again.
      return taken.length === 1 ? undefined : ((await read(key)) ?? "");
    },
    replace: async (key, before, note, time) =>
      (await query(REPLACE, [key, before, note, time])).length === 1,
    release: async (key, note) => {
      await query(RELEASE, [key, note]);
    },
  };
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
  const close = (): void => void pool.end().catch(() => undefined);
  return bytesOver(adapter, { close, leases: leasesOf((sql, values) => adapter.query(sql, values)) });
}
