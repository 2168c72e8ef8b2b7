import { escapeText } from '../../error/escape-text.ts';
import type { ComparedPolicy, ImpactCounts, PolicyImpact, StateImpact } from '../../policy/policy-impact.ts';
import type { Io } from '../io.ts';
import { formatInteger, formatPercent } from './format-number.ts';
import { renderStateDifferences } from './state-differences.ts';
import { chooseStyle, type Style } from './style.ts';
import { type Column, renderTable } from './table.ts';
import { renderWarnings } from './warnings.ts';

const nameOf = ({ name, version, source }: ComparedPolicy): string =>
  `${escapeText(name)} version ${version} (${source})`;

const countMails = (count: number): string => (count === 1 ? '1 mail' : `${formatInteger(count)} mails`);

/** The whole in sentences, so that nobody needs to know what a column means. */
function renderSummary({ contacts, total, horizon_days }: PolicyImpact): string {
  const share = formatPercent(total.contacts / Math.max(1, contacts));
  return [
    `The plan of ${formatInteger(total.contacts)} of ${formatInteger(contacts)} contacts (${share}) would change, within the next ${horizon_days} days:`,
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

const renderExamples = ({ name, examples }: StateImpact, style: Style): string =>
  `${style.strong(`Examples, ${name}`)}\n${examples.map(({ sentence }) => `  ${escapeText(sentence)}\n`).join('')}`;

const sharedDays =
  'In a state whose rule stays the same, mails move because the daily cap has more room on some dates, or less.\n';

function renderChanges(impact: PolicyImpact, io: Io): string {
  const { states, total } = impact;
  const style = chooseStyle(io);
  const ruled = new Set(impact.rules.map(({ state }) => state));
  const rows = [...states.map((state) => ({ ...state })), { ...total, name: 'all' }];
  return [
    `${renderTable(rows, columns, io)}\n`,
    states.some(({ state }) => !ruled.has(state)) ? `${sharedDays}\n` : '',
    states.map((state) => renderExamples(state, style)).join('\n'),
  ].join('');
}

/** What a policy would change, for somebody who decides and does not plan (spec 3.2). */
export function renderPolicyImpact(impact: PolicyImpact, io: Io): string {
  const style = chooseStyle(io);
  const { policy_before: before, policy_after: after, rules, total, warnings } = impact;
  return [
    `${style.strong('Exclusion policy')} ${nameOf(after)}\n`,
    `instead of       ${nameOf(before)}\n`,
    `as of ${impact.today}; nothing was written\n\n`,
    rules.length === 0 ? 'The rules are the same for this organisation.\n\n' : '',
    rules.length === 0 ? '' : `${renderStateDifferences(rules, style)}\n`,
    total.contacts === 0 ? 'No mail would change.\n' : `${renderSummary(impact)}\n\n`,
    total.contacts === 0 ? '' : renderChanges(impact, io),
    warnings.length === 0 ? '' : `\n${renderWarnings(warnings, style)}`,
  ].join('');
}
