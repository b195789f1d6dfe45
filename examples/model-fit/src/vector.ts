/** A point of the parameter space, a gradient or a momentum. */
export type Vector = readonly number[];

/** The element at `i`; `NaN` outside, so that a mistake shows in every result. */
export const at = (vector: ArrayLike<number>, i: number): number => vector[i] ?? NaN;

/** The scalar product. */
export function dot(a: Vector, b: Vector): number {
  let sum = 0;
  for (let i = 0; i < a.length; i += 1) sum += at(a, i) * at(b, i);
  return sum;
}

/** `a + factor · b` */
export const addScaled = (a: Vector, factor: number, b: Vector): Vector =>
  a.map((value, i) => value + factor * at(b, i));

/** `a − b` */
export const subtract = (a: Vector, b: Vector): Vector => addScaled(a, -1, b);
