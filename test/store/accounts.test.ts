import { describe, expect, test } from 'vitest';
import { ensureAccount, loadAccount, markReachable, markUnreachable } from '../../src/store/accounts.ts';
import {
  addFacilitator,
  hasFacilitators,
  isFacilitator,
  keepFacilitatorsOfSettings,
  loadFacilitators,
} from '../../src/store/facilitators.ts';
import { newDatabase } from '../fixtures/database.ts';

const at = new Date('2026-11-28T06:30:00Z');

describe('an account', () => {
  test('is one for each person of each messenger, whose user ids overlap', () => {
    const db = newDatabase();
    const { id } = ensureAccount(db, 'telegram', 5, at);
    expect(ensureAccount(db, 'telegram', 5, at).id).toBe(id);
    expect(ensureAccount(db, 'bale', 5, at).id).not.toBe(id);
  });

  test('holds a user id beyond 32 bits', () => {
    const db = newDatabase();
    const { id } = ensureAccount(db, 'telegram', 7_123_456_789, at);
    expect(loadAccount(db, id)?.userId).toBe(7_123_456_789);
  });

  test('is noted as unreachable once, and as reachable once', () => {
    const db = newDatabase();
    const { id } = ensureAccount(db, 'telegram', 5, at);
    expect(markReachable(db, id)).toBe(false);
    expect(markUnreachable(db, id, 'blocked', at)).toBe(true);
    expect(markUnreachable(db, id, 'deactivated', new Date(at.getTime() + 1))).toBe(false);
    expect(loadAccount(db, id)).toMatchObject({ unreachableSince: at, unreachableReason: 'blocked' });
    expect(markReachable(db, id)).toBe(true);
    expect(loadAccount(db, id)?.unreachableSince).toBeNull();
  });
});

describe('facilitators', () => {
  function named() {
    const db = newDatabase();
    const ids = [1, 2, 3].map((userId) => ensureAccount(db, 'telegram', userId, at).id);
    addFacilitator(db, ids[0]!, 'settings', at);
    addFacilitator(db, ids[1]!, 'settings', at);
    addFacilitator(db, ids[2]!, 'claim', at);
    return { db, ids };
  }

  test('are those whom the settings name or who claimed it', () => {
    const { db, ids } = named();
    expect(hasFacilitators(db)).toBe(true);
    expect(loadFacilitators(db).sort()).toEqual(ids);
    expect(hasFacilitators(newDatabase())).toBe(false);
  });

  test('lose the right when the settings no longer name them; who claimed it keeps it', () => {
    const { db, ids } = named();
    keepFacilitatorsOfSettings(db, [ids[1]!]);
    expect(ids.map((id) => isFacilitator(db, id))).toEqual([false, true, true]);
    keepFacilitatorsOfSettings(db, []);
    expect(ids.map((id) => isFacilitator(db, id))).toEqual([false, false, true]);
  });
});
