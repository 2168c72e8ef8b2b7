import { describe, expect, it } from 'vitest';
import {
  type Answer,
  type Behaviour,
  judgeBehaviour,
  noBehaviour,
} from '../../../../src/domain/event/behaviour.ts';

const from = '2027-02-20 14:30:00';
const after = '2027-02-21 09:00:00';
const before = '2027-02-20 14:29:59';

const click = (id: number, at = after) => ({ id, at });
const answer = (id: number, metadata: unknown, at = after): Answer => ({
  id,
  at,
  metadata: JSON.stringify(metadata),
});
const judge = (behaviour: Partial<Behaviour>) => judgeBehaviour({ ...noBehaviour, ...behaviour }, from);

describe('the kind of a follow-up (spec 2.8)', () => {
  it('is cold if nothing was done', () => {
    expect(judge({})).toEqual({ kind: 'followup_1_cold', clicked: false, answered: false, decidedBy: [] });
  });

  it('is clicked if there is a click and no answer', () => {
    expect(judge({ clicks: [click(4), click(5)] })).toEqual({
      kind: 'followup_2_clicked_no_hq',
      clicked: true,
      answered: false,
      decidedBy: [4, 5],
    });
  });

  it.each([
    '2027-02-20T14:30:00Z',
    '2027-02-20T08:30:00-06:00',
    String(Date.parse('2027-02-20T14:30:00Z') / 1000),
  ])('counts a click at %s', (at) => {
    expect(judge({ clicks: [click(4, at)] }).clicked).toBe(true);
  });

  it.each(['2027-02-20T08:29:59-06:00', 'just now', '2027-02-21', '', '1'])(
    'does not count a click at %j',
    (at) => {
      expect(judge({ clicks: [click(4, at)], answers: [answer(8, {}, at)] }).kind).toBe('followup_1_cold');
    },
  );

  it.each([
    { has_medical_conditions: false, main_questions_yes_count: 0 },
    { has_medical_conditions: 'no' },
    { has_medical_conditions: 2 },
    { has_medical_conditions: [true] },
    { main_questions_yes_count: '0' },
    { main_questions_yes_count: 'two' },
    { main_questions_yes_count: -1 },
    { main_questions_yes_count: true },
    {},
    null,
    [],
  ])('is without a yes for the answer %j', (metadata) => {
    expect(judge({ answers: [answer(8, metadata)] })).toEqual({
      kind: 'followup_3_hq_no_yes',
      clicked: false,
      answered: true,
      decidedBy: [8],
    });
  });

  it('is without a yes for an answer whose metadata is absent or malformed', () => {
    for (const metadata of [null, '{"has_medical_conditions": tr']) {
      expect(judge({ answers: [{ id: 8, at: after, metadata }] }).kind).toBe('followup_3_hq_no_yes');
    }
  });

  it.each([
    { has_medical_conditions: true },
    { has_medical_conditions: 'true' },
    { has_medical_conditions: ' Yes' },
    { has_medical_conditions: '1' },
    { has_medical_conditions: 1 },
    { main_questions_yes_count: '2' },
    { main_questions_yes_count: 1 },
    { has_medical_conditions: true, main_questions_yes_count: 0 },
    { has_medical_conditions: false, main_questions_yes_count: 0.5 },
  ])('is with a yes for the answer %j', (metadata) => {
    expect(judge({ answers: [answer(8, metadata)] })).toMatchObject({
      kind: 'followup_4_hq_with_yes',
      answered: true,
    });
  });

  it('is with a yes if any answer has one, decided by those that do, whatever was clicked', () => {
    const answers = [answer(8, {}), answer(9, { has_medical_conditions: true }), answer(10, {})];
    expect(judge({ clicks: [click(4)], answers })).toEqual({
      kind: 'followup_4_hq_with_yes',
      clicked: true,
      answered: true,
      decidedBy: [9],
    });
  });

  it('is without a yes if there is a click too', () => {
    expect(judge({ clicks: [click(4)], answers: [answer(8, {})] })).toMatchObject({
      kind: 'followup_3_hq_no_yes',
      clicked: true,
    });
  });

  it('counts what was done in the second the mail went out, and nothing before', () => {
    const yes = { has_medical_conditions: true };
    expect(judge({ clicks: [click(4, from)] }).kind).toBe('followup_2_clicked_no_hq');
    expect(judge({ clicks: [click(4, before)] })).toMatchObject({ kind: 'followup_1_cold', clicked: false });
    expect(judge({ answers: [answer(8, yes, from)] }).kind).toBe('followup_4_hq_with_yes');
    expect(judge({ answers: [answer(8, yes, before)] }).kind).toBe('followup_1_cold');
    expect(judge({ answers: [answer(8, yes, before), answer(9, {})] }).kind).toBe('followup_3_hq_no_yes');
  });
});
