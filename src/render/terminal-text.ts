/**
 * Everything that a terminal does not show as it stands: control characters (ESC and C1 start commands, CR overwrites), format characters
 * (bidirectional marks reorder, zero-width ones and tags hide), line separators, lone surrogates, private and unassigned code points,
 * fillers, variation selectors, and blanks that look like a space but do not split words.
 */
const NOT_SHOWN = /[\p{C}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u2800]|(?! )\p{Zs}/gu;
const NOT_ASCII = /[^ -~]/gu;
const SHORT = new Map([
  ['\t', '\\t'],
  ['\n', '\\n'],
  ['\r', '\\r'],
]);

/** `ascii`: for terminals that are not UTF-8, everything outside ASCII is spelled out too. */
export type TerminalCharacters = { readonly ascii: boolean };

/** Text of a plan or source file as one line that is safe to print: what would not be seen stands there as `\n`, `\t`, `\u{1b}`, `\u{202e}`. */
export function toTerminalLine(text: string, { ascii }: TerminalCharacters = { ascii: false }): string {
  return text.replace(ascii ? NOT_ASCII : NOT_SHOWN, (char) => SHORT.get(char) ?? `\\u{${(char.codePointAt(0) ?? 0).toString(16)}}`);
}

/** The same for text of several lines, such as a command: its lines, with tabs as blanks. A CR stays visible: the shell sees it too. */
export function toTerminalLines(text: string, characters?: TerminalCharacters): readonly string[] {
  return text.split('\n').map((line) => toTerminalLine(line.replace(/\t/g, '    '), characters));
}
