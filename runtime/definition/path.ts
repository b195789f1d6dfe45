import { types } from "node:util";

/** A member path that ended early: at null, undefined, an accessor or a proxy, `depth` segments in. */
export class PathStop {
  readonly depth: number;
  readonly value: unknown;

  constructor(depth: number, value: unknown) {
    this.depth = depth;
    this.value = value;
  }
}

/** The value at `root.a.b`, read through data properties only: no accessor and no trap is called. */
export function $path(root: unknown, ...keys: readonly PropertyKey[]): unknown {
  let value = root;
  for (const [depth, key] of keys.entries()) {
    if (value === null || value === undefined) return new PathStop(depth, value);
    const found = lookUp(value, key);
    if (found === "stop") return new PathStop(depth, value);
    value = found?.value;
  }
  return value;
}

function lookUp(value: unknown, key: PropertyKey): { readonly value?: unknown } | "stop" | undefined {
  for (
    let holder = Object(value) as object | null;
    holder !== null;
    holder = Object.getPrototypeOf(holder) as object | null
  ) {
    if (types.isProxy(holder)) return "stop";
    const descriptor = Object.getOwnPropertyDescriptor(holder, key);
    if (descriptor !== undefined) return "value" in descriptor ? descriptor : "stop";
  }
  return undefined;
}
