import type { ClassNames } from "../../runtime/codec/index.ts";
import { $class } from "../../runtime/definition/class.ts";
import { $restored } from "../../runtime/definition/restored.ts";

const file = { name: "test/codec/classes.ts", url: import.meta.url, settings: undefined };

/** As the transform leaves a class that cannot be restored. */
export class Point {
  static {
    const reason = "the initialiser of #brand may run code";
    $class(
      Point,
      file,
      "codec-test-point|Point|8",
      () => [],
      (o) => (#brand in o ? [o.#brand] : undefined),
      reason,
    );
  }
  readonly #brand = "point";
  x: number;
  y: number;
  constructor(x: number, y: number) {
    this.x = x;
    this.y = y;
  }
  get brand(): string {
    return this.#brand;
  }
}

/** A constructor that must not run when an instance is brought back. */
export class Shape {
  static made = 0;
  sides = 3;
  constructor() {
    Shape.made += 1;
  }
  get area(): number {
    return this.sides * 2;
  }
  set label(_: unknown) {
    throw new Error("the setter ran");
  }
}
export class Square extends Shape {
  override sides = 4;
}
export class Registry extends Map<unknown, unknown> {
  constructor() {
    super();
    throw new Error("the constructor ran");
  }
  override set(): this {
    throw new Error("the overridden set ran");
  }
}
export class Stack extends Array<unknown> {}
export class Tags extends Set<unknown> {}
export class Failure extends Error {
  readonly status = 500;
}
export class Vector extends Float64Array {}

/** As the transform leaves classes that can be restored: a field of their own and two that nobody sees. */
export class Vault {
  static {
    $class(
      Vault,
      file,
      "codec-test-vault|Vault|60",
      () => [],
      (o) => (#content in o ? [o.#content, o.#spare] : undefined),
      (o, v) => {
        if (#content in o) [o.#content, o.#spare] = v;
      },
      ["#content", "#spare"],
    );
  }
  shown: unknown = "default";
  #content: unknown;
  #spare: unknown = [];
  constructor(content?: unknown) {
    if (new.target === $restored) return;
    bodies.push("Vault");
    this.#content = content;
  }
  get content(): unknown {
    return this.#content;
  }
  fill(content: unknown, spare: unknown): this {
    this.#content = content;
    this.#spare = spare;
    return this;
  }
}
/** The constructors' bodies that ran. */
export const bodies: string[] = [];

export class Chest extends Vault {
  static {
    $class(
      Chest,
      file,
      "codec-test-chest|Chest|95",
      () => [Vault],
      (o) => (#lid in o ? [o.#lid] : undefined),
      (o, v) => {
        if (#lid in o) o.#lid = v[0];
      },
      ["#lid"],
    );
  }
  override shown = "overridden";
  depth = 2;
  #lid: unknown;
  constructor(content: unknown, lid: unknown) {
    super(content);
    if (new.target === $restored) return;
    bodies.push("Chest");
    this.#lid = lid;
  }
}
export class Drawer extends Map<unknown, unknown> {
  static {
    $class(
      Drawer,
      file,
      "codec-test-drawer|Drawer|120",
      () => [],
      (o) => (#label in o ? [o.#label] : undefined),
      (o, v) => {
        if (#label in o) o.#label = v[0];
      },
      ["#label"],
    );
  }
  #label: unknown = "none";
  label(label: unknown): this {
    this.#label = label;
    return this;
  }
}
export class Row extends Array<unknown> {
  static {
    $class(
      Row,
      file,
      "codec-test-row|Row|140",
      () => [],
      (o) => (#unit in o ? [o.#unit] : undefined),
      (o, v) => {
        if (#unit in o) o.#unit = v[0];
      },
      ["#unit"],
    );
  }
  unit = "m";
  #unit: unknown = "m";
  measure(unit: unknown): this {
    this.#unit = unit;
    return this;
  }
}
export class Alarm extends Error {
  static {
    $class(
      Alarm,
      file,
      "codec-test-alarm|Alarm|160",
      () => [],
      (o) => (#level in o ? [o.#level] : undefined),
      (o, v) => {
        if (#level in o) o.#level = v[0];
      },
      ["#level"],
    );
  }
  override name = "Alarm";
  #level: unknown = 0;
  raise(level: unknown): this {
    this.#level = level;
    return this;
  }
}
export class Day extends Date {
  static {
    $class(
      Day,
      file,
      "codec-test-day|Day|180",
      () => [],
      (o) => (#zone in o ? [o.#zone] : undefined),
      (o, v) => {
        if (#zone in o) o.#zone = v[0];
      },
      ["#zone"],
    );
  }
  #zone: unknown;
  at(zone: unknown): this {
    this.#zone = zone;
    return this;
  }
}

const withPrivates = [Vault, Chest, Drawer, Row, Alarm, Day];
const known = new Map<string, object>(
  [...withPrivates, Point, Shape, Square, Registry, Stack, Tags, Failure, Vector].map((C) => [
    `digest of ${C.name}`,
    C,
  ]),
);

/** As the digests name classes, without a transform. */
export const exampleNames: ClassNames = {
  nameOf: (C) => [...known].find(([, known]) => known === C)?.[0],
  byName: (name) => known.get(name) as ReturnType<ClassNames["byName"]>,
};
