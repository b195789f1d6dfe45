/** How many letters must be inserted, deleted or replaced to turn `from` into `to` (Levenshtein). */
export function editDistance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (const [line, letter] of Array.from(from).entries()) {
    let left = line + 1;
    const next = [left];
    for (const [column, other] of Array.from(to).entries()) {
      const [diagonal = 0, above = 0] = row.slice(column, column + 2);
      left = Math.min(left + 1, above + 1, diagonal + (letter === other ? 0 : 1));
      next.push(left);
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
