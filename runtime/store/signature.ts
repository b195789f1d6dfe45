import { FORMAT } from "../format.ts";
import type { Trust } from "../trust/trust.ts";

/*
 * What is signed of an entry: the format version, the digest of its body, and the JSON of its key and header. So neither
 * can be changed, nor can a body or a whole entry be put under another key. The signature is the last member of that
 * JSON: who does not ask for it reads the entry as ever.
 */

const memberOf = (signature: string): string => `,"signature":${JSON.stringify(signature)}}`;

/**
 * The content that a signature is of.
 *
 * @param text the JSON of key and header, with the signature if there is one
 * @param digest of the body
 */
export function contentOf(text: string, signature: unknown, digest: Uint8Array): Buffer {
  const member = typeof signature === "string" ? memberOf(signature) : "";
  // Anywhere else than at the end it is no signature of this text, and none of another.
  const unsigned = member !== "" && text.endsWith(member) ? `${text.slice(0, -member.length)}}` : text;
  return Buffer.concat([Buffer.from(`memoir entry ${FORMAT}\n`), digest, Buffer.from(unsigned)]);
}

/** The JSON of key and header with its signature; as it was, where there is no key to sign with. */
export function signed(text: string, digest: Uint8Array, trust: Trust): string {
  const signature = trust.sign(contentOf(text, undefined, digest));
  return signature === undefined ? text : text.slice(0, -1) + memberOf(signature);
}
