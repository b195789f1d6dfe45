import { createHmac, timingSafeEqual } from "node:crypto";

/** `on`: what is signed must be right; what is not signed counts, too. `strict`: everything must be signed. */
export type TrustMode = "on" | "strict";

export interface TrustKeys {
  /** What HMAC-SHA256 is keyed with. */
  readonly secret?: string | undefined;
  /** Signs with the Ed25519 key of a writer. */
  readonly signing?: ((content: Uint8Array) => Uint8Array) | undefined;
  /** Whether a signature is that of a writer who is believed: a check for each Ed25519 key. */
  readonly trusted: readonly ((content: Uint8Array, signature: Uint8Array) => boolean)[];
}

let made = 0;

/** Who is believed, and how what is written here is signed. Keys and secret cannot be read from it. */
export class Trust {
  /** Tells it from others of this process. */
  readonly id = (made += 1);
  readonly mode: TrustMode;
  readonly #keys: TrustKeys;

  constructor(mode: TrustMode, keys: TrustKeys) {
    this.mode = mode;
    this.#keys = keys;
  }

  /** False where nobody who trusts as this process does would read what it writes. */
  get writes(): boolean {
    return this.mode === "on" || this.#keys.signing !== undefined || this.#keys.secret !== undefined;
  }

  /** `ed25519:…` or `hmac-sha256:…`; undefined without a key to sign with. */
  sign(content: Uint8Array): string | undefined {
    const { signing, secret } = this.#keys;
    if (signing !== undefined) return `ed25519:${Buffer.from(signing(content)).toString("base64url")}`;
    return secret === undefined ? undefined : `hmac-sha256:${macOf(secret, content).toString("base64url")}`;
  }

  /** Why content is not to be believed; undefined where it is. */
  doubt(content: Uint8Array, signature: unknown): string | undefined {
    if (signature === undefined) return this.mode === "strict" ? "it is not signed" : undefined;
    if (typeof signature !== "string") return "its signature is none";
    const [algorithm = "", text = ""] = signature.split(":");
    const bytes = Buffer.from(text, "base64url");
    return this.#isRight(algorithm, content, bytes) ? undefined : "no key that is trusted here has signed it";
  }

  /** A key is only ever used with the algorithm that it was made for. */
  #isRight(algorithm: string, content: Uint8Array, signature: Buffer): boolean {
    const { secret, trusted } = this.#keys;
    if (algorithm === "ed25519") return trusted.some((isBy) => isBy(content, signature));
    if (algorithm !== "hmac-sha256" || secret === undefined) return false;
    const mac = macOf(secret, content);
    return mac.length === signature.length && timingSafeEqual(mac, signature);
  }
}

const macOf = (secret: string, content: Uint8Array): Buffer =>
  createHmac("sha256", secret).update(content).digest();
