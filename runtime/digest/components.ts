import { hash, randomBytes } from "node:crypto";
import type { Component } from "./key.ts";
import type { Written } from "./writer.ts";

let secret: Uint8Array = randomBytes(32);

/**
 * The secret that components are hashed with: short values could be guessed from a bare digest. It is kept with
 * the entries, so that components of one cache folder can be compared. Without one, this process makes its own.
 */
export function setComponentKey(bytes: Uint8Array): void {
  secret = Uint8Array.from(bytes);
}

/** Runs something with another secret. */
export function withComponentKey<T>(bytes: Uint8Array, act: () => T): T {
  const before = secret;
  secret = Uint8Array.from(bytes);
  try {
    return act();
  } finally {
    secret = before;
  }
}

/** Divides what was written into components. Components of one label (closures of one factory) become one. */
export function componentsOf(written: Written): readonly Component[] {
  const pieces = new Map<string, Uint8Array[]>();
  const open: string[] = [];
  let from = 0;
  for (const { at, label } of written.boundaries) {
    const innermost = open.at(-1);
    if (innermost !== undefined) pieces.get(innermost)?.push(...withoutReferences(written, from, at));
    from = at;
    if (label === undefined) open.pop();
    else open.push(label);
    if (label !== undefined && !pieces.has(label)) pieces.set(label, []);
  }
  return [...pieces].map(([label, parts]) => ({ label, digest: keyed(parts) }));
}

function withoutReferences(written: Written, from: number, to: number): Uint8Array[] {
  const parts: Uint8Array[] = [];
  let start = from;
  for (let i = firstAtLeast(written.references, from); i < written.references.length; i++) {
    const reference = written.references[i] ?? to;
    if (reference >= to) break;
    parts.push(written.bytes.subarray(start, reference));
    start = reference + 4;
  }
  parts.push(written.bytes.subarray(start, to));
  return parts;
}

/** The index of the first of the ascending numbers that is not below the bound. */
function firstAtLeast(ascending: readonly number[], bound: number): number {
  let low = 0;
  let high = ascending.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((ascending[middle] ?? bound) < bound) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** 132 bits; the secret is of a fixed length, comes first, and no digest is given away whole. */
const keyed = (parts: readonly Uint8Array[]): string =>
  hash("sha256", Buffer.concat([secret, ...parts]), "base64url").slice(0, 22);

/** The keyed hash of a digest, or of a salt that is text. */
export const keyedDigest = (text: string): string => keyed([Buffer.from(text)]);
