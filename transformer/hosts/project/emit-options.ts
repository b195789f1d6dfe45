import type { EmitOptions } from "../../rewrite/types.ts";

const text = <K extends string>(name: K, value: unknown): { readonly [N in K]?: string } =>
  typeof value === "string" ? ({ [name]: value } as { readonly [N in K]?: string }) : {};

/**
 * The compiler options of a tsconfig that change what code does, as they are in effect: what TypeScript 6 makes of one
 * that says nothing is spelt out, so that these are the options that `tspc` states.
 */
export function emitOptionsOf(compilerOptions: Readonly<Record<string, unknown>>): EmitOptions {
  const { useDefineForClassFields, experimentalDecorators, emitDecoratorMetadata, jsx } = compilerOptions;
  return {
    useDefineForClassFields:
      typeof useDefineForClassFields === "boolean"
        ? useDefineForClassFields
        : definesFields(compilerOptions["target"]),
    ...(experimentalDecorators === true && { experimentalDecorators: true }),
    ...(emitDecoratorMetadata === true && { emitDecoratorMetadata: true }),
    ...text("jsx", typeof jsx === "string" ? jsx.toLowerCase() : undefined),
    ...text("jsxFactory", compilerOptions["jsxFactory"]),
    ...text("jsxFragmentFactory", compilerOptions["jsxFragmentFactory"]),
    ...text("jsxImportSource", compilerOptions["jsxImportSource"]),
  };
}

/** From ES2022 on; without a target TypeScript takes the newest edition. */
function definesFields(target: unknown): boolean {
  if (typeof target !== "string") return true;
  const edition = /^es(\d+)$/i.exec(target)?.[1];
  return edition === undefined ? target.toLowerCase() === "esnext" : Number(edition) >= 2022;
}
