// Builds dist/: ECMAScript modules for Node 20 with everything bundled, parts that are not always needed as chunks of their own.
import { chmod, copyFile, rm } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { rolldown } from 'rolldown';

const OUTPUT = 'dist';
const ENTRIES = { cli: 'src/cli.ts', index: 'src/index.ts', 'hcl2json-worker': 'src/hcl/hcl2json-worker.mjs' };

/**
 * @cdktf/hcl2json looks for its WebAssembly beside its own folder, and requires a module "performance" that does not exist
 * (Node has the global, so the call is never made).
 */
const hcl2json = {
  name: 'hcl2json',
  transform: {
    filter: { id: /@cdktf[\\/]hcl2json[\\/](?:lib[\\/]bridge|wasm[\\/]bridge_wasm_exec)\.js$/ },
    handler(code) {
      return code
        .replace('(__dirname, "..", "main.wasm.gz")', '(import.meta.dirname, "main.wasm.gz")')
        .replace('require("performance")', 'undefined');
    },
  },
};

const input = Object.fromEntries(Object.entries(ENTRIES).filter(([, file]) => existsSync(file)));
await rm(OUTPUT, { recursive: true, force: true });
const bundle = await rolldown({ input, platform: 'node', plugins: [hcl2json], logLevel: 'warn' });
await bundle.write({ dir: OUTPUT, format: 'esm', entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' });
await bundle.close();

const wasm = join(dirname(createRequire(import.meta.url).resolve('@cdktf/hcl2json/package.json')), 'main.wasm.gz');
await copyFile(wasm, join(OUTPUT, 'main.wasm.gz'));
if (input.cli !== undefined) await chmod(join(OUTPUT, 'cli.js'), 0o755);
