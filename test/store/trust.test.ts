import { generateKeyPairSync } from "node:crypto";
import * as fs from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { ModuleSettings } from "../../runtime/definition/definition.ts";
import { openFileStore } from "../../runtime/store/file.ts";
import type { FileStore } from "../../runtime/store/file.ts";
import { entryId, entryPath } from "../../runtime/store/folder.ts";
import { trustNow } from "../../runtime/trust/settings.ts";
import { encodeManifest } from "../../runtime/trace/manifest.ts";
import { exampleEntry, keyOf, newFolder } from "./example.ts";
import { exampleHeader } from "./example-entry.ts";
import { forge } from "./forge.ts";

const secret = "a secret of the team, long enough";
const said: string[] = [];
beforeEach(() => {
  said.length = 0;
  vi.spyOn(console, "error").mockImplementation((text: unknown) => void said.push(String(text)));
});
afterEach(() => vi.restoreAllMocks());

type Own = Pick<ModuleSettings, "trust" | "trustedKeys">;
const storeOf = (dir: string, given: object, own: Own = {}): FileStore =>
  openFileStore(dir, trustNow(given, own, dir));
const pathOf = (store: FileStore, text: string): string => entryPath(store.dir, entryId(keyOf(text)));

/** Files with an Ed25519 key and its public half. */
function newKeys(folder: string, name: string): { readonly signing: string; readonly trusted: string } {
  const { privateKey, publicKey } = generateKeyPairSync("ed25519");
  const [signing, trusted] = [join(folder, `${name}.pem`), join(folder, `${name}.pub.pem`)];
  fs.writeFileSync(signing, privateKey.export({ type: "pkcs8", format: "pem" }));
  fs.writeFileSync(trusted, publicKey.export({ type: "spki", format: "pem" }));
  return { signing, trusted };
}

describe("a store with a secret", () => {
  it("reads what somebody with the same secret wrote, and nothing else", () => {
    const dir = newFolder();
    storeOf(dir, { MEMOIR_SECRET: secret }).set(exampleEntry("a"));
    openFileStore(dir).set(exampleEntry("b"));
    storeOf(dir, { MEMOIR_SECRET: `${secret}!` }).set(exampleEntry("c"));
    const store = storeOf(dir, { MEMOIR_SECRET: secret });
    expect(store.get(keyOf("a"))).toEqual(exampleEntry("a"));
    expect([store.get(keyOf("b")), store.get(keyOf("c"))]).toEqual([undefined, undefined]);
    expect(openFileStore(dir).get(keyOf("a"))).toEqual(exampleEntry("a"));
    expect(said.map((line) => /MEMOIR2501.*(not signed|no key)/.exec(line)?.[1])).toEqual([
      "not signed",
      "no key",
    ]);
  });

  it("under on also reads what is not signed, but not what is signed by others", () => {
    const dir = newFolder();
    openFileStore(dir).set(exampleEntry("b"));
    storeOf(dir, { MEMOIR_SECRET: `${secret}!` }).set(exampleEntry("c"));
    const store = storeOf(dir, { MEMOIR_SECRET: secret, MEMOIR_TRUST: "on" });
    expect(store.get(keyOf("b"))).toEqual(exampleEntry("b"));
    expect(store.get(keyOf("c"))).toBeUndefined();
    const off = storeOf(dir, { MEMOIR_SECRET: secret, MEMOIR_TRUST: "off" });
    expect(off.get(keyOf("c"))).toEqual(exampleEntry("c"));
  });

  const same = (json: string): string => json;
  const inJson = (from: string | RegExp, to: string) => (bytes: Buffer) =>
    forge(bytes, (json) => json.replace(from, to));

  it.each<[string, (bytes: Buffer, other: Buffer) => Buffer]>([
    ["another body", (bytes) => forge(bytes, same, (body) => Buffer.concat([body, body]))],
    ["another header", inJson('"codec":"', '"codec":"x')],
    ["another creation", inJson(/"created":\d+/, '"created":9999999999999')],
    ["no signature", inJson(/,"signature":"[^"]*"/, "")],
    ["an empty signature", inJson(/"signature":"[^"]*"/, '"signature":"hmac-sha256:"')],
    ["a signature of another kind", inJson("hmac-sha256:", "ed25519:")],
    ["a signature that is no text", inJson(/"signature":"[^"]*"/, '"signature":["x"]')],
    ["a member after the signature", inJson(/\}$/, ',"more":1}')],
    ["a member before the signature", inJson(',"signature"', ',"more":1,"signature"')],
    [
      "a body signed for another key",
      (_, other) => forge(other, (json) => json.replace(keyOf("b"), keyOf("a"))),
    ],
    ["all that was signed for another key", (_, other) => other],
  ])("does not read an entry with %s, whose checksums are right", (_, change) => {
    const dir = newFolder();
    const store = storeOf(dir, { MEMOIR_SECRET: secret });
    for (const text of ["a", "b"]) store.set(exampleEntry(text));
    const [path, other] = [pathOf(store, "a"), pathOf(store, "b")];
    fs.writeFileSync(path, change(fs.readFileSync(path), fs.readFileSync(other)));
    expect(store.get(keyOf("a"))).toBeUndefined();
    expect(said).toHaveLength(1);
    expect(store.set(exampleEntry("a"))).toBe(true);
    expect(store.get(keyOf("a"))).toEqual(exampleEntry("a"));
  });

  it("signs lists of results, too", () => {
    const dir = newFolder();
    const store = storeOf(dir, { MEMOIR_SECRET: secret });
    const input = { kind: "file", place: "data.csv", detail: "", state: "old", stamp: "now" } as const;
    const header = { ...exampleHeader, codec: "manifest", manifest: true } as const;
    const body = encodeManifest([{ key: keyOf("b"), inputs: [input] }]);
    openFileStore(dir).set({ key: keyOf("a"), header, body });
    expect(store.get(keyOf("a"))).toBeUndefined();
    store.set({ key: keyOf("a"), header, body });
    expect(store.get(keyOf("a"))?.header.manifest).toBe(true);
  });

  it("does not write its secret anywhere", () => {
    const dir = newFolder();
    storeOf(dir, { MEMOIR_SECRET: secret }).set(exampleEntry("a"));
    const files = fs
      .readdirSync(dir, { recursive: true, withFileTypes: true })
      .filter((item) => item.isFile());
    const texts = files.map((item) => fs.readFileSync(join(item.parentPath, item.name), "latin1"));
    for (const text of [...texts, ...said]) expect(text).not.toContain(secret);
  });

  it("refuses one that could be found by trying, and then believes nobody", () => {
    const store = storeOf(newFolder(), { MEMOIR_SECRET: "short" });
    expect(store.set(exampleEntry("a"))).toBe(false);
    expect(said.join()).toMatch(/MEMOIR2502.*fewer than 16/);
    expect(said.join()).not.toContain('"short"');
  });
});

describe("a store with keys", () => {
  it("a writer signs, readers who trust it read, and cannot write what others would believe", () => {
    const dir = newFolder();
    fs.mkdirSync(dir);
    const [ci, other] = [newKeys(dir, "ci"), newKeys(dir, "other")];
    storeOf(dir, { MEMOIR_SIGNING_KEY: ci.signing }).set(exampleEntry("a"));
    storeOf(dir, { MEMOIR_SIGNING_KEY: other.signing }).set(exampleEntry("b"));
    const reader = storeOf(dir, {}, { trustedKeys: ["ci.pub.pem"] });
    expect(reader.get(keyOf("a"))).toEqual(exampleEntry("a"));
    expect(reader.get(keyOf("b"))).toBeUndefined();
    expect(reader.set(exampleEntry("c"))).toBe(false);
    const own = storeOf(dir, { MEMOIR_SECRET: secret }, { trustedKeys: ["ci.pub.pem"] });
    expect(own.set(exampleEntry("c"))).toBe(true);
    expect([own.get(keyOf("a")), own.get(keyOf("c"))]).toEqual([exampleEntry("a"), exampleEntry("c")]);
    expect(reader.get(keyOf("c"))).toBeUndefined();
  });

  it("the text of a public key is no secret that signs", () => {
    const dir = newFolder();
    fs.mkdirSync(dir);
    const { trusted } = newKeys(dir, "ci");
    storeOf(dir, { MEMOIR_SECRET: fs.readFileSync(trusted, "utf8") }).set(exampleEntry("a"));
    expect(storeOf(dir, {}, { trustedKeys: [trusted] }).get(keyOf("a"))).toBeUndefined();
  });

  it("a key that cannot be used is said, and nobody is believed instead", () => {
    const dir = newFolder();
    fs.mkdirSync(dir);
    fs.writeFileSync(join(dir, "wrong.pem"), "no key");
    openFileStore(dir).set(exampleEntry("a"));
    const store = storeOf(dir, { MEMOIR_SIGNING_KEY: join(dir, "gone.pem") }, { trustedKeys: ["wrong.pem"] });
    expect(store.get(keyOf("a"))).toBeUndefined();
    expect(said.filter((line) => line.includes("MEMOIR2502"))).toHaveLength(2);
    expect(storeOf(dir, { MEMOIR_TRUST: "always" }).get(keyOf("a"))).toBeUndefined();
  });
});

it("without keys there is no trust to keep, and nothing is signed", () => {
  expect(trustNow({}, undefined, "/")).toBeUndefined();
  expect(trustNow({ MEMOIR_SECRET: "", MEMOIR_TRUST: "" }, {}, "/")).toBeUndefined();
  const store = openFileStore(newFolder());
  store.set(exampleEntry("a"));
  expect(fs.readFileSync(pathOf(store, "a"), "latin1")).not.toContain("signature");
});
