import { escapeText } from '../../error/escape-text.ts';
import type {
  ContactExplanation,
  MailEntry,
  RowDifference,
  TimelineEntry,
  Verdict,
  WindowEntry,
  WindowFacts,
} from '../../explain/contact-explanation.ts';
import { keepTogether, type Page, wrapText } from './explanation-page.ts';
import type { Style } from './style.ts';

const dateWidth = 10;
/** Date, rail, and the blanks around it. */
const margin = dateWidth + 3;
const verdictWidth = 10;
/** More of an email type or a status than this is cut. */
const longestWord = 30;

const shorten = (text: string, length: number): string =>
  text.length > length ? `${text.slice(0, length - 3)}...` : text;

/** The word shown for a verdict; a row of the sender is shown with its own status. */
const verdictWords: Readonly<Record<Verdict, string | undefined>> = {
  planned: 'planned',
  moved: 'moved',
  skipped: 'skipped',
  closed: undefined,
  over: 'over',
  beyond_horizon: 'later',
  foreign: undefined,
  kept: 'withheld',
  missed: 'missed',
  outside: 'unchanged',
  deleted: 'unclaimed',
};

const verdictStyles: Readonly<Partial<Record<Verdict, keyof Style>>> = {
  planned: 'good',
  moved: 'good',
  skipped: 'warning',
  kept: 'warning',
  missed: 'bad',
  deleted: 'bad',
};

const holds = ({ start, end }: WindowFacts, date: string): boolean =>
  (start === null || start <= date) && (end === null || date <= end);

/** Draws the lines of one timeline. */
class TimelinePainter {
  readonly #explanation: ContactExplanation;
  readonly #page: Page;

  constructor(explanation: ContactExplanation, page: Page) {
    this.#explanation = explanation;
    this.#page = page;
  }

  /** `2027-03-01 --- today ---` */
  paintBorder(date: string, text: string): string[] {
    const { style, columns, rail } = this.#page;
    const head = `${date} ${rail.across.repeat(3)} ${text} `;
    return [style.strong(head + rail.across.repeat(Math.max(0, columns - head.length)))];
  }

  paint(entry: TimelineEntry): string[] {
    return 'window' in entry ? this.#paintWindow(entry) : this.#paintMail(entry);
  }

  #railAt(date: string): string {
    const { rail } = this.#page;
    return this.#explanation.windows.some((window) => holds(window, date)) ? rail.inside : rail.outside;
  }

  #paintText(text: string, rail: string, color: (line: string) => string): string[] {
    const width = this.#page.columns - margin - 2;
    return wrapText(text, width).map((line) => `${' '.repeat(dateWidth)} ${rail}   ${color(line)}`.trimEnd());
  }

  #paintWindow({ kind, date, window, sentence }: WindowEntry): string[] {
    const { rail, style } = this.#page;
    const isStart = kind === 'window-start';
    const text = isStart
      ? `window    ${window.rule}, to ${window.end ?? 'no end'}`
      : `window    ends: ${window.rule}`;
    const line = `${date} ${isStart ? rail.start : rail.end} ${style.dim(escapeText(text))}`;
    const after = isStart ? rail.inside : rail.outside;
    return sentence === '' ? [line] : [line, ...this.#paintText(sentence, after, style.dim)];
  }

  #paintMail(entry: MailEntry): string[] {
    const { style } = this.#page;
    const rail = this.#railAt(entry.date);
    const plain = (line: string): string => line;
    const source = entry.row?.run_id == null ? entry.rule : `${entry.rule}; ${entry.row.run_id}`;
    const lines = [
      this.#paintHeading(entry, rail),
      ...this.#paintText(`${entry.sentence} ${keepTogether(`[${shorten(source, 50)}]`)}`, rail, plain),
    ];
    if (entry.difference !== null) {
      lines.push(...this.#paintText(this.#describeDifference(entry.difference), rail, style.bad));
    }
    return lines;
  }

  /** `2027-02-10 | skipped   effective_date for 2027-03-12, row 33` */
  #paintHeading(entry: MailEntry, rail: string): string {
    const { style } = this.#page;
    const word = verdictWords[entry.verdict] ?? shorten(entry.row?.status ?? '', longestWord);
    const color = style[verdictStyles[entry.verdict] ?? 'dim'];
    const row = entry.row === null ? '' : `, row ${entry.row.id}`;
    const type = escapeText(shorten(entry.email_type, longestWord));
    const event = escapeText(shorten(entry.event_date, dateWidth));
    const date = escapeText(shorten(entry.date, dateWidth)).padEnd(dateWidth);
    const verdict = color(escapeText(word).padEnd(verdictWidth - 1));
    return `${date} ${rail} ${verdict} ${style.strong(type)} for ${event}${style.dim(row)}`;
  }

  #describeDifference({ change, columns }: RowDifference): string {
    const who = this.#explanation.run === null ? 'a run now' : 'the same run';
    if (change === 'insert') return `! Not stored: ${who} would insert it.`;
    if (change === 'delete') return `! ${who} would delete the row.`;
    const list = columns.map(
      ({ column, before, after }) =>
        `${column} ${shorten(String(before ?? 'none'), 60)} -> ${shorten(String(after ?? 'none'), 60)}`,
    );
    return `! ${who} would change ${list.join(', ')}.`;
  }
}

/** The date a year before; entries of earlier dates are only counted. */
const yearBefore = (date: string): string =>
  `${String(Number(date.slice(0, 4)) - 1).padStart(4, '0')}${date.slice(4)}`;

/** The timeline: windows on the left, each mail with its verdict, today and the horizon across. */
export function renderTimeline(explanation: ContactExplanation, page: Page): string[] {
  const { timeline, today, horizon_end: horizonEnd } = explanation;
  const painter = new TimelinePainter(explanation, page);
  const first = yearBefore(today);
  const recent = timeline.filter(({ date }) => date >= first);
  const paintAll = (entries: readonly TimelineEntry[]): string[] =>
    entries.flatMap((entry) => painter.paint(entry));
  const hidden = timeline.length - recent.length;
  return [
    ...(hidden > 0 ? [page.style.dim(`(${hidden} older entries: see --json)`)] : []),
    ...paintAll(recent.filter(({ date }) => date < today)),
    ...painter.paintBorder(today, 'today'),
    ...paintAll(recent.filter(({ date }) => date >= today && date <= horizonEnd)),
    ...painter.paintBorder(horizonEnd, 'horizon'),
    ...paintAll(recent.filter(({ date }) => date > horizonEnd)),
  ];
}
