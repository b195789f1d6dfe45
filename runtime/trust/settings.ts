import { createPrivateKey, createPublicKey, sign, verify } from "node:crypto";
import type { KeyObject } from "node:crypto";
import { resolve } from "node:path";
import type { ModuleSettings } from "../definition/definition.ts";
import { readFileSync } from "../trace/untraced.ts";
import { warn } from "../warning.ts";
import { Trust } from "./trust.ts";
import type { TrustMode } from "./trust.ts";

const words: readonly string[] = ["off", "on", "strict"];

/** A shorter secret can be found by trying. */
const SHORTEST = 16;

interface Given {
  readonly MEMOIR_TRUST?: string | undefined;
  readonly MEMOIR_SECRET?: string | undefined;
  readonly MEMOIR_SIGNING_KEY?: string | undefined;
}

function modeOf(word: string | undefined, hasKeys: boolean): TrustMode | "off" {
  if (word === "off" || word === "on" || word === "strict") return word;
  if (word !== undefined && word !== "") {
    const message = `trust: ${word} is not one of ${words.join(", ")}; what is written is signed and what is read must be.`;
    warn("MEMOIR2502", `trust ${word}`, message);
    return "strict";
  }
  return hasKeys ? "strict" : "off";
}

/** A key in a file; undefined where it cannot be used, which is said without what is in the file. */
function keyIn(path: string, what: string, make: (pem: string | Buffer) => KeyObject): KeyObject | undefined {
  try {
    const key = make(readFileSync(path));
    if (key.asymmetricKeyType === "ed25519") return key;
    warn("MEMOIR2502", `key ${path}`, `the ${what} ${path} is no Ed25519 key; it is not used.`);
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "unreadable";
    warn("MEMOIR2502", `key ${path}`, `the ${what} ${path} cannot be used: ${code}.`);
  }
  return undefined;
}

function secretOf(text: string | undefined): string | undefined {
  if (text === undefined || text === "") return undefined;
  if (text.length >= SHORTEST) return text;
  const message = `MEMOIR_SECRET has fewer than ${SHORTEST} characters, so it could be found by trying. It is not used.`;
  warn("MEMOIR2502", "short secret", message);
  return undefined;
}

const known = new Map<string, Trust>();

/**
 * Whom the units of a module believe; undefined where signatures do not matter. What is set wrong never makes it believe
 * more. The environment is read when a module's settings are first taken. Never throws.
 *
 * @param root the folder that paths of the tsconfig are relative to
 */
export function trustNow(
  given: Given,
  own: Pick<ModuleSettings, "trust" | "trustedKeys"> | undefined,
  root: string,
): Trust | undefined {
  const { MEMOIR_TRUST: word, MEMOIR_SECRET: text, MEMOIR_SIGNING_KEY: path } = given;
  const paths = (own?.trustedKeys ?? []).map((each) => resolve(root, each));
  const hasKeys = paths.length > 0 || [text, path].some((each) => each !== undefined && each !== "");
  const mode = modeOf(word === undefined || word === "" ? own?.trust : word.trim().toLowerCase(), hasKeys);
  if (mode === "off") return undefined;
  const id = JSON.stringify([mode, text, path, paths]);
  let trust = known.get(id);
  if (trust === undefined) {
    const signing = path ? keyIn(resolve(path), "signing key", createPrivateKey) : undefined;
    const others = paths.flatMap((each) => keyIn(each, "trusted key", createPublicKey) ?? []);
    const keys = signing === undefined ? others : [createPublicKey(signing), ...others];
    const trusted = keys.map(
      (key) => (content: Uint8Array, by: Uint8Array) => verify(null, content, key, by),
    );
    const signs = signing && ((content: Uint8Array) => sign(null, content, signing));
    known.set(id, (trust = new Trust(mode, { secret: secretOf(text), signing: signs, trusted })));
  }
  return trust;
}
