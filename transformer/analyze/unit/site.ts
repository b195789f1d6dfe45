import type * as t from "@babel/types";
import type { Tier, UnitOptions } from "../../parse/directive.ts";
import type { FunctionNode } from "../../parse/nodes.ts";

interface Site {
  readonly tier: Tier;
  readonly options: UnitOptions;
  /** A label for people. */
  readonly name: string;
  /** Where to point a message. */
  readonly start: number;
  readonly end: number;
}

/** A cached function. */
export interface FunctionSite extends Site {
  readonly form: "function";
  readonly node: FunctionNode;
}

/** A cached initialiser. */
export interface ExpressionSite extends Site {
  readonly form: "expression";
  readonly node: t.Expression;
}

/** The statements after a `using` line, to the end of their block. */
export interface BlockSite extends Site {
  readonly form: "block";
  readonly node: t.VariableDeclaration;
  readonly handle: t.Identifier;
  readonly container: t.BlockStatement;
  readonly statements: readonly t.Statement[];
  /** The option object, where some of it is known only at run time. */
  readonly liveOptions: t.Expression | undefined;
}

export type UnitSite = FunctionSite | ExpressionSite | BlockSite;
