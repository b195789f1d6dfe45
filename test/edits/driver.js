// Runs cases one after the other, each with a cache folder of its own: `node driver.js '[{ id, entry, forms, cache }]'`.
// One that fails keeps no other from running; one that changes what all share is the last of its process.

const cases = JSON.parse(process.argv[2]);
const isAlone = cases.length === 1;
const memoir = isAlone ? undefined : await import("memoir");

/** The global object, and the built-in functions and prototypes; listed before anybody changes how lists are read. */
const builtins = new Set([globalThis]);
for (const key of Reflect.ownKeys(globalThis)) {
  const held = Object.getOwnPropertyDescriptor(globalThis, key)?.value;
  if (typeof held !== "function" && !["Intl", "JSON", "Math", "Reflect"].includes(key)) continue;
  builtins.add(held);
  const prototype = Object.getOwnPropertyDescriptor(held, "prototype")?.value;
  if (prototype) builtins.add(prototype);
}
const iterators = [
  [].values(),
  "".matchAll(/a/g),
  new Map().keys(),
  new Set().keys(),
  "a"[Symbol.iterator](),
];
const others = [async () => {}, function* () {}, async function* () {}, Uint8Array, Uint8Array.prototype];
for (const of of [...iterators, ...others]) {
  // What has no name: of a generator function, what its generators inherit from as well.
  for (let at = Object.getPrototypeOf(of); at !== null; at = Object.getPrototypeOf(at)) {
    builtins.add(at);
    const prototype = Object.getOwnPropertyDescriptor(at, "prototype")?.value;
    if (prototype) builtins.add(prototype);
  }
}
const objects = [...builtins];

/** What they consist of. */
function shared() {
  const parts = [];
  for (let at = 0; at < objects.length; at++) {
    const keys = Reflect.ownKeys(objects[at]);
    for (let n = 0; n < keys.length; n++) {
      // Set by whoever prints a stack.
      if (keys[n] === "stackTraceLimit" || keys[n] === "prepareStackTrace") continue;
      const { value, get, set } = Object.getOwnPropertyDescriptor(objects[at], keys[n]);
      parts[parts.length] = keys[n];
      parts[parts.length] = value;
      parts[parts.length] = get;
      parts[parts.length] = set;
    }
  }
  return parts;
}

const before = isAlone ? [] : shared();

function isChanged() {
  const now = shared();
  if (now.length !== before.length) return true;
  for (let at = 0; at < now.length; at++) if (!Object.is(now[at], before[at])) return true;
  return false;
}

for (const { id, entry, forms, cache } of cases) {
  memoir?.configure({ dir: cache });
  console.log(`@case ${id}`);
  for (const form of forms) {
    console.log(`@form ${form}`);
    try {
      await import(`../out/${id}/${form}/${entry}`);
    } catch (error) {
      console.log("@threw", error?.message ?? error);
    }
  }
  console.log("@end");
  if (!isAlone && isChanged()) break;
}
