// Run as a program of its own, with little memory: reads bodies that somebody has tampered with, as often and from the
// seed that it is given, and writes how many were read, how many refused, and the most memory that it took.
import { decode, encode, useClassNames } from "../../runtime/codec/index.ts";
import { readV8 } from "../../runtime/codec/v8/read.ts";
import { decodeManifest } from "../../runtime/trace/manifest.ts";
import { Random } from "../random.ts";
import { Chest, exampleNames, Vault } from "./classes.ts";
import { ownKeysOfPrototypes } from "./prototypes.ts";

useClassNames(exampleNames);
const [, , runs = "0", seed = "1"] = process.argv;
const random = new Random(seed);

const shared = { a: 1 };
const holes = [1, , 3, shared];
const samples: readonly unknown[] = [
  {
    rows: [
      { a: 1, b: "x" },
      { a: 2, b: null },
    ],
  },
  [
    holes,
    new Map<unknown, unknown>([
      [1, new Date(0)],
      ["k", shared],
    ]),
    new Set([holes]),
    /a+/g,
    10n ** 30n,
  ],
  [new Float64Array(9), new Uint8Array(new ArrayBuffer(8, { maxByteLength: 64 })), Object(1), "日本"],
  Object.freeze([new Error("x", { cause: holes }), Symbol.iterator, { __proto__: null, shared }]),
  [new Chest(new Vault(), holes), new URL("https://example.org/?a=1"), new Headers([["a", "1"]])],
];
const input = { kind: "file", place: "a.csv", detail: "", state: "x" };
const manifest = Buffer.from(JSON.stringify([{ key: "k", inputs: [input, { ...input, kind: "glob" }] }]));
type Body = readonly [read: (bytes: Uint8Array) => unknown, bytes: Uint8Array];

const bodies: readonly Body[] = [
  ...samples.flatMap((sample): Body[] => {
    const { codec, body } = encode(sample);
    const read = (bytes: Uint8Array): unknown => decode(codec, bytes);
    return codec === "plain"
      ? [[read, body]]
      : [
          [read, body],
          [readV8, body],
        ];
  }),
  [decodeManifest, manifest],
];

/** Pieces that say much in few bytes: lengths, arrays of holes, nests, references. */
const pieces = [
  [0xff, 0xff, 0xff, 0x7f],
  [0xff, 0xff, 0xff, 0xff, 0x0f],
  [0x61, 0x80, 0x87, 0xa7, 0x0e, 0x40, 0, 0x80, 0x87, 0xa7, 0x0e],
  [0x41, 0xff, 0xff, 0xff, 0xff, 0x0f],
  [0x7e, 1, 0xff, 0xff, 0xff, 0xff, 0xff, 0x0f, 0],
  [0x5a, 0xff, 0xff, 0xff, 0x0f],
  [0x6f, 0x22, 1, 0x61],
  [0x5e, 0],
  [0x5b, 0x5b, 0x7b, 0x22],
];

const piece = (): readonly number[] => {
  const found = random.pick(pieces) ?? [];
  return Array.from({ length: random.below(20) === 0 ? 5000 : 1 }, () => found).flat();
};

function tampered(bytes: Uint8Array): Uint8Array {
  let all = [...bytes];
  for (let edits = 1 + random.below(4); edits > 0; edits -= 1) {
    const at = random.below(all.length + 1);
    const end = Math.min(all.length, at + random.below(12));
    switch (random.below(4)) {
      case 0:
        all[at] = random.below(256);
        break;
      case 1:
        all = [...all.slice(0, at), ...piece(), ...all.slice(at)];
        break;
      case 2:
        all = [...all.slice(0, at), ...all.slice(end)];
        break;
      default:
        all = [...all.slice(0, end), ...all.slice(at)];
    }
  }
  return Uint8Array.from(all);
}

const before = ownKeysOfPrototypes();
const counts = { read: 0, refused: 0 };
for (let run = 0; run < Number(runs); run += 1) {
  const [read, bytes] = bodies[run % bodies.length] as Body;
  try {
    read(tampered(bytes));
    counts.read += 1;
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    counts.refused += 1;
  }
}
const polluted = ownKeysOfPrototypes() !== before;
console.log(JSON.stringify({ ...counts, polluted, megabytes: process.resourceUsage().maxRSS / 1024 }));
