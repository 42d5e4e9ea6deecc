import type { Io } from './io.ts';

/** Says on standard error what is being done, where that is a terminal and it takes long; leaves no trace. */
export type Progress = { readonly say: (what: string) => void; readonly end: () => void };

const PATIENCE_MS = 700;
const FRAME_MS = 120;

/** Nothing is shown before some time has passed, nor where nobody looks. */
export function createProgress({ stderr, env }: Pick<Io, 'stderr' | 'env'>): Progress {
  if (stderr.isTTY !== true || env['CI'] !== undefined) return { say: () => {}, end: () => {} };
  const started = Date.now();
  let what = '';
  let frame = 0;
  const draw = (): void => {
    const seconds = Math.round((Date.now() - started) / 1000);
    if (Date.now() - started > PATIENCE_MS) stderr.write(`\r\u001b[2K${'|/-\\'[frame++ % 4]} tfsafe: ${what} (${seconds} s)`);
  };
  const timer = setInterval(draw, FRAME_MS);
  timer.unref();
  return {
    say: (next) => (what = next.replaceAll(/[^\x20-\x7e]/g, '?').slice(0, 60)),
    end: () => {
      clearInterval(timer);
      if (frame > 0) stderr.write('\r\u001b[2K');
    },
  };
}
