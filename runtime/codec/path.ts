/** How a value is reached from the one that holds it. */
export type Step =
  | { readonly kind: "property"; readonly key: PropertyKey }
  | { readonly kind: "map key" | "set item"; readonly position: number }
  | { readonly kind: "map value"; readonly key: unknown; readonly position: number }
  /** Not a property: `[[Prototype]]`, `buffer`, `searchParams`. */
  | { readonly kind: "slot"; readonly name: string };

const identifier = /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u;
const index = /^(?:0|[1-9]\d*)$/;

function property(key: PropertyKey): string {
  if (typeof key === "symbol") return `[${String(key)}]`;
  const name = String(key);
  if (index.test(name)) return `[${name}]`;
  return identifier.test(name) ? `.${name}` : `[${JSON.stringify(name)}]`;
}

/** One step as a user would write it: `.rows`, `[3]`, `.get("a")`. */
export function printStep(step: Step): string {
  switch (step.kind) {
    case "property":
      return property(step.key);
    case "slot":
      return `.${step.name}`;
    case "map value":
      if (typeof step.key === "string") return `.get(${JSON.stringify(step.key)})`;
      return typeof step.key === "number" ? `.get(${step.key})` : `.<value ${step.position}>`;
    case "map key":
      return `.<key ${step.position}>`;
    case "set item":
      return `.<item ${step.position}>`;
  }
}
