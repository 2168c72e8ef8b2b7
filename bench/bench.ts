// `npm run bench`: the executable. See options.ts for its flags and measurements/ for what is measured.
import process from 'node:process';
import { BenchFailure } from './bench-failure.ts';
import { measurementNames } from './measurement-list.ts';
import { describeOptions, readBenchOptions } from './options.ts';
import { renderResults } from './report/render-results.ts';
import { keepResults } from './report/result-document.ts';
import { runBench } from './run-bench.ts';

/** A child may have died of the same Ctrl-C: whatever fails from now on, the folder is removed. */
function listenForInterrupt(): AbortSignal {
  const controller = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.once(signal, () => controller.abort(new BenchFailure(`ended by ${signal}; nothing was kept`)));
  return controller.signal;
}

async function main(argv: readonly string[]): Promise<number> {
  const options = readBenchOptions(argv, measurementNames);
  if (options.help) {
    process.stdout.write(describeOptions(measurementNames));
    return 0;
  }
  const document = await runBench(options, listenForInterrupt());
  process.stdout.write(renderResults(document));
  process.stdout.write(`kept in ${keepResults(document)}\n`);
  return document.faults.length > 0 ? 1 : 0;
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  process.stderr.write(`${error instanceof BenchFailure ? error.message : (error as Error).stack}\n`);
  process.exitCode = error instanceof BenchFailure ? error.exitCode : 1;
}
