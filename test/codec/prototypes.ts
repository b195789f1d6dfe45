/** What built-in prototypes have of their own: nobody may change that. */
export const ownKeysOfPrototypes = (): string =>
  [Object.prototype, Array.prototype, Map.prototype, Function.prototype, Error.prototype]
    .map((prototype) => Reflect.ownKeys(prototype).map(String).join())
    .join("\n");
