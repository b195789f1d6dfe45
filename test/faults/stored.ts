import { bodyOf } from "../store/example-entry.ts";

/** What a writer stores under `SEED NUMBER`, small and large; every other one equals that of the other writers. */
export function storedOf(text: string): Uint8Array {
  const at = Number(text.split(" ")[1]);
  return bodyOf(at % 2 === 0 ? text : String(at), 1 + ((at * 7919) % 500_000));
}
