#!/usr/bin/env node
import { enableCompileCache } from 'node:module';
import process from 'node:process';

// Halves the start of a checkout, where types are stripped at every start; a folder that cannot be written is no fault.
enableCompileCache();
const { createProcessIo } = await import('./process-io.ts');
const { run } = await import('./run-command-line.ts');

const exitCode = await run(process.argv.slice(2), createProcessIo(process));
// Not process.exit: what is still on its way to a pipe must arrive. A fault of the output itself has set 1 already.
process.exitCode ||= exitCode;
