// Runs cases one after the other, each with a cache folder of its own: `node driver.js '[{ id, entry, forms, cache }]'`.
// One that fails keeps no other from running; one that changes what all share is the last of its process.

const cases = JSON.parse(process.argv[2]);
const isAlone = cases.length === 1;
const memoir = isAlone ? undefined : await import("memoir");
const { patches } = isAlone ? {} : await import("../node_modules/memoir/dist/runtime/digest/patches.js");
const globals = Reflect.ownKeys(globalThis).length;

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
  if (patches !== undefined && (patches().length > 0 || Reflect.ownKeys(globalThis).length !== globals))
    break;
}
