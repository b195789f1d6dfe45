/**
 * The ts-patch host: `{ "transform": "memoir/transformer", "transformProgram": true }` in a tsconfig's `plugins`.
 *
 * The program stays the compiler's own, of the original text: it reports errors, writes declarations and keeps build
 * info. Only `emit` takes scripts from a second program, of the rewritten text.
 */
import { createTransformer } from "./tspc/transformer.ts";
import { rewrite } from "../rewrite.ts";

export default createTransformer(rewrite);
