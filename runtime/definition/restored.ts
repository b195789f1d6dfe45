import type { Callable } from "./stamp.ts";

/**
 * What `new.target` is while an instance is brought back: a constructor that meets it stops before its body. Nothing
 * is inherited through it, so what an initialiser assigns meets no setter.
 */
export const $restored: Callable = Object.assign(
  function () {
    // The class that is constructed makes the object.
  },
  { prototype: Object.create(null) as object },
);

/** What each parameter gets, so that no default runs: an object without properties that converts to "". */
const blank = Object.freeze(
  Object.create(Object.freeze({ __proto__: null, [Symbol.toPrimitive]: () => "" })) as object,
);
const blanks = new Array<object>(16).fill(blank);

/** A fresh object with the private members of a class that extends nothing. */
export const constructBare = (C: Callable): object => Reflect.construct(C, blanks, $restored) as object;

/**
 * Gives objects the private members of a class that extends another. Meanwhile the parent that `super(…)` finds is
 * one that returns the object it is to be.
 *
 * @throws TypeError where an object has them already, or the class does not take another parent.
 */
export function addPrivates(C: Callable, objects: Iterable<object>): void {
  let given: object = blank;
  const Parent = function (): object {
    return given;
  };
  const parent = Object.getPrototypeOf(C) as object;
  Object.setPrototypeOf(C, Parent);
  try {
    for (given of objects) {
      if (Reflect.construct(C, blanks, $restored) !== given) throw new TypeError("it made another object");
    }
  } finally {
    Object.setPrototypeOf(C, parent);
  }
}
