// Control and format characters, line separators, and surrogates that have no partner.
const unprintable = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu;

/**
 * Text that is safe on a terminal and stays on its line: what is invisible or controls the terminal is written
 * as an escape (`\u{1b}`).
 */
export function printable(text: string): string {
  return text.replace(unprintable, (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`);
}
