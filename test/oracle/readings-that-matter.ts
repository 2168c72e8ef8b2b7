import { planByOracle } from './oracle.ts';
import type { OracleCase } from './oracle-case.ts';
import { openReadings, type Readings, readings } from './readings.ts';

/**
 * The sentences that decide about a case although neither spec nor conformance cases say how to read them. Another
 * implementation that differs from the oracle in such a case has made another choice, not necessarily a mistake:
 * `fc.pre(readingsThatMatter(organisation).length === 0)` keeps these cases out of a comparison.
 */
export function readingsThatMatter(input: OracleCase): (keyof Readings)[] {
  const usual = JSON.stringify(planByOracle(input));
  return openReadings.filter((sentence) =>
    readings[sentence]
      .slice(1)
      .some(
        (reading) => JSON.stringify(planByOracle(input, { readings: { [sentence]: reading } })) !== usual,
      ),
  );
}
