import type { Io } from '../io/io.ts';
import type { TextStyle } from '../render/screen.ts';
import type { Report } from '../report.ts';

export const FORMATS = ['text', 'json'] as const;
export type Format = (typeof FORMATS)[number];

/** The report in the format asked for; colour, width and characters follow the terminal (and NO_COLOR, FORCE_COLOR, LANG). */
export async function render(report: Report, format: Format, io: Io): Promise<string> {
  if (format === 'json') return (await import('../render/json.ts')).renderJson(report);
  return (await import('../render/text.ts')).renderText(report, terminalStyle(io));
}

/** How text is laid out on this output. */
export function terminalStyle({ stdout, env }: Io): TextStyle {
  const forced = env['FORCE_COLOR'] !== undefined && env['FORCE_COLOR'] !== '0';
  const plain = env['NO_COLOR'] !== undefined && env['NO_COLOR'] !== '';
  const colour = !plain && (forced || (stdout.isTTY === true && env['TERM'] !== 'dumb'));
  return { colour, width: stdout.columns ?? Number(env['COLUMNS'] ?? 100), unicode: isUtf8(env) };
}

/** The first of LC_ALL, LC_CTYPE, LANG that is set decides (POSIX); none set: CI logs and modern terminals are UTF-8. */
function isUtf8(env: Io['env']): boolean {
  const locale = [env['LC_ALL'], env['LC_CTYPE'], env['LANG']].find((value) => value !== undefined && value !== '');
  return locale === undefined || /utf-?8/i.test(locale) || env['CI'] !== undefined;
}
