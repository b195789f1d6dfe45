import type { Definition, ModuleFile } from "../definition/definition.ts";
import type { Slot } from "../definition/descriptor.ts";
import type { Mark } from "./writer.ts";

/** Where a frame's values come from: decides how they are called in a path. */
export type FrameKind = "captures" | "arguments" | "fields" | "elements" | "part";

/** Values that are still to be encoded, in order. Their keys and count are written already. */
export class Frame {
  readonly kind: FrameKind;
  readonly values: readonly unknown[];
  index = 0;
  /** Of "fields" and "arguments": what each value is called. */
  names: readonly PropertyKey[] | undefined;
  /** Of "captures": what is known of each value, and where the code is that captures it. */
  slots: readonly Slot[] | undefined;
  file: ModuleFile | undefined;
  /** Of "captures": the code that captures; undefined for the unit itself. */
  owner: string | undefined;
  /** What may stand for a field that cannot be encoded: where the object came from. */
  anchor: Definition | undefined;
  /** Whether a component ends with this frame. */
  closes = false;
  /** Before the value at hand, where something may stand for it. */
  mark: { readonly written: Mark; readonly numbered: number } | undefined;
  /** The index of the value that something else stands for. */
  replaced = -1;

  constructor(kind: FrameKind, values: readonly unknown[]) {
    this.kind = kind;
    this.values = values;
  }

  /** `captured db`, `argument 1`, `.pool`, `[3]`: the value at hand, as a piece of a path. */
  segment(isFirst: boolean): string {
    const at = this.index - 1;
    switch (this.kind) {
      case "captures":
        return `${isFirst ? "captured " : " > "}${this.slots?.[at]?.label ?? String(at)}`;
      case "arguments":
        return `argument ${String(this.names?.[at] ?? at)}`;
      case "elements":
        return `[${at}]`;
      case "fields": {
        const name = this.names?.[at] ?? "";
        return typeof name === "string" && /^[\w$#]+$/.test(name) ? `.${name}` : `[${String(name)}]`;
      }
      case "part":
        return "";
    }
  }
}
