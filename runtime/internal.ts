// The only symbols that rewritten code and hosts import. See ARCHITECTURE.md, "What rewritten code calls".
export { $class } from "./definition/class.ts";
export { $default, $method } from "./definition/decorated.ts";
export { $file } from "./definition/file.ts";
export { $code, $fn, $methods, $object, $unitOf } from "./definition/function.ts";
export { $restored } from "./definition/restored.ts";
export { $path } from "./definition/path.ts";
export { $value } from "./definition/value.ts";
export { $loaded } from "./digest/module-state.ts";
export { $lazy } from "./digest/own-state.ts";
export { $tracing } from "./unit/compute.ts";
export { $block, $blockAsync } from "./unit/block.ts";
export { $call, $callAsync, $evaluate, $evaluateAsync } from "./unit/call.ts";
export { $generate } from "./unit/generate.ts";
export { $generateAsync } from "./unit/generate-async.ts";
export { $unit } from "./unit/open-unit.ts";
