/**
 * Globals whose meaning the language or the platform fixes. A use of one is keyed by its name; a patch of one
 * is found at run time by comparison. Any other free global is captured by value.
 */
export const platformGlobals: ReadonlySet<string> = new Set(
  (
    "undefined NaN Infinity globalThis Object Function Array String Number Boolean Symbol BigInt Math JSON Date " +
    "RegExp Map Set WeakMap WeakSet WeakRef FinalizationRegistry Promise Proxy Reflect Error AggregateError " +
    "EvalError RangeError ReferenceError SyntaxError TypeError URIError SuppressedError ArrayBuffer " +
    "SharedArrayBuffer DataView Atomics Int8Array Uint8Array Uint8ClampedArray Int16Array Uint16Array Int32Array " +
    "Uint32Array Float16Array Float32Array Float64Array BigInt64Array BigUint64Array Intl Temporal Iterator " +
    "AsyncIterator DisposableStack AsyncDisposableStack parseInt parseFloat isNaN isFinite encodeURIComponent " +
    "decodeURIComponent encodeURI decodeURI escape unescape console process Buffer URL URLSearchParams TextEncoder " +
    "TextDecoder AbortController AbortSignal Event EventTarget MessageChannel MessagePort MessageEvent Blob File " +
    "FormData Headers Request Response fetch WebSocket EventSource ReadableStream WritableStream TransformStream " +
    "CompressionStream DecompressionStream crypto Crypto CryptoKey SubtleCrypto performance Performance structuredClone " +
    "queueMicrotask setTimeout clearTimeout setInterval clearInterval setImmediate clearImmediate atob btoa " +
    "WebAssembly DOMException BroadcastChannel navigator require module exports __filename __dirname global eval"
  ).split(" "),
);

/** Reads of the clock, chance, the network and standard input: inputs that no key can see. */
export const invisibleCalls: ReadonlySet<string> = new Set([
  "Math.random",
  "Date.now",
  "Temporal.Now",
  "performance.now",
  "crypto.randomUUID",
  "crypto.getRandomValues",
  "process.hrtime",
  "process.cwd",
  "process.stdin",
  "fetch",
]);

/** Modules of Node whose functions read what no key can see. */
export const invisibleModules: ReadonlySet<string> = new Set(
  [
    "fs",
    "fs/promises",
    "net",
    "http",
    "https",
    "http2",
    "child_process",
    "dgram",
    "dns",
    "dns/promises",
    "tls",
    "os",
    "readline",
    "readline/promises",
    "sqlite",
  ].flatMap((name) => [name, `node:${name}`]),
);

/** Of other modules of Node, those that do. */
export const invisibleMembers: ReadonlyMap<string, ReadonlySet<string>> = new Map(
  Object.entries({
    crypto:
      "randomUUID randomBytes randomInt randomFill randomFillSync getRandomValues " +
      "generateKey generateKeySync generateKeyPair generateKeyPairSync",
    perf_hooks: "performance",
    process: "hrtime cwd stdin",
  }).flatMap(([name, members]) => [name, `node:${name}`].map((each) => [each, new Set(members.split(" "))])),
);

/** Methods of arrays and promises that call their callback and let it go. */
export const callbackMethods: ReadonlySet<string> = new Set(
  (
    "map filter forEach reduce reduceRight some every find findIndex findLast findLastIndex flatMap sort toSorted " +
    "then catch finally replace replaceAll"
  ).split(" "),
);
