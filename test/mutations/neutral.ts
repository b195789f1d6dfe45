import { apply, type Change, type Module } from "./module.ts";
import { anotherModule } from "./neutral/another-module.ts";
import { renamed, renames } from "./neutral/names.ts";
import * as order from "./neutral/order.ts";
import * as text from "./neutral/text.ts";
import type { Random } from "../random.ts";

type Texts = Readonly<Record<string, string>>;
type Neutral = (
  module: Module,
  random: Random,
  extension: string,
) => Texts | undefined | Promise<Texts | undefined>;

type Changes = readonly Change[] | undefined;

const within =
  (change: (module: Module, random: Random) => Changes | Promise<Changes>): Neutral =>
  async (module, random) => {
    const changes = await change(module, random);
    return changes && { [module.path]: apply(module.text, changes) };
  };

const rename = (which: "locals" | "helpers"): Neutral =>
  within((module, random) => {
    const name = random.pick(renames(module)[which]);
    return name === undefined ? undefined : renamed(module, name, `${name}Renamed`);
  });

/** Edits of a module that do not change what its functions do, by kind: new texts of files. */
export const neutral: Readonly<Record<string, Neutral>> = {
  comment: within(text.comment),
  layout: within(text.layout),
  parentheses: within(text.parentheses),
  spelling: within(text.spelling),
  "type assertion": within(text.typeAssertion),
  "renamed local": rename("locals"),
  "renamed helper": rename("helpers"),
  "reordered functions": within(order.functions),
  "reordered imports": within(order.imports),
  "moved to the end": within(order.toTheEnd),
  "added code": within(order.addition),
  "moved to a module": anotherModule,
};
