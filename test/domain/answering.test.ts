import { describe, expect, test } from 'vitest';
import {
  type AskedItem,
  haveNoOpinion,
  keepPrevious,
  REASON_LIMIT,
  rate,
  readReason,
  takesAnswers,
} from '../../src/domain/answering.ts';

const deadline = new Date('2026-12-05T06:30:00Z');
const open = { roundNumber: 2, roundOpen: true, deadline };
const item: AskedItem = { state: 'open', value: null, previousValue: null, ratings: [5, 4, 3, 2, 1] };

describe('a round takes answers', () => {
  const before = new Date(deadline.getTime() - 1);

  test('up to the deadline', () => {
    expect(takesAnswers(open, before)).toEqual({ ok: true });
  });

  test('but not at the deadline itself', () => {
    expect(takesAnswers(open, deadline)).toEqual({
      ok: false,
      refusal: { code: 'round.closed', number: 2 },
    });
  });

  test('and no more once it is closed, however far its deadline', () => {
    expect(takesAnswers({ ...open, roundOpen: false }, before)).toMatchObject({
      refusal: { code: 'round.closed' },
    });
  });

  test('from nobody but its expert', () => {
    expect(takesAnswers(null, before)).toMatchObject({ refusal: { code: 'answer.notYours' } });
  });
});

describe('an item', () => {
  test('is rated by the place of a rating on the scale, in whatever order the scale stands', () => {
    expect(rate(item, 1)).toEqual({ ok: true, answered: { state: 'rated', value: 4, how: 'chosen' } });
  });

  test('is not rated off its scale', () => {
    for (const place of [-1, 5, 0.5]) {
      expect(rate(item, place)).toMatchObject({ refusal: { code: 'answer.offScale' } });
    }
  });

  test('can be left without an opinion, which is no rating', () => {
    expect(haveNoOpinion(item)).toMatchObject({ answered: { state: 'no_opinion', value: null } });
  });

  test('rated as before by its own button counts as chosen, by the button for it as kept', () => {
    const rated = { ...item, previousValue: 4 };
    expect(rate(rated, 1)).toMatchObject({ answered: { value: 4, how: 'chosen' } });
    expect(keepPrevious(rated)).toMatchObject({ answered: { state: 'rated', value: 4, how: 'kept' } });
    expect(keepPrevious(rated, 'kept_in_bulk')).toMatchObject({ answered: { how: 'kept_in_bulk' } });
  });

  test('without a previous rating has none to keep', () => {
    expect(keepPrevious(item)).toMatchObject({ refusal: { code: 'answer.noPrevious' } });
  });

  test('does not keep a rating that its scale no longer has', () => {
    expect(keepPrevious({ ...item, previousValue: 7 })).toMatchObject({
      refusal: { code: 'answer.noPrevious' },
    });
  });

  test('that is gone takes nothing', () => {
    for (const outcome of [rate(null, 0), haveNoOpinion(null), keepPrevious(null)]) {
      expect(outcome).toMatchObject({ refusal: { code: 'answer.itemGone' } });
    }
  });
});

describe('a reason', () => {
  test('is taken without the spaces around it', () => {
    expect(readReason('  چون لازم است \n')).toEqual({ ok: true, reason: 'چون لازم است' });
  });

  test('of spaces alone is none', () => {
    expect(readReason(' \n ')).toMatchObject({ refusal: { code: 'reason.noText' } });
  });

  test('may be as long as the limit and not longer', () => {
    expect(readReason('ن'.repeat(REASON_LIMIT)).ok).toBe(true);
    expect(readReason('ن'.repeat(REASON_LIMIT + 1))).toMatchObject({
      refusal: { code: 'reason.tooLong', limit: REASON_LIMIT },
    });
  });
});
