import { targetContacts } from '../options.ts';
import type { Sample, Session } from '../session.ts';
import { medianOf, type Spread, spreadOf } from '../spread.ts';

/** `information`: no target; `not available`: there is no such command yet, or no such figure on this system; `failed`: see the faults. */
export type Verdict = 'met' | 'missed' | 'information' | 'not available' | 'failed';

/** One line of the table. */
export interface ResultRow {
  readonly name: string;
  readonly what: string;
  /** What is demanded, in words. */
  readonly target: string;
  readonly unit: 's' | 'MB' | 'µs/contact';
  readonly measured: Spread | undefined;
  /** Against what the target compares with, pair by pair. */
  readonly ratio: Spread | undefined;
  /** The same of processor time: for information, where others were using the machine. */
  readonly cpuRatio: Spread | undefined;
  readonly verdict: Verdict;
  /** False: the target is for another number of contacts, and the verdict says little. */
  readonly isTargetSize: boolean;
  readonly note: string;
}

/** What every row says of itself. */
interface RowFacts {
  readonly name: string;
  readonly what: string;
  readonly series: string;
  /** The target holds whatever the size of the main database. Default: it is for 3,000,000 contacts. */
  readonly anySize?: boolean;
}

type Read = (sample: Sample) => number | undefined;

const secondsOf: Read = ({ seconds }) => seconds;
const cpuSecondsOf: Read = ({ cpuSeconds }) => cpuSeconds;
const peakMbOf: Read = ({ peakMb }) => peakMb;

const valuesOf = (samples: readonly Sample[], read: Read): number[] =>
  samples.map(read).filter((value) => value !== undefined);

/** Makes rows of samples. */
export class Results {
  readonly contacts: number;
  readonly #session: Session;

  constructor(session: Session) {
    this.#session = session;
    this.contacts = session.options.contacts;
  }

  /** A command with a limit in seconds. */
  time(facts: RowFacts & { readonly limitSeconds?: number; readonly target?: string }): ResultRow {
    const measured = this.#spread(facts.series, secondsOf);
    const { limitSeconds: limit } = facts;
    const target = facts.target ?? (limit === undefined ? '' : `under ${limit} s`);
    return this.#row(facts, { target, unit: 's', measured, limit, judged: measured });
  }

  /** A command with a limit on its peak memory, in MiB. */
  memory(facts: RowFacts & { readonly limitMb: number; readonly target: string }): ResultRow {
    const measured = this.#spread(facts.series, peakMbOf);
    const { target, limitMb: limit } = facts;
    return this.#row(facts, { target, unit: 'MB', measured, limit, judged: measured });
  }

  /** A command that may take so many times as long as another. Without a limit: for information. */
  ratio(
    facts: RowFacts & { readonly to: string; readonly limit?: number; readonly target?: string },
  ): ResultRow {
    const { series, to, limit } = facts;
    const measured = this.#spread(series, secondsOf);
    const ratio = this.#ratio(series, to, secondsOf);
    const cpuRatio = this.#ratio(series, to, cpuSecondsOf);
    const target = facts.target ?? (limit === undefined ? '' : `at most ${limit} x ${to}`);
    return this.#row(facts, { target, unit: 's', measured, ratio, cpuRatio, limit, judged: ratio });
  }

  /** Cost per contact at one size, against that of another series at another size. */
  costPerContact(
    facts: RowFacts & {
      readonly contacts: number;
      readonly to?: { readonly series: string; readonly contacts: number };
      readonly limit?: number;
      readonly target?: string;
    },
  ): ResultRow {
    const { series, contacts, to, limit, target = '' } = facts;
    const measured = this.#spread(series, ({ seconds }) => (seconds * 1e6) / contacts);
    const shown = { target, unit: 'µs/contact', measured, limit } as const;
    if (to === undefined) return this.#row(facts, { ...shown, judged: measured });
    const scale = to.contacts / contacts;
    const ratio = this.#ratio(series, to.series, secondsOf, scale);
    const cpuRatio = this.#ratio(series, to.series, cpuSecondsOf, scale);
    return this.#row(facts, { ...shown, ratio, cpuRatio, judged: ratio });
  }

  #samples = (series: string): readonly Sample[] => this.#session.samples.get(series) ?? [];

  #spread = (series: string, read: Read): Spread | undefined =>
    spreadOf(valuesOf(this.#samples(series), read));

  /** Ratios of two series repeat by repeat, each times `scale`. */
  #ratio(series: string, to: string, read: Read, scale = 1): Spread | undefined {
    const own = Map.groupBy(this.#samples(series), ({ repeat }) => repeat);
    const other = Map.groupBy(this.#samples(to), ({ repeat }) => repeat);
    const ratios = [...own].map(
      ([repeat, samples]) =>
        (medianOf(valuesOf(samples, read)) / medianOf(valuesOf(other.get(repeat) ?? [], read))) * scale,
    );
    return spreadOf(ratios.filter(Number.isFinite));
  }

  #row(
    { name, what, series, anySize = false }: RowFacts,
    found: Pick<ResultRow, 'target' | 'unit' | 'measured'> &
      Partial<Pick<ResultRow, 'ratio' | 'cpuRatio'>> & {
        readonly limit: number | undefined;
        readonly judged: Spread | undefined;
      },
  ): ResultRow {
    const { limit, judged, ratio, cpuRatio, ...shown } = found;
    return {
      name,
      what,
      ...shown,
      ratio,
      cpuRatio,
      verdict: this.#judge(series, limit, judged, shown.unit),
      isTargetSize: anySize || this.contacts === targetContacts,
      note: this.#session.notes.get(name) ?? '',
    };
  }

  #judge(series: string, limit: number | undefined, judged: Spread | undefined, unit: string): Verdict {
    if (this.#session.unavailable.has(series)) return 'not available';
    if (this.#samples(series).length === 0) return 'failed';
    if (limit === undefined) return 'information';
    // A system that does not tell how much memory a process uses.
    if (judged === undefined) return unit === 'MB' ? 'not available' : 'failed';
    return judged.median <= limit ? 'met' : 'missed';
  }
}
