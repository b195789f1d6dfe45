import {
  __TESTS,
  ascii,
  base16,
  base32,
  base32crockford,
  base32hexnopad,
  base36,
  base58,
  base58xmr,
  base64,
  base64urlnopad,
  bech32,
  bech32m,
  createBase58check,
  utf8,
} from "./package/index.js";

interface Coder {
  encode: (from: Uint8Array) => string;
  decode: (to: string) => Uint8Array;
}

const bytes = (length: number): Uint8Array => Uint8Array.from({ length }, (_, i) => (i * 37 + 11) & 255);

// A toy: what is tried is how it travels.
const sum = (message: Uint8Array): Uint8Array => {
  const result = new Uint8Array(32);
  message.forEach((byte, i) => (result[i & 31] = (result[i & 31] * 31 + byte) & 255));
  return result;
};

// @cache persistent
export function there(coder: Coder, length: number): string {
  return coder.encode(bytes(length));
}

// @cache persistent
export function back(coder: Coder, text: string): Uint8Array {
  return coder.decode(text);
}

// @cache persistent
export const address = (prefix: string, length: number): string[] => {
  const text = bech32.encodeFromBytes(prefix, bytes(length));
  const { words } = bech32.decode(text);
  return [text, bech32m.encode(prefix, words), String(bech32.decodeToBytes(text).bytes)];
};

// @cache persistent
export const checked = (length: number): string[] => {
  const coder = createBase58check(sum);
  const text = coder.encode(bytes(length));
  return [text, String(coder.decode(text))];
};

// @cache persistent
export const without = (length: number): unknown => {
  const { base64Fallback, hexFallback, utf8Fallback, radix2, alphabet } = __TESTS as any;
  const text = base64Fallback.encode(bytes(length));
  const letters = alphabet("abcdefgh").encode(radix2(3).encode(bytes(length)));
  return [
    text,
    base64Fallback.decode(text),
    hexFallback.decode("CAFE01"),
    utf8Fallback.encode(utf8Fallback.decode("é")),
    letters,
  ];
};

export const calls = {
  base16: () => there(base16, 9),
  base32: () => there(base32, 11),
  crockford: () => there(base32crockford, 8),
  hexNoPad: () => there(base32hexnopad, 7),
  base36: () => there(base36, 12),
  base58: () => there(base58, 20),
  monero: () => there(base58xmr, 19),
  base64: () => there(base64, 10),
  base64url: () => there(base64urlnopad, 13),
  un32: () => back(base32, "MZXW6YTBOI======"),
  unCrockford: () => back(base32crockford, "C5o2m9li"),
  un36: () => back(base36, "0zxy9"),
  un58: () => back(base58, "1Zx7Ab"),
  unMonero: () => back(base58xmr, "5Kd3NBUAdUnhyzenEwVLy9pBKxSwXvE9FMPyR4UKZvpe6E3AgLr".slice(0, 22)),
  un64: () => back(base64, "aGVsbG8="),
  bad32: () => back(base32, "1!"),
  bad58: () => back(base58, "0OIl"),
  address: () => address("bc", 20),
  badAddress: () => bech32.decode("bc1qqqqqqqqqqqq"),
  upper: () => bech32.decode("A12UEL5L" as `${string}1${string}`),
  words: () => bech32.toWords(bytes(7)),
  unwords: () => [bech32.fromWordsUnsafe([1, 2, 3, 4]), bech32.decodeUnsafe("x")],
  checked: () => checked(21),
  badCheck: () => createBase58check(sum).decode("1Zx7Ab99"),
  without: () => without(9),
  withoutMore: () => without(23),
  ascii: () => [ascii.encode(new Uint8Array([72, 105])), ascii.decode("Hi")],
  utf8: () => [utf8.encode(new Uint8Array([226, 130, 172])), utf8.decode("€")],
};
