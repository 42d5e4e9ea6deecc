// Builds dist/: ECMAScript modules for Node 20 with everything bundled, parts that are not always needed as chunks of their own.
import { chmod, readFile, rm, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { rolldown } from 'rolldown';

const OUTPUT = 'dist';
const ENTRIES = { cli: 'src/cli.ts', index: 'src/index.ts' };
const WORKER = 'src/hcl/hcl2json-worker.mjs';

const WASM_READ = 'await fs.readFile((0, path_1.join)(__dirname, "main.wasm"))';

/**
 * @cdktf/hcl2json looks for its WebAssembly beside its own folder, and requires a module "performance" that does not exist
 * (Node has the global, so the call is never made). Its WebAssembly is unpacked here, since npm packs the whole package anyway and
 * unpacking takes a fifth of the parser's start; fs-extra would only load a dozen modules to read that one file.
 */
const hcl2json = {
  name: 'hcl2json',
  transform: {
    filter: { id: /@cdktf[\\/]hcl2json[\\/](?:lib[\\/]bridge|wasm[\\/]bridge_wasm_exec)\.js$/ },
    handler(code) {
      return code
        .replace('(0, zlib_1.gunzipSync)(await fs.readFile((0, path_1.join)(__dirname, "..", "main.wasm.gz")))', WASM_READ)
        .replace('require("fs-extra")', 'require("node:fs").promises')
        .replace('require("zlib")', 'undefined')
        .replace('require("performance")', 'undefined');
    },
  },
};

const input = Object.fromEntries(Object.entries(ENTRIES).filter(([, file]) => existsSync(file)));
await rm(OUTPUT, { recursive: true, force: true });
const bundle = await rolldown({ input, platform: 'node', plugins: [hcl2json], logLevel: 'warn' });
await bundle.write({ dir: OUTPUT, format: 'esm', minify: true, entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' });
await bundle.close();

// A thread that runs CommonJS need not load Node's module loader: a sixth of the parser's start.
const worker = await rolldown({ input: WORKER, platform: 'node', plugins: [hcl2json], logLevel: 'warn' });
await worker.write({ file: join(OUTPUT, 'hcl2json-worker.cjs'), format: 'cjs', minify: true, codeSplitting: false });
await worker.close();

const wasm = join(dirname(createRequire(import.meta.url).resolve('@cdktf/hcl2json/package.json')), 'main.wasm.gz');
await writeFile(join(OUTPUT, 'main.wasm'), gunzipSync(await readFile(wasm)));
if (input.cli !== undefined) await chmod(join(OUTPUT, 'cli.js'), 0o755);
