import { expect, test } from 'vitest';
import {
  claimFacilitator,
  isClaimable,
  prepareClaimCode,
  syncFacilitators,
} from '../../../src/features/overseeing/claim-facilitator.ts';
import { ensureAccount } from '../../../src/store/accounts.ts';
import { isFacilitator } from '../../../src/store/facilitators.ts';
import { programState } from '../../../src/store/schema.ts';
import { newDatabase } from '../../fixtures/database.ts';

const AT = new Date('2026-11-28T06:30:00Z');

function world() {
  const db = newDatabase();
  const account = (userId: number) => ensureAccount(db, 'telegram', userId, AT).id;
  const claim = (userId: number, code: string) =>
    claimFacilitator(db, { accountId: account(userId), code, at: AT });
  return { db, account, claim };
}

test('the printed code makes its sender a facilitator, once', () => {
  const { db, account, claim } = world();
  expect(prepareClaimCode(db, 'k7f3m9')).toBe('k7f3m9');
  expect(claim(1, ' k7f3m9 ')).toEqual({ ok: true, already: false });
  expect(isFacilitator(db, account(1))).toBe(true);
  expect(claim(2, 'k7f3m9')).toEqual({ ok: false, refusal: { code: 'claim.wrong' } });
  expect(isClaimable(db)).toBe(false);
});

test('the code itself is stored nowhere', () => {
  const { db } = world();
  prepareClaimCode(db, 'k7f3m9');
  expect(JSON.stringify(db.select().from(programState).all())).not.toContain('k7f3m9');
});

test.each(['', 'k7f3m', 'k7f3m99', 'K7F3M9'])(
  'any other code (%j) is wrong, and leaves the right one',
  (code) => {
    const { db, claim } = world();
    prepareClaimCode(db, 'k7f3m9');
    expect(claim(1, code)).toEqual({ ok: false, refusal: { code: 'claim.wrong' } });
    expect(claim(1, 'k7f3m9').ok).toBe(true);
  },
);

test('without a printed code every claim is refused', () => {
  const { claim } = world();
  expect(claim(1, '')).toEqual({ ok: false, refusal: { code: 'claim.wrong' } });
});

test('a later start without a facilitator prints a new code, and the former is void', () => {
  const { db, claim } = world();
  prepareClaimCode(db, 'first');
  prepareClaimCode(db, 'second');
  expect(claim(1, 'first').ok).toBe(false);
  expect(claim(1, 'second').ok).toBe(true);
});

test('with a facilitator no code is printed, and one that was out is void', () => {
  const { db, claim } = world();
  prepareClaimCode(db, 'first');
  syncFacilitators(db, [{ messenger: 'bale', userId: 1 }], AT);
  expect(prepareClaimCode(db, 'second')).toBeNull();
  expect(claim(2, 'first').ok).toBe(false);
});

test('a facilitator who claims again hears that, whatever the code', () => {
  const { db, claim } = world();
  prepareClaimCode(db, 'k7f3m9');
  claim(1, 'k7f3m9');
  expect(claim(1, 'anything')).toEqual({ ok: true, already: true });
});

test('the settings give and take a facilitator’s right; an account that claimed it keeps it', () => {
  const { db, account, claim } = world();
  prepareClaimCode(db, 'k7f3m9');
  claim(1, 'k7f3m9');
  syncFacilitators(
    db,
    [2, 3].map((userId) => ({ messenger: 'telegram', userId })),
    AT,
  );
  expect([1, 2, 3].map((userId) => isFacilitator(db, account(userId)))).toEqual([true, true, true]);
  syncFacilitators(db, [{ messenger: 'telegram', userId: 3 }], AT);
  expect([1, 2, 3].map((userId) => isFacilitator(db, account(userId)))).toEqual([true, false, true]);
  syncFacilitators(db, [], AT);
  expect([1, 2, 3].map((userId) => isFacilitator(db, account(userId)))).toEqual([true, false, false]);
});

test('one number on two messengers is two people', () => {
  const { db, account } = world();
  syncFacilitators(db, [{ messenger: 'bale', userId: 5 }], AT);
  expect(isFacilitator(db, account(5))).toBe(false);
});
