// The WebAssembly parser, alone in a thread that can be stopped: on hostile input it hangs or dies without an answer.
// Plain JavaScript, so that it runs unbundled on Node 20 too.
import { setFlagsFromString } from 'node:v8';
import { parentPort, workerData } from 'node:worker_threads';

// Node 20 compiles the module twice, which delays the first answer and the exit; slower code is faster for little input.
if (workerData.quickStart) setFlagsFromString('--liftoff-only');

// Go only seeds its hash tables with it. Node's own would load a third of the crypto library, which takes longer than the parsing.
Object.defineProperty(globalThis, 'crypto', {
  configurable: true,
  value: {
    /** @param {Uint8Array} bytes */
    getRandomValues: (bytes) => bytes.map((_, at) => (bytes[at] = Math.floor(Math.random() * 256))),
  },
});

// Not awaited at the top: the bundle is CommonJS, which starts faster than a module in a thread.
const library = import('@cdktf/hcl2json');

const MAX_MESSAGE = 2_000;

/** @param {{ id: number, kind: 'file' | 'expression', file: string, text: string }} request */
async function answer({ id, kind, file, text }) {
  try {
    const { getExpressionAst, parse } = (await library).default;
    return { id, value: await (kind === 'file' ? parse(file, text) : getExpressionAst(file, text)) };
  } catch (error) {
    return { id, error: String(error?.message ?? error).slice(0, MAX_MESSAGE) };
  }
}

parentPort.on('message', async (requests) => {
  for (const request of requests) parentPort.postMessage(await answer(request), []);
});
