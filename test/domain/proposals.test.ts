import { describe, expect, test } from 'vitest';
import {
  decideOn,
  panelsMeant,
  proposedItemCode,
  readDecisionReason,
  readProposal,
} from '../../src/domain/proposals.ts';

describe('a typed proposal', () => {
  test('of an item is one line, for it becomes a title', () => {
    expect(readProposal('  پرداخت\n\n قبض   آب ', 'add')).toEqual({ ok: true, text: 'پرداخت قبض آب' });
    expect(readProposal(' یک\nدو ', 'comment')).toEqual({ ok: true, text: 'یک\nدو' });
  });

  test('is refused where it is empty or too long', () => {
    expect(readProposal(' \n', 'add')).toMatchObject({ refusal: { code: 'suggest.noText' } });
    expect(readProposal('ن'.repeat(300), 'add')).toMatchObject({ ok: true });
    expect(readProposal('ن'.repeat(301), 'add')).toMatchObject({
      refusal: { code: 'suggest.tooLong', length: 301, limit: 300 },
    });
    expect(readProposal('ن'.repeat(701), 'remove')).toMatchObject({ refusal: { limit: 700 } });
    expect(readDecisionReason('ن'.repeat(301))).toMatchObject({ refusal: { limit: 300 } });
  });
});

describe('a decision', () => {
  test('counts once, and twice the same does no harm', () => {
    expect(decideOn('new', 'accepted')).toEqual({ ok: true, isNew: true });
    expect(decideOn('accepted', 'accepted')).toEqual({ ok: true, isNew: false });
  });

  test('is not turned round', () => {
    for (const state of ['rejected', 'withdrawn'] as const) {
      expect(decideOn(state, 'accepted')).toMatchObject({ refusal: { code: 'suggest.decided' } });
    }
  });
});

test('an item from a proposal has a code that no item and no panel has, whatever its writing', () => {
  expect(proposedItemCode(['A', 'S1'])).toBe('P1');
  expect(proposedItemCode(['p1', 'P ۲', 'P4'])).toBe('P3');
});

describe('a proposal is meant for', () => {
  const A = 1;
  const B = 2;
  const C = 3;

  test('all panels of its author where enough experts sit alike', () => {
    const seated = new Map([
      [A, [1, 2, 3, 4]],
      [B, [1, 2, 3]],
    ]);
    expect(panelsMeant([A, B], seated)).toEqual([A, B]);
  });

  test('the largest of them where the panels would tell who it was', () => {
    const seated = new Map([
      [A, [1, 2]],
      [B, [1, 3, 4, 5]],
      [C, [6]],
    ]);
    expect(panelsMeant([A, B], seated)).toEqual([B]);
  });

  test('the largest too where those who sit on all of them sit on others besides', () => {
    const seated = new Map([
      [A, [1, 2, 3, 4]],
      [B, [1, 2, 3]],
      [C, [2, 3]],
    ]);
    expect(panelsMeant([A, B], seated)).toEqual([A]);
  });

  test('the only panel of its author, however small', () => {
    expect(panelsMeant([C], new Map([[C, [6]]]))).toEqual([C]);
    expect(panelsMeant([], new Map())).toEqual([]);
  });
});
