import { generatedFiles, isFresh } from './generated-files.ts';

for (const file of generatedFiles) {
  if (isFresh(file)) continue;
  process.stderr.write(`${file.path}: stale or missing; run \`npm run fix\` and commit what it writes\n`);
  process.exitCode = 1;
}
