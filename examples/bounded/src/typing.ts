/** A city and what somebody typed for it. */
export interface Typed {
  readonly typed: string;
  readonly meant: string;
}

/** `count` cities as people type them: a few are asked for often, and letters go missing. */
export function* typedCities(
  cities: readonly string[],
  { count, seed }: { readonly count: number; readonly seed: number },
): Generator<Typed> {
  let state = seed;
  const random = (): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
  for (let i = 0; i < count; i += 1) {
    const meant = cities[Math.floor(random() ** 3 * cities.length)] ?? "";
    const typed = Array.from(meant)
      .filter(() => random() > 0.05)
      .join("");
    yield { typed, meant };
  }
}
