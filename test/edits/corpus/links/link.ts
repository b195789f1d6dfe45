import { swap, type Case, type Form, type Outcomes, type Texts } from "../../case.ts";

/** A case in few words: modules, a unit that reaches them, and one change. */
export interface Link {
  readonly row: number;
  readonly name: string;
  readonly files?: Texts;
  readonly top?: string;
  /** `return go(2);` unless told. */
  readonly body?: string;
  readonly change?: readonly [from: string, to: string];
  /** The file that is changed; a.ts unless told. */
  readonly file?: string;
  readonly members?: string;
  readonly forms?: readonly Form[];
  readonly isAsync?: boolean;
  readonly params?: string;
  readonly args?: string;
  readonly outcomes?: Outcomes;
  readonly env?: Texts;
  readonly envAfter?: Texts;
  /** That it runs uncached is right too. */
  readonly mayRefuse?: boolean;
}

export const importsGo = 'import { go } from "./a.js";\n';
export const importsAll = 'import * as a from "./a.js";\n';

/** The one module of most links. */
export const a = (text: string): Texts => ({ "a.ts": text });

/** A unit that changes what it reads is not stored. */
export const never: Outcomes = { cold: ["miss"], warm: ["miss"], after: ["miss"] };

/** The change must invalidate. */
export const linked = ({
  row,
  name,
  files,
  top,
  change,
  file,
  forms,
  outcomes,
  env,
  envAfter,
  ...rest
}: Link): Case => ({
  row,
  label: "M",
  name,
  ...(files && { files }),
  ...(forms && { forms }),
  ...(outcomes && { outcomes }),
  ...(env && { env }),
  ...(envAfter && { envAfter }),
  ...(rest.mayRefuse === true && { mayRefuse: true }),
  unit: {
    ...(top !== undefined && { top }),
    body: rest.body ?? "return go(2);",
    ...(rest.members !== undefined && { members: rest.members }),
    ...(rest.isAsync === true && { isAsync: true }),
    ...(rest.params !== undefined && { params: rest.params, args: rest.args ?? "" }),
  },
  ...(change && { edit: { [file ?? "a.ts"]: swap(change) } }),
});
