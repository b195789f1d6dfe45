import { channel } from "node:diagnostics_channel";

// Channels belong to the process, so that copies of this module find each other.
const copies = channel("memoir:copies");
const here = (import.meta as { readonly url?: string }).url ?? "a bundle";
copies.subscribe((found) => {
  (found as string[]).push(here);
});

/** Where the copies of memoir lie that this thread has loaded. What one has seen created, no other knows. */
export function loadedCopies(): readonly string[] {
  const found: string[] = [];
  copies.publish(found);
  return found;
}
