#!/usr/bin/env node
import process from 'node:process';
import { EXIT } from './errors.ts';
import { run } from './commands/run.ts';

// Only a written verdict may change this: a promise that never settles, or a crash, must not exit 0.
process.exitCode = EXIT.unknown;
const { stdin, stdout, stderr, env } = process;
process.exitCode = await run(process.argv.slice(2), { stdin, stdout, stderr, env, cwd: process.cwd() });
