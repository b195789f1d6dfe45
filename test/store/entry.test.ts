import { describe, expect, test } from "vitest";
import { decodeEntry, decodeHead, encodeEntry } from "../../runtime/store/entry.ts";
import { exampleEntry, keyOf } from "./example.ts";

const whole = (entry = exampleEntry("a")): Buffer => Buffer.concat(encodeEntry(entry));

describe("an entry's bytes", () => {
  test.each([0, 1, 7, 8, 9, 5000])("come back as they went in, with a body of %i bytes", (length) => {
    const entry = exampleEntry("a", { name: "é\ud800\u0000", tags: ["x"], ttl: 5, promise: true }, length);
    expect(decodeEntry(whole(entry), entry.key)).toEqual({ state: "ok", value: entry });
  });

  test("hold the body at a multiple of 8, whatever the header's length", () => {
    for (let length = 0; length < 16; length++) {
      const bytes = whole(exampleEntry("a", { name: "n".repeat(length) }));
      const head = decodeHead(bytes, bytes.length);
      expect(head).toMatchObject({ state: "ok", value: { start: bytes.length - 100, length: 100 } });
      expect(head.state === "ok" && head.value.start % 8).toBe(0);
    }
  });

  test("with any bit flipped are damaged", () => {
    const bytes = whole();
    for (let at = 0; at < bytes.length * 8; at++) {
      const copy = Buffer.from(bytes);
      copy.writeUInt8(copy.readUInt8(at >> 3) ^ (1 << (at & 7)), at >> 3);
      expect(decodeEntry(copy, keyOf("a")).state, `bit ${at}`).toBe("damaged");
    }
  });

  test("cut off anywhere, or with something after them, are damaged", () => {
    const bytes = whole();
    for (let length = 0; length < bytes.length; length++) {
      expect(decodeEntry(bytes.subarray(0, length), keyOf("a")).state, `length ${length}`).toBe("damaged");
    }
    expect(decodeEntry(Buffer.concat([bytes, Buffer.alloc(1)]), keyOf("a")).state).toBe("damaged");
  });

  test("of another key are damaged", () => {
    expect(decodeEntry(whole(), keyOf("b"))).toMatchObject({ state: "damaged" });
  });

  test("whose header is whole can be listed without their body", () => {
    const bytes = whole();
    const head = decodeHead(bytes.subarray(0, bytes.length - 100), bytes.length);
    expect(head).toMatchObject({ state: "ok", value: { key: keyOf("a"), header: { name: "load" } } });
  });
});
