import { describe, expect, it } from 'vitest';
import { type ConformanceCase, readConformanceCases } from './cases.ts';
import { differences } from './compare.ts';
import { planByOracle } from './oracle.ts';
import { type Readings, readings, refutedReadings } from './readings.ts';

const cases = readConformanceCases();
const alternatives = Object.entries(readings).flatMap(([sentence, values]) =>
  values.slice(1).map((reading) => ({ sentence: sentence as keyof Readings, reading })),
);

describe('other readings of the specification', () => {
  it.each(alternatives)(
    '$sentence = $reading agrees with the cases as AMBIGUITIES.md says',
    (alternative) => {
      const refutedBy = refutedReadings[alternative.sentence]?.[alternative.reading];
      const examined = refutedBy === undefined ? cases : cases.filter(({ name }) => name === refutedBy);
      const refuting = examined.filter((one) => isRefuted(alternative, one)).map(({ name }) => name);
      expect(refuting).toEqual(refutedBy === undefined ? [] : [refutedBy]);
    },
  );
});

function isRefuted(
  { sentence, reading }: { sentence: keyof Readings; reading: string },
  conformanceCase: ConformanceCase,
): boolean {
  const { unexpected, missing } = differences(
    planByOracle(conformanceCase, { readings: { [sentence]: reading } }),
    conformanceCase,
  );
  return unexpected.length + missing.length > 0;
}
