import { generatedFiles, isFresh, writeGeneratedFile } from './generated-files.ts';

for (const file of generatedFiles) {
  if (isFresh(file)) continue;
  writeGeneratedFile(file);
  process.stdout.write(`wrote ${file.path}\n`);
}
