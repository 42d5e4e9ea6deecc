import { existsSync } from 'node:fs';
import { SHARE_ENV, Worker } from 'node:worker_threads';

/** Up to so much text the quick start (slower, unoptimised code) wins; Node 20 only. */
const QUICK_START_CHARACTERS = 100_000;

type Waiting = { readonly worker: Worker; readonly quickStart: boolean };
let waiting: Waiting | null = null;

/** Starts the parser's thread before anything else is loaded, for a source of about so many characters. The next `takeThread` gets it. */
export function startThreadEarly(characters: number): void {
  const quickStart = isQuick(characters);
  waiting ??= { worker: newThread(quickStart), quickStart };
  waiting.worker.unref();
}

/** The thread that waits, if it suits the size of the text, else a new one. */
export function takeThread(characters: number): Worker {
  const quickStart = isQuick(characters);
  const early = waiting;
  waiting = null;
  if (early?.quickStart === quickStart) return early.worker;
  void early?.worker.terminate();
  return newThread(quickStart);
}

const isQuick = (characters: number): boolean => process.versions.node.startsWith('20.') && characters <= QUICK_START_CHARACTERS;

const newThread = (quickStart: boolean): Worker =>
  new Worker(workerFile(), { workerData: { quickStart }, stderr: true, stdout: true, env: SHARE_ENV, trackUnmanagedFds: false });

/** The worker's file: beside the bundle, or, unbundled, beside this source. */
function workerFile(): URL {
  const bundled = new URL('hcl2json-worker.cjs', import.meta.url);
  return existsSync(bundled) ? bundled : new URL('hcl2json-worker.mjs', import.meta.url);
}
