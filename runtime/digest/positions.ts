/** What JavaScriptCore gives errors of their own, to say where they were made, as the stack does. */
const given: ReadonlySet<PropertyKey> = new Set(
  process.versions["bun"] === undefined
    ? []
    : ["originalLine", "originalColumn", "line", "column", "sourceURL"],
);

/** Whether a property of an error is the engine's: not `line` and `column` that the program has set. */
export function isPosition(error: object, key: PropertyKey): boolean {
  if (!given.has(key)) return false;
  const descriptor = Object.getOwnPropertyDescriptor(error, key);
  if (descriptor === undefined || descriptor.enumerable === true) return false;
  return (key !== "line" && key !== "column") || isInStack(error);
}

function isInStack(error: object): boolean {
  const [line, column, stack] = ["line", "column", "stack"].map(
    (key): unknown => Object.getOwnPropertyDescriptor(error, key)?.value,
  );
  return typeof stack === "string" && new RegExp(`:${String(line)}:${String(column)}(?!\\d)`).test(stack);
}
