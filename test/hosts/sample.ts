// Run as a program of its own: prints for each value of a fixed sample its key, and what the codec makes of it in
// base64; then reads on standard input what another engine printed, and says which of its values came back otherwise.
import { readFileSync } from "node:fs";
import fc from "fast-check";
import { decode, encode, useClassNames } from "../../runtime/codec/index.ts";
import { exampleNames } from "../codec/classes.ts";
import { difference } from "../codec/equal.ts";
import { storable } from "../codec/values.ts";
import { take, unit } from "../digest/key.ts";

useClassNames(exampleNames);
const plain = unit();
const values = fc.sample(storable, { seed: 4, numRuns: 200 });

interface Printed {
  readonly key: string;
  readonly codec: string;
  readonly body: string;
}

function keyOf(value: unknown): string {
  const found = take(plain, [value]);
  return found.ok ? found.key : found.reason;
}

function printed(value: unknown): Printed {
  const key = keyOf(value);
  try {
    const { codec, body } = encode(value);
    return { key, codec, body: Buffer.from(body).toString("base64") };
  } catch (error) {
    return { key, codec: "none", body: String(error) };
  }
}

const isDenos = (key: string): boolean => /^Symbol\(.*\) is a unique symbol/.test(key);

const given = readFileSync(0, "utf8");
if (given === "") console.log(JSON.stringify(values.map(printed)));
else {
  const others = JSON.parse(given) as readonly Printed[];
  const wrong = values.flatMap((value, at) => {
    const { key = "", codec = "", body = "" } = others[at] ?? {};
    const mine = printed(value);
    // Deno keeps what Headers and URLSearchParams hold in symbols, so they are refused there.
    if (isDenos(key) || isDenos(mine.key)) return [];
    if (mine.key !== key) return [`${at}: key ${mine.key} and ${key}`];
    if (codec === "none" || mine.codec === "none") {
      // Nothing says whether such a view follows its buffer, but V8's own serializer.
      const reason = codec === "none" ? body : mine.body;
      const isKnown = codec === mine.codec || /resizable|a symbol of this process/.test(reason);
      return isKnown ? [] : [`${at}: ${body} and ${mine.body}`];
    }
    const back = decode(codec, Buffer.from(body, "base64"));
    if (keyOf(back) !== key) return [`${at}: it has another key when it is back`];
    const found = difference(value, back);
    // Each sample makes its errors at places of its own.
    return found === undefined || /(?:: keys? (?:.*,)?|\.)stack\b/.test(found) ? [] : [`${at}: ${found}`];
  });
  console.log(wrong.join("\n"));
}
