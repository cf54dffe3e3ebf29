import { eq, sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { ensureAccount } from '../../../src/store/accounts.ts';
import { startDialog } from '../../../src/store/dialogs.ts';
import { prepared } from '../../../src/store/file/prepared.ts';
import { accounts, dialogs, facilitators } from '../../../src/store/schema.ts';
import { newDatabase } from '../../fixtures/database.ts';

const at = new Date('2026-11-28T06:30:00Z');

function withDialog() {
  const db = newDatabase();
  const account = ensureAccount(db, 'telegram', 5, at);
  startDialog(db, { accountId: account.id, kind: 'question', args: { studyId: 3 }, startedAt: at } as never);
  return { db, account };
}

test('rows are read as the schema has them: dates, JSON, nulls, tables apart, expressions', () => {
  const { db, account } = withDialog();
  const joined = db
    .select({
      account: accounts,
      dialog: dialogs,
      twice: sql<number>`${accounts.userId} * 2`,
      id: accounts.id,
    })
    .from(accounts)
    .innerJoin(dialogs, eq(dialogs.accountId, accounts.id));
  const row = {
    account,
    dialog: { accountId: account.id, kind: 'question', args: { studyId: 3 }, startedAt: at },
    twice: 10,
    id: account.id,
  };
  expect(joined.get()).toEqual(row);
  expect(joined.all()).toEqual([row]);
  expect(account).toMatchObject({ createdAt: at, unreachableSince: null });
});

test('a prepared statement reads each row with its own arguments, and undefined where there is none', () => {
  const { db } = withDialog();
  ensureAccount(db, 'bale', 6, at);
  const byUser = prepared((tx) =>
    tx
      .select({ messenger: accounts.messenger })
      .from(accounts)
      .where(eq(accounts.userId, sql.placeholder('userId')))
      .prepare(),
  );
  expect([5, 6, 7].map((userId) => byUser(db).get({ userId })?.messenger)).toEqual([
    'telegram',
    'bale',
    undefined,
  ]);
  expect(byUser(db).all({ userId: 7 })).toEqual([]);
});

test('an outer join gives columns; a whole table of it is refused, as it might be missing', () => {
  const { db, account } = withDialog();
  const joined = (fields: object) =>
    db
      .select(fields as { since: typeof facilitators.since })
      .from(accounts)
      .leftJoin(facilitators, eq(facilitators.accountId, accounts.id));
  expect(joined({ id: accounts.id, since: facilitators.since }).all()).toEqual([
    { id: account.id, since: null },
  ]);
  expect(() => joined({ account: accounts, facilitator: facilitators }).all()).toThrow(/outer join/);
});
