#!/usr/bin/env node
import module from 'node:module';
import process from 'node:process';
import { setFlagsFromString } from 'node:v8';
import { EXIT } from './errors.ts';
import { startEarly } from './io/early-start.ts';

// Only a written verdict may change this: a promise that never settles, or a crash, must not exit 0.
process.exitCode = EXIT.unknown;
// A big plan is read chunk by chunk: what is young dies young, and room for more of it would only be kept.
setFlagsFromString('--semi-space-growth-factor=1');
setFlagsFromString('--heap-growing-percent=20');
// Node >= 22.8 keeps compiled code from one run to the next; the types are those of Node 20.
if ('enableCompileCache' in module && typeof module.enableCompileCache === 'function') module.enableCompileCache();
startEarly(process.argv.slice(2));
const { run } = await import('./commands/run.ts');
const { stdin, stdout, stderr, env } = process;
process.exitCode = await run(process.argv.slice(2), { stdin, stdout, stderr, env, cwd: process.cwd() });
