import { Chalk } from 'chalk';

/** What a piece of text is, not how it looks. */
export type Style = 'danger' | 'warning' | 'good' | 'strong' | 'faint' | 'accent';

/** Paints escaped text. The sixteen basic colours only: they follow the reader's own palette, light or dark. */
export function createPainter(colour: boolean): (style: Style, text: string) => string {
  const chalk = new Chalk({ level: colour ? 1 : 0 });
  const paint = {
    danger: chalk.bold.red,
    warning: chalk.yellow,
    good: chalk.bold.green,
    strong: chalk.bold,
    faint: chalk.dim,
    accent: chalk.cyan,
  } satisfies Record<Style, unknown>;
  return (style, text) => paint[style](text);
}
