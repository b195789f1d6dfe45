import { blake2b, blake2s } from "./package/blake2.js";
import { blake3 } from "./package/blake3.js";
import { hkdf } from "./package/hkdf.js";
import { hmac } from "./package/hmac.js";
import { md5, ripemd160, sha1 } from "./package/legacy.js";
import { pbkdf2 } from "./package/pbkdf2.js";
import { scrypt } from "./package/scrypt.js";
import { sha224, sha256, sha384, sha512 } from "./package/sha2.js";
import { kmac128, turboshake128 } from "./package/sha3-addons.js";
import { keccak_256, sha3_256, shake128 } from "./package/sha3.js";
import {
  bytesToHex,
  concatBytes,
  hexToBytes,
  kdfInputToBytes,
  rotl,
  rotr,
  utf8ToBytes,
} from "./package/utils.js";

type Hash = (message: Uint8Array) => Uint8Array;

const text = (): Uint8Array => utf8ToBytes("The quick brown fox jumps over the lazy dog");

// @cache persistent
export function hashed(hash: Hash, times: number): string {
  let bytes = text();
  for (let i = 0; i < times; i++) bytes = hash(bytes);
  return bytesToHex(bytes);
}

// @cache persistent
export const sha2 = (message: string): string[] =>
  [sha256, sha224, sha384, sha512].map((hash) => bytesToHex(hash(utf8ToBytes(message))));

// @cache persistent
export function streamed(parts: readonly string[]): string {
  const hash = sha256.create();
  for (const part of parts) hash.update(utf8ToBytes(part));
  const copy = hash.clone();
  return bytesToHex(concatBytes(hash.digest(), copy.update(text()).digest()));
}

// @cache persistent
export const keyed = (key: string): string[] => [
  bytesToHex(hmac(sha256, utf8ToBytes(key), text())),
  bytesToHex(blake2b(text(), { key: utf8ToBytes(key), dkLen: 24 })),
  bytesToHex(blake3(text(), { context: utf8ToBytes(key), dkLen: 40 })),
  bytesToHex(kmac128(utf8ToBytes(key), text(), { dkLen: 20, personalization: utf8ToBytes("p") })),
];

// @cache persistent
export const derived = (password: string): string[] => [
  bytesToHex(hkdf(sha256, utf8ToBytes(password), utf8ToBytes("salt"), utf8ToBytes("info"), 42)),
  bytesToHex(pbkdf2(sha512, password, "salt", { c: 3, dkLen: 70 })),
  bytesToHex(scrypt(password, "salt", { N: 4, r: 2, p: 2, dkLen: 33 })),
];

export const calls = {
  sha2: () => sha2("abc"),
  sha2Long: () => sha2("abc".repeat(100)),
  streamed: () => streamed(["a", "bc".repeat(70), ""]),
  keyed: () => keyed("a key"),
  derived: () => derived("password"),
  sha1: () => hashed(sha1, 2),
  md5: () => hashed(md5, 1),
  ripemd: () => hashed(ripemd160, 1),
  blake2s: () => hashed(blake2s, 2),
  blake3: () => hashed(blake3, 1),
  sha3: () => hashed(sha3_256, 1),
  keccak: () => hashed(keccak_256, 2),
  shake: () => hashed((message) => shake128(message, { dkLen: 50 }), 1),
  turbo: () => hashed((message) => turboshake128(message, { D: 7, dkLen: 30 }), 1),
  hex: () => bytesToHex(new Uint8Array([0, 15, 16, 255])),
  unhex: () => hexToBytes("cafe0123"),
  badHex: () => hexToBytes("xyz1"),
  oddHex: () => hexToBytes("abc"),
  utf8: () => utf8ToBytes("aé€😀"),
  concat: () => concatBytes(new Uint8Array([1, 2]), new Uint8Array([3])),
  input: () => kdfInputToBytes("pass"),
  rotate: () => [rotl(0x12345678, 7), rotr(0x12345678, 7)],
  wrong: () => sha256("text" as never),
};
