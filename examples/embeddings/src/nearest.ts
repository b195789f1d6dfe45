/** A text and where it lies. */
export interface Embedded {
  readonly text: string;
  readonly vector: readonly number[];
}

/** The `count` texts whose meaning is closest to that of `query`, closest first. */
export function nearest(query: Embedded, texts: readonly Embedded[], count: number): string[] {
  return texts
    .map(({ text, vector }) => ({ text, likeness: similarity(query.vector, vector) }))
    .sort((a, b) => b.likeness - a.likeness)
    .slice(0, count)
    .map(({ text }) => text);
}

/** The cosine of the angle between two vectors: 1 where they point the same way. */
function similarity(a: readonly number[], b: readonly number[]): number {
  return dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b));
}

const dot = (a: readonly number[], b: readonly number[]): number =>
  a.reduce((sum, value, i) => sum + value * (b[i] ?? NaN), 0);
