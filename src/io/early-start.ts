import { closeSync, openSync, readSync, statSync } from 'node:fs';
import { startThreadEarly } from '../hcl/hcl2json-thread.ts';

const ZIP = Buffer.from('PK\u0003\u0004');

/**
 * Starts the HCL parser's thread where the command line is `check` or `explain` of a saved plan: its start takes longer than all else, and has a
 * core of its own. Only a guess to save time: whoever reads the plan decides anew, and no error is one here.
 */
export function startEarly(argv: readonly string[]): void {
  if (argv[0] !== 'check' && argv[0] !== 'explain') return;
  const savedPlan = argv.slice(1).find(isZipFile);
  if (savedPlan !== undefined) startThreadEarly(statSync(savedPlan).size);
}

function isZipFile(path: string): boolean {
  try {
    if (path.startsWith('-') || !statSync(path).isFile()) return false;
    const file = openSync(path, 'r');
    try {
      const head = Buffer.alloc(ZIP.length);
      return readSync(file, head, 0, ZIP.length, 0) === ZIP.length && head.equals(ZIP);
    } finally {
      closeSync(file);
    }
  } catch {
    return false;
  }
}
