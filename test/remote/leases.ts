import { expect, test } from "vitest";
import type { ByteStore, Leases } from "../../runtime/remote/byte-store.ts";
import { openBytes } from "../../runtime/remote/open-bytes.ts";
import { remoteAmong } from "../../runtime/remote/settings.ts";

const HOUR = 3_600_000;

function openLeases(address: string): Promise<ByteStore> {
  const settings = remoteAmong([address], "/", { maxSize: 1e6, timeout: 60_000 });
  if (settings === undefined) throw new Error("no store");
  return openBytes(settings);
}

/** What a store's leases promise to all who open it. */
export function leases(name: string, address: () => string): void {
  let key = 0;
  const opened: ByteStore[] = [];
  const open = async (): Promise<Leases> => {
    const bytes = await openLeases(address());
    opened.push(bytes);
    if (bytes.leases === undefined) throw new Error("no leases");
    return bytes.leases;
  };
  const close = (): void => opened.splice(0).forEach((bytes) => bytes.close());

  test(`${name} gives a lease to one of many`, async () => {
    const all = await Promise.all(Array.from({ length: 4 }, open));
    const id = `lease ${key++}`;
    const notes = await Promise.all(all.map((each, at) => each.take(id, `note ${at} ü`, HOUR)));
    expect(notes.filter((note) => note === undefined)).toHaveLength(1);
    const owner = `note ${notes.indexOf(undefined)} ü`;
    expect(notes.filter((note) => note !== undefined && note !== "")).toEqual([owner, owner, owner]);
    expect(await all[0]?.read(id)).toBe(owner);
    close();
  });

  test(`${name} lets the owner of a lease say something else and release it, and nobody who is not`, async () => {
    const [one, other] = [await open(), await open()];
    const id = `lease ${key++}`;
    await one.take(id, "a", HOUR);
    expect(await other.replace(id, "b", "c", HOUR)).toBe(false);
    await other.release(id, "b");
    expect(await other.read(id)).toBe("a");
    expect(await one.replace(id, "a", "d e", HOUR)).toBe(true);
    expect(await other.read(id)).toBe("d e");
    await one.release(id, "d e");
    expect(await other.read(id)).toBeUndefined();
    expect(await other.take(id, "f", HOUR)).toBeUndefined();
    close();
  });

  test(`${name} ends a lease by itself`, async () => {
    const [one, other] = [await open(), await open()];
    const id = `lease ${key++}`;
    await one.take(id, "a", 1);
    while ((await other.read(id)) !== undefined);
    expect(await other.take(id, "b", HOUR)).toBeUndefined();
    expect(await one.replace(id, "a", "c", HOUR)).toBe(false);
    close();
  });
}
