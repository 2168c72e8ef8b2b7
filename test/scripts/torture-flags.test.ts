import { expect, test } from 'vitest';
import { readTortureFlags, tortureHelp } from '../../scripts/torture-flags.ts';

test('help is text, and names every flag', () => {
  expect(readTortureFlags(['--help'])).toEqual({ help: tortureHelp });
  for (const flag of ['tries', 'contacts', 'batch', 'cap', 'seed'])
    expect(tortureHelp).toContain(`--${flag} `);
});

test('flags have defaults', () => {
  expect(readTortureFlags(['--tries', '3', '--cap', '0.01'])).toMatchObject({
    flags: { tries: '3', contacts: '100000', cap: '0.01' },
  });
});

test.each([['--tires', '3'], ['--tries', 'x'], ['--tries', '0'], ['--cap', '2'], ['--tries'], ['word']])(
  '%s %s is one sentence',
  (...argv) => {
    const read = readTortureFlags(argv);
    expect('problem' in read && read.problem).toMatch(/^[^\n]+$/);
  },
);
