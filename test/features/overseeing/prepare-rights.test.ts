import { expect, test } from 'vitest';
import { prepareRights, syncOperators } from '../../../src/features/overseeing/prepare-rights.ts';
import { loadAccountOf } from '../../../src/store/accounts.ts';
import { isOperator, loadOperators } from '../../../src/store/operators.ts';
import { newDatabase } from '../../fixtures/database.ts';
import { manualClock } from '../../manual-clock.ts';

const at = new Date('2026-11-28T06:30:00Z');

test('who is named is an operator, who is no longer named is none, and a twin on the other messenger neither', () => {
  const db = newDatabase();
  const is = (messenger: 'telegram' | 'bale', userId: number) => {
    const account = loadAccountOf(db, messenger, userId);
    return account !== undefined && isOperator(db, account.id);
  };
  syncOperators(db, [{ messenger: 'bale', userId: 7 }], at);
  expect([is('bale', 7), is('telegram', 7)]).toEqual([true, false]);
  syncOperators(
    db,
    [
      { messenger: 'telegram', userId: 7 },
      { messenger: 'telegram', userId: 8 },
      { messenger: 'telegram', userId: 8 },
    ],
    at,
  );
  expect([is('bale', 7), is('telegram', 7), is('telegram', 8)]).toEqual([false, true, true]);
  expect(loadOperators(db)).toHaveLength(2);
  syncOperators(db, [], at);
  expect(loadOperators(db)).toEqual([]);
});

test('a code is said where nobody is the facilitator, as soon as the disk takes it', async () => {
  const db = newDatabase();
  const clock = manualClock(at);
  const said: string[] = [];
  let refuses = true;
  const parts = {
    ...{ db, clock, say: (line: string) => void said.push(line), signal: new AbortController().signal },
    newSecret: (length: number) => {
      if (refuses) throw new Error('full');
      return 'k'.repeat(length);
    },
    troubled: () => refuses,
  };
  prepareRights({ facilitators: [], operators: [] }, parts);
  expect(said).toEqual([]);
  refuses = false;
  await clock.advance(2000);
  expect(said).toEqual([expect.stringMatching(/Send this to the bot to become it: \/claim k{10}$/)]);
  prepareRights({ facilitators: [{ messenger: 'bale', userId: 3 }], operators: [] }, parts);
  expect(said).toHaveLength(1);
});
