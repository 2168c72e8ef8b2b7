import { escapeText } from '../../error/escape-text.ts';
import type { ComparedPolicy, ImpactCounts, PolicyImpact, StateImpact } from '../../policy/policy-impact.ts';
import type { Io } from '../io.ts';
import { formatInteger, formatPercent } from './format-number.ts';
import { renderStateDifferences } from './state-differences.ts';
import { chooseStyle } from './style.ts';
import { type Column, renderTable } from './table.ts';
import { renderWarnings } from './warnings.ts';
import { wrapHanging } from './wrap-items.ts';

const nameOf = ({ name, version, source }: ComparedPolicy): string =>
  `${escapeText(name)} version ${version} (${source})`;

const countMails = (count: number): string => (count === 1 ? '1 mail' : `${formatInteger(count)} mails`);

/** The result in sentences, for readers who do not know the columns. */
function renderSummary({ contacts, total, horizon_days }: PolicyImpact, io: Io): string {
  const share = formatPercent(total.contacts / Math.max(1, contacts));
  const head = `The plan of ${formatInteger(total.contacts)} of ${formatInteger(contacts)} contacts (${share}) would change, within the next ${horizon_days} days:`;
  return [
    wrapHanging(head, io.columns, 0),
    `  ${countMails(total.lost)} that go out now would be withheld (lost),`,
    `  ${countMails(total.gained)} that are withheld now would go out (gained),`,
    `  ${countMails(total.moved)} would go out on another date (moved).`,
  ].join('\n');
}

const columns: readonly Column<ImpactCounts & { readonly name: string }>[] = [
  { title: 'state', cell: ({ name }) => name },
  { title: 'contacts', cell: ({ contacts }) => formatInteger(contacts), align: 'right' },
  { title: 'gained', cell: ({ gained }) => formatInteger(gained), align: 'right' },
  { title: 'lost', cell: ({ lost }) => formatInteger(lost), align: 'right' },
  { title: 'moved', cell: ({ moved }) => formatInteger(moved), align: 'right' },
];

const indent = 4;

function renderExamples({ name, examples }: StateImpact, io: Io): string {
  const lines = examples.map(
    ({ sentence }) => `  ${wrapHanging(escapeText(sentence), io.columns, indent)}\n`,
  );
  return `${chooseStyle(io).strong(`Examples, ${name}`)}\n${lines.join('')}`;
}

const sharedDays =
  'In a state whose rule stays the same, mails can move because the daily cap leaves more or less room on some dates.';

function renderChanges(impact: PolicyImpact, io: Io): string {
  const { states, total } = impact;
  const ruled = new Set(impact.rules.map(({ state }) => state));
  const rows = [...states.map((state) => ({ ...state })), { ...total, name: 'all' }];
  return [
    `${renderTable(rows, columns, io)}\n`,
    states.some(({ state }) => !ruled.has(state)) ? `${wrapHanging(sharedDays, io.columns, 0)}\n\n` : '',
    states.map((state) => renderExamples(state, io)).join('\n'),
  ].join('');
}

/** What a policy would change, written for people who do not know the planner (spec 3.2). */
export function renderPolicyImpact(impact: PolicyImpact, io: Io): string {
  const style = chooseStyle(io);
  const { policy_before: before, policy_after: after, rules, total, warnings } = impact;
  return [
    `${style.strong('Exclusion policy')} ${nameOf(after)}\n`,
    `instead of       ${nameOf(before)}\n`,
    `as of ${impact.today}; nothing was written\n\n`,
    rules.length === 0 ? 'The rules are the same for this organisation.\n\n' : '',
    rules.length === 0 ? '' : `${renderStateDifferences(rules, io)}\n`,
    total.contacts === 0 ? 'No mail would change.\n' : `${renderSummary(impact, io)}\n\n`,
    total.contacts === 0 ? '' : renderChanges(impact, io),
    warnings.length === 0 ? '' : `\n${renderWarnings(warnings, io)}`,
  ].join('');
}
