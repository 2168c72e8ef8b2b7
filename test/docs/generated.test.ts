import { expect, test } from 'vitest';
import { generatedFiles, isFresh } from '../../scripts/generated-files.ts';

test.each(generatedFiles)('$path is what the code says; if not, run `npm run fix`', (file) => {
  expect(isFresh(file)).toBe(true);
});
