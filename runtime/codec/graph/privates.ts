import type { Brand } from "../brand.ts";
import { privatesByClass, type NamedClass } from "../classes.ts";
import type { Discovery } from "./discovery.ts";
import type { Cell, Shape } from "./format.ts";

/** The private fields of an object, those of its classes' parents first. */
export interface Fields {
  readonly classes: NonNullable<Shape["privates"]>;
  readonly cells: readonly Cell[];
}

/**
 * Undefined for an object without private members.
 *
 * @throws NotStorable where they could not be brought back, or a value in them.
 */
export function fieldsOf(
  discovery: Discovery,
  holder: number,
  object: object,
  brand: Brand,
  classes: readonly NamedClass[],
): Fields | undefined {
  if (classes.length === 0) return undefined;
  const found = privatesByClass(object, classes);
  if (typeof found === "string") return discovery.refuse(holder, found);
  const [first] = found;
  if (first === undefined) return undefined;
  if (first.restorer.isBase && brand !== "object") {
    return discovery.refuse(holder, `it has #private fields of a class that makes no ${brand}`);
  }
  const cells = found.flatMap(({ restorer, values }) =>
    values.map((value, at) =>
      discovery.cellOf(value, holder, { kind: "slot", name: restorer.names[at] ?? "" }),
    ),
  );
  return { classes: found.map(({ name, values }) => [name, values.length]), cells };
}
