import { describe, expect, it } from 'vitest';
import { skip } from '../../../../src/domain/settle/settled-mail.ts';
import { buildSettledMail } from '../../../support/settled-mail-builder.ts';

describe('a mail that another one has beaten', () => {
  it('is skipped for a reason, and keeps its send date', () => {
    const mail = buildSettledMail();
    skip(mail, 'frequency_limit', 'allowance used');
    expect(mail).toEqual({
      ...buildSettledMail(),
      status: 'skipped',
      skipReason: 'frequency_limit',
      skipDetail: 'allowance used',
    });
  });
});
