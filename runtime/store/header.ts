import type { EntryHeader } from "./store.ts";

export const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null;

const isNumber = (value: unknown): boolean => value === undefined || typeof value === "number";
const isSwitch = (value: unknown): boolean => value === undefined || typeof value === "boolean";
const isPart = (value: unknown): boolean =>
  isObject(value) && typeof value["label"] === "string" && typeof value["digest"] === "string";
const isTexts = (value: unknown): boolean =>
  Array.isArray(value) && value.every((text) => typeof text === "string");
const isParts = (value: unknown): boolean => Array.isArray(value) && value.every(isPart);
const isForm = (value: unknown): boolean =>
  value === "function" || value === "expression" || value === "block";

/**
 * Whether what stands in a header's place is one: its checksum says only that it is what somebody wrote. Member by
 * member, for every hit asks: a table of checks takes nearly as long as parsing does.
 */
export function isHeader(value: unknown): value is EntryHeader {
  return (
    isObject(value) &&
    typeof value["name"] === "string" &&
    isForm(value["form"]) &&
    typeof value["source"] === "string" &&
    typeof value["created"] === "number" &&
    typeof value["duration"] === "number" &&
    typeof value["codec"] === "string" &&
    isParts(value["components"]) &&
    isNumber(value["ttl"]) &&
    isNumber(value["swr"]) &&
    (value["tags"] === undefined || isTexts(value["tags"])) &&
    isSwitch(value["promise"]) &&
    isSwitch(value["failed"]) &&
    isSwitch(value["manifest"]) &&
    (value["inputs"] === undefined || isParts(value["inputs"]))
  );
}
