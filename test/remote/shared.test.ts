import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { Input } from "../../runtime/trace/input.ts";
import { decodeManifest, encodeManifest, tracedKey } from "../../runtime/trace/manifest.ts";
import type { Recorded } from "../../runtime/trace/manifest.ts";
import { SharedTraces } from "../../runtime/trace/shared.ts";
import { stateOf } from "../../runtime/trace/state.ts";
import { keyOf } from "../store/example.ts";

// It is written where nobody waits: what it throws would end the program.
test.each(["5", "{}", "[5]", "{", ""])(
  "a list of results that is %j is replaced by the next result",
  (text) => {
    const shared = new SharedTraces(keyOf("a"), "/project");
    const input = { kind: "env", subject: "HOME", detail: "" } as const;
    const alternative = shared.alternativeOf([{ input, state: "set x" }]);
    if (alternative === undefined) throw new Error("no alternative");
    const manifest = shared.with(Buffer.from(text), alternative);
    expect(decodeManifest(encodeManifest(manifest))).toEqual([alternative]);
  },
);

describe("what somebody else says that a result has read", () => {
  const folder = import.meta.dirname;
  const key = keyOf("a");
  const listing = (recursive: boolean) => JSON.stringify({ recursive, kinds: false, except: [] });
  const glob = (...patterns: readonly string[]) => JSON.stringify({ patterns, exclude: [] });
  const recorded = (kind: Input["kind"], place: string, detail = ""): Recorded => ({
    kind,
    place,
    detail,
    state: "",
  });
  const manifest = (inputs: readonly Recorded[]) => encodeManifest([{ key: tracedKey(key, inputs), inputs }]);
  const matches = (inputs: readonly Recorded[]) => [
    ...new SharedTraces(key, folder).matches(manifest(inputs)),
  ];

  // Each would take minutes, or all memory.
  test.each<[string, readonly Recorded[]]>([
    ["the whole disk", [recorded("folder", "../../../../../../..", listing(true))]],
    ["names in the whole disk", [recorded("glob", "../../../../../../..", glob("**/*"))]],
    ["names above the folder", [recorded("glob", ".", glob("../../../../../../../**/*"))]],
    ["names by a path", [recorded("glob", ".", glob("/**/*"))]],
    ["a glob of a million names", [recorded("glob", ".", glob("{a,b}".repeat(20)))]],
    ["a glob of a million numbers", [recorded("glob", ".", glob("{1..1000000}{1..1000000}"))]],
    ["a glob that matches in too many ways", [recorded("glob", ".", glob(`${"*a".repeat(40)}b`))]],
    ["a million files", Array<Recorded>(1_000_000).fill(recorded("file", "x.txt"))],
  ])("%s is not looked at", (_, inputs) => {
    expect(matches(inputs)).toEqual([]);
  });

  test("a list of more results than anybody writes is none", () => {
    const one = { key: tracedKey(key, []), inputs: [] };
    const all = (count: number) => encodeManifest(Array(count).fill(one) as (typeof one)[]);
    const read = (count: number) => [...new SharedTraces(key, folder).matches(all(count))];
    expect(read(16)).toHaveLength(16);
    expect(() => read(17)).toThrow("too many");
  });

  test("is looked at where programs read such", () => {
    const inputs: Input[] = [
      { kind: "glob", subject: folder, detail: glob("**/*.{ts,js}", "shared.*") },
      { kind: "folder", subject: folder, detail: listing(true) },
      { kind: "folder", subject: join(folder, "../.."), detail: listing(false) },
      { kind: "file", subject: import.meta.filename, detail: "" },
    ];
    const shared = new SharedTraces(key, folder);
    const alternative = shared.alternativeOf(inputs.map((input) => ({ input, state: stateOf(input) })));
    if (alternative === undefined) throw new Error("no alternative");
    expect([...shared.matches(encodeManifest([alternative]))]).toHaveLength(1);
  });
});
