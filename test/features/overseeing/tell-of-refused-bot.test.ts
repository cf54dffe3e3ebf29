import { describe, expect, test } from 'vitest';
import { composeRefusedBot, tellOfRefusedBot } from '../../../src/features/overseeing/tell-of-refused-bot.ts';
import { ensureAccount, type Messenger, markUnreachable } from '../../../src/store/accounts.ts';
import { addFacilitator } from '../../../src/store/facilitators.ts';
import { addOperator } from '../../../src/store/operators.ts';
import { outbox } from '../../../src/store/schema.ts';
import { newDatabase } from '../../fixtures/database.ts';

const AT = new Date('2026-11-30T06:30:00Z');
const HOUR = 60 * 60 * 1000;

function world() {
  const db = newDatabase();
  const account = (messenger: Messenger, userId: number) => ensureAccount(db, messenger, userId, AT).id;
  return {
    db,
    account,
    tell: (since = AT, live: readonly Messenger[] = ['telegram', 'bale']) =>
      tellOfRefusedBot(db, { messenger: 'telegram', reason: '400 Logged out', since, live }),
    told: () =>
      db
        .select()
        .from(outbox)
        .all()
        .map(({ accountId }) => accountId),
  };
}

describe('that a messenger refuses the bot', () => {
  test('is told to operators through another one, once in each trouble', () => {
    const { db, account, tell, told } = world();
    const [here, there] = [account('telegram', 1), account('bale', 1)];
    for (const operator of [here, there]) addOperator(db, operator, AT);
    addFacilitator(db, account('bale', 2), 'claim', AT);
    tell();
    tell();
    expect(told()).toEqual([there]);
    tell(new Date(AT.getTime() + HOUR));
    expect(told()).toEqual([there, there]);
  });

  test('is told to facilitators where no operator can be reached so', () => {
    const { db, account, tell, told } = world();
    const [operator, facilitator] = [account('bale', 1), account('bale', 2)];
    addOperator(db, operator, AT);
    markUnreachable(db, operator, 'blocked', AT);
    for (const one of [facilitator, account('telegram', 2)]) addFacilitator(db, one, 'claim', AT);
    tell();
    expect(told()).toEqual([facilitator]);
  });

  test('is told on that messenger, once it is over, where there is no other', () => {
    const { db, account, tell, told } = world();
    const operator = account('telegram', 1);
    for (const one of [account('bale', 1), operator]) addOperator(db, one, AT);
    addFacilitator(db, account('telegram', 2), 'claim', AT);
    tell(AT, ['telegram']);
    expect(told()).toEqual([operator]);
    const to = { accountId: operator, at: new Date(AT.getTime() + 48 * HOUR), zone: 'Asia/Tehran' };
    const args = { messenger: 'telegram', since: AT.getTime(), reason: '400 Logged out' } as const;
    expect(composeRefusedBot(db, args, to)!.html).toContain('ربات را نمی‌پذیرفت');
  });

  test('names the messenger, its words and since when, and is no news a day later', () => {
    const args = { messenger: 'telegram', since: AT.getTime(), reason: '400 <Logged out>' } as const;
    const { db, account } = world();
    const to = { accountId: account('bale', 1), zone: 'Asia/Tehran' };
    const { html } = composeRefusedBot(db, args, { ...to, at: AT })!;
    expect(html).toContain('پیام‌رسان تلگرام ربات را نمی‌پذیرد');
    expect(html).toContain('<code>400 &lt;Logged out&gt;</code>');
    expect(html).toContain('۹ آذر ۱۴۰۵');
    expect(composeRefusedBot(db, args, { ...to, at: new Date(AT.getTime() + 25 * HOUR) })).toBeNull();
  });
});
