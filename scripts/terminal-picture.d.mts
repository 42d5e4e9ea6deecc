export type Picture = {
  readonly name: string;
  readonly argv: readonly string[];
  readonly leaveOut: { readonly after: RegExp; readonly before: RegExp } | null;
};
export const PICTURES: readonly Picture[];
export const CASE: string;
export const TERMINAL: Readonly<Record<string, string>>;
export function drawTerminal(output: string, picture: Pick<Picture, 'argv' | 'leaveOut'>): string;
