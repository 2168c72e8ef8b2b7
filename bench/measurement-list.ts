import type { Measurement } from './measurement.ts';
import { boundsMeasurement } from './measurements/bounds.ts';
import { changedRunMeasurement } from './measurements/changed-run.ts';
import { dryRunMeasurement } from './measurements/dry-run.ts';
import { firstRunMeasurement } from './measurements/first-run.ts';
import { generateMeasurement } from './measurements/generate.ts';
import { growthMeasurement } from './measurements/growth.ts';
import { historyMeasurement } from './measurements/history.ts';
import { partialRunMeasurement } from './measurements/partial-run.ts';
import { quickCommandMeasurements, startUpMeasurement } from './measurements/quick-commands.ts';
import { secondRunMeasurement } from './measurements/second-run.ts';
import { shortHorizonMeasurement } from './measurements/short-horizon.ts';
import { mediumAgencyMeasurement, smallAgencyMeasurement } from './measurements/small-agency.ts';
import { yardstickMeasurement, yardstickVariants } from './measurements/yardstick.ts';

/** Everything that is measured, in the order in which it is done and printed. */
export const measurementList: readonly Measurement[] = [
  startUpMeasurement,
  smallAgencyMeasurement,
  mediumAgencyMeasurement,
  generateMeasurement,
  firstRunMeasurement,
  yardstickMeasurement,
  yardstickVariants,
  secondRunMeasurement,
  growthMeasurement,
  shortHorizonMeasurement,
  dryRunMeasurement,
  changedRunMeasurement,
  partialRunMeasurement,
  ...quickCommandMeasurements,
  historyMeasurement,
  boundsMeasurement,
];

/** What `--only` may name. */
export const measurementNames: readonly string[] = measurementList.map(({ name }) => name);

/** When a measurement is made. */
type Frequency = 'every repeat' | 'first repeat';

function demand(name: string, frequency: Frequency, wanted: Map<string, Frequency>): void {
  const known = wanted.get(name);
  if (known === 'every repeat' || known === frequency) return;
  wanted.set(name, frequency);
  const measurement = measurementList.find((candidate) => candidate.name === name);
  for (const need of measurement?.needs ?? []) demand(need, frequency, wanted);
  for (const need of measurement?.needsOnce ?? []) demand(need, 'first repeat', wanted);
}

/** What is to be done in a repeat: what was asked for, and what that builds on. */
export function chooseMeasurements(only: readonly string[], repeat: number): readonly Measurement[] {
  const wanted = new Map<string, Frequency>();
  const asked = only.length === 0 ? measurementNames.filter((name) => name !== boundsMeasurement.name) : only;
  for (const { name, once } of measurementList)
    if (asked.includes(name)) demand(name, once === true ? 'first repeat' : 'every repeat', wanted);
  const chosen = measurementList.filter(
    ({ name }) => wanted.get(name) === 'every repeat' || (wanted.has(name) && repeat === 1),
  );
  return repeat % 2 === 1 ? chosen : swapYardstick(chosen);
}

/** In every second repeat the yardstick comes before the first run, so that neither has the better place. */
function swapYardstick(chosen: readonly Measurement[]): readonly Measurement[] {
  const at = chosen.indexOf(firstRunMeasurement);
  if (at < 0 || chosen[at + 1] !== yardstickMeasurement) return chosen;
  return chosen.with(at, yardstickMeasurement).with(at + 1, firstRunMeasurement);
}
