/**
 * Units that call each other, over values that follow from their arguments: source text that goes on after the `note` of
 * a program, which is told of each computation that starts.
 */
export const units = `
const turn = () => new Promise((resolve) => setImmediate(resolve));
const rows = (key: number) => Array.from({ length: 50 + ((key * 7919) % 3000) }, (_, at) => at * key);

// @cache persistent ignore=[note, turn]
async function series(key: number) { // memoir-ok: appends only
  note("start series " + key);
  await turn();
  return { key, rows: rows(key) };
}

// @cache persistent ignore=[note]
function blob(key: number) { // memoir-ok: appends only
  note("start blob " + key);
  return new Float64Array(rows(key));
}

// @cache persistent ignore=[note]
async function total(key: number) { // memoir-ok: appends only
  note("start total " + key);
  const { rows } = await series(key);
  return rows.reduce((a, b) => a + b, 0) + blob(key).length;
}

const sum = (key: number) => rows(key).reduce((a, b) => a + b, 0) + rows(key).length;
`;
