import type { EntryHeader } from "./store.ts";

type Check = (value: unknown) => boolean;

export const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null;

const isText: Check = (value) => typeof value === "string";
const isNumber: Check = (value) => typeof value === "number";
const isSwitch: Check = (value) => typeof value === "boolean";
const isTexts: Check = (value) => Array.isArray(value) && value.every(isText);
const isParts: Check = (value) =>
  Array.isArray(value) &&
  value.every((part) => isObject(part) && isText(part["label"]) && isText(part["digest"]));
const optional =
  (check: Check): Check =>
  (value) =>
    value === undefined || check(value);

const checks: readonly (readonly [keyof EntryHeader, Check])[] = [
  ["name", isText],
  ["form", (value) => value === "function" || value === "expression" || value === "block"],
  ["source", isText],
  ["created", isNumber],
  ["duration", isNumber],
  ["codec", isText],
  ["components", isParts],
  ["ttl", optional(isNumber)],
  ["swr", optional(isNumber)],
  ["tags", optional(isTexts)],
  ["promise", optional(isSwitch)],
  ["failed", optional(isSwitch)],
  ["manifest", optional(isSwitch)],
  ["inputs", optional(isParts)],
];

/** Whether what stands in a header's place is one: its checksum says only that it is what somebody wrote. */
export function isHeader(value: unknown): value is EntryHeader {
  return isObject(value) && checks.every(([member, check]) => check(value[member]));
}
