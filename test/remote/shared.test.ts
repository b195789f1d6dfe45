import { expect, test } from "vitest";
import { decodeManifest, encodeManifest } from "../../runtime/trace/manifest.ts";
import { SharedTraces } from "../../runtime/trace/shared.ts";
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
