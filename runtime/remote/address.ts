import { resolve } from "node:path";

/** Where a store is, as its address says. */
export interface Address {
  readonly kind: "redis" | "postgres" | "sqlite";
  /** Of `sqlite`, the path of the file, absolute. */
  readonly url: string;
  /** For people: without credentials and parameters. */
  readonly name: string;
}

const kinds: Readonly<Record<string, Address["kind"]>> = {
  redis: "redis",
  rediss: "redis",
  valkey: "redis",
  valkeys: "redis",
  postgres: "postgres",
  postgresql: "postgres",
  sqlite: "sqlite",
};

/** The scheme of an address: all of it that may be shown before it is understood, for credentials may be in it. */
export const schemeOf = (text: string): string => /^[a-z][a-z0-9+.-]*(?=:)/i.exec(text)?.[0] ?? "";

/**
 * `redis://`, `rediss://`, `valkey://`, `valkeys://`, `postgres://`, `postgresql://` and `sqlite://path`; undefined of
 * anything else.
 *
 * @param folder that a relative path of `sqlite` starts from
 */
export function parseAddress(text: string, folder: string): Address | undefined {
  const scheme = schemeOf(text).toLowerCase();
  const kind = Object.hasOwn(kinds, scheme) ? kinds[scheme] : undefined;
  if (kind === "sqlite") {
    const path = text.slice("sqlite:".length).replace(/^\/\//, "");
    return path === "" ? undefined : { kind, url: resolve(folder, path), name: `sqlite://${path}` };
  }
  if (kind === undefined || !URL.canParse(text)) return undefined;
  const { host, pathname, search, hash } = new URL(text);
  if (holdsCredentials(pathname, search, hash)) return undefined;
  return { kind, url: text, name: `${scheme}://${host}${pathname === "/" ? "" : pathname}` };
}

/**
 * Whether an `@` comes too late: a `/`, `?` or `#` in a password, unless written `%2F`, `%3F` or `%23`, ends what an address
 * takes for credentials. The start of the password would be its host and port, and its end the rest.
 */
const holdsCredentials = (pathname: string, search: string, hash: string): boolean =>
  [pathname, search.split("=", 1)[0], hash].some((part) => part?.includes("@"));

/** A message of a client without the credentials of an address, should it repeat them. */
export function withoutSecrets(message: string, { kind, url }: Address): string {
  if (kind === "sqlite") return message;
  const { password, searchParams } = new URL(url);
  const secrets = [url, password, searchParams.get("password") ?? ""];
  return [...secrets, ...secrets.map(decoded)]
    .filter((secret) => secret !== "")
    .reduce((text, secret) => text.replaceAll(secret, "***"), message);
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
