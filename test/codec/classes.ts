import type { ClassNames } from "../../runtime/codec/index.ts";
import { $class } from "../../runtime/definition/class.ts";

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

const known = new Map<string, object>(
  [Point, Shape, Square, Registry, Stack, Tags, Failure, Vector].map((C) => [`digest of ${C.name}`, C]),
);

/** As the digests name classes, without a transform. */
export const exampleNames: ClassNames = {
  nameOf: (C) => [...known].find(([, known]) => known === C)?.[0],
  byName: (name) => known.get(name) as ReturnType<ClassNames["byName"]>,
};
