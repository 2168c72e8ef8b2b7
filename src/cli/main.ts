#!/usr/bin/env node
import process from 'node:process';
import { describeOldNode } from './describe-old-node.ts';

/** Everything else is loaded from here: an older Node could not even read it. */
async function start(): Promise<void> {
  // Halves the start of a checkout, where types are stripped at every start. The cache is in the checkout; what is
  // published needs none, and writes nothing beside the database and its backups.
  if (import.meta.url.endsWith('.ts')) {
    const { enableCompileCache } = await import('node:module');
    const { fileURLToPath } = await import('node:url');
    enableCompileCache(fileURLToPath(new URL('../../node_modules/.cache/sendwindow', import.meta.url)));
  }
  const { createProcessIo } = await import('./process-io.ts');
  const { run } = await import('./run-command-line.ts');
  const exitCode = await run(process.argv.slice(2), createProcessIo(process));
  // Not process.exit: what is still on its way to a pipe must arrive. A fault of the output itself has set 1 already.
  process.exitCode ||= exitCode;
}

const oldNode = describeOldNode(process.versions.node);
if (oldNode === undefined) await start();
else {
  process.stderr.write(`${oldNode}\n`);
  process.exitCode = 1;
}
