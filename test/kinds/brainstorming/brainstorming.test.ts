import { describe, expect, test } from 'vitest';
import { brainstorming } from '../../../src/kinds/brainstorming/brainstorming.ts';
import type { ProposalsCardState } from '../../../src/kinds/card-state.ts';
import { LONGEST_TEXT, textLength } from '../../../src/messages/text-length.ts';
import { bare } from '../../../src/rehearsal/said.ts';
import { panelOf } from '../../fixtures/panel.ts';

function seen(its: Partial<ProposalsCardState> = {}): ProposalsCardState {
  return {
    ...{ questionnaireId: 3, roundNumber: 1, position: 0, steps: 1, minutesLeft: 1, keepAll: null },
    ...{ question: 'چه خدمتی؟', sitsOnSeveral: false, panelId: 5, panelName: 'مالی' },
    ...{ othersOpen: false, handedIn: false, screen: 'panel', page: 0, ideas: [], canBringBack: false },
    ...its,
  };
}

const idea = (text: string, at: number) => ({ proposalId: 100 + at, text });
const labels = (state: ProposalsCardState) =>
  (brainstorming.card(state).buttons ?? []).map((row) => row.map(({ text }) => text));
const text = (state: ProposalsCardState) => bare(brainstorming.card(state).html);

describe('the card', () => {
  test('asks the question, and lists what is written, each with a button that begins with its number', () => {
    expect(text(seen())).toContain('چه خدمتی؟');
    expect(labels(seen())).toEqual([['ثبت نهایی']]);
    const state = seen({ ideas: ['بازارچه', 'کتابخانه'].map(idea), canBringBack: true });
    expect(text(state)).toContain('۱. بازارچه\n۲. کتابخانه');
    expect(labels(state)).toEqual([['۲ 🗑', '۱ 🗑'], ['برگرداندن'], ['ثبت نهایی']]);
    expect(brainstorming.card(state).buttons![0]![1]!.data).toBe('ir:100');
  });

  test('names the panel and turns to other steps where there are several', () => {
    const state = seen({ sitsOnSeveral: true, steps: 3, position: 1 });
    expect(text(state)).toContain('مالی');
    expect(labels(state).at(-1)).toEqual(['بعدی', 'قبلی']);
    expect(text(seen())).not.toContain('مالی');
  });

  test.each([
    [3, 1000],
    [20, 1000],
    [50, 1000],
  ])('fits one message with %i ideas of %i signs, all shortened alike', (ideas, length) => {
    const long = Array.from({ length: ideas }, (_, at) => idea('ایده '.repeat(200).slice(0, length), at));
    const { html } = brainstorming.card(seen({ ideas: long }));
    expect(textLength(html)).toBeLessThanOrEqual(LONGEST_TEXT);
    expect(new Set(bare(html).match(/ایده .*/g)).size).toBe(1);
  });
});

test('the list of own answers tells how many are written', () => {
  const step = { panelName: 'مالی', asked: 1, missing: 0, isOpen: false, noOpinion: 0, ideas: 2 };
  expect(brainstorming.progress(step)).toEqual({ title: 'پیشنهادهای مالی', answer: '۲ پیشنهاد' });
  expect(brainstorming.progress({ ...step, isOpen: true, ideas: 0 }).answer).toBeNull();
});

test('a panel is judged by who wrote: no items, no W, no rater, and nothing ends it before the last round', () => {
  const panel = panelOf('x\n e1 -\n e2 -\n e3 -', { kind: 'brainstorming' });
  const judged = brainstorming.judge({
    ...panel,
    ...{ itemIds: [], ratings: [[], [], []], noOpinion: [], inBulk: [[], [], []], judges: [] },
    ...{ ideas: [2, 0, 1], handedIn: [true, true, false] },
  });
  expect(judged).toMatchObject({
    ...{ items: [], answered: 2, submitted: 2, notHandedIn: 1, raters: 0 },
    ...{ concordance: null, unchangedShare: null, verdict: 'active' },
  });
});

describe('an invented expert', () => {
  const expert = { seed: 1, expert: 1, round: 1, item: '', scaleLabels: [] } as const;
  const card = (ideas: number) => {
    const state = seen({ ideas: Array.from({ length: ideas }, (_, at) => idea(`${at}`, at)) });
    return { text: text(state), buttons: labels(state).flat() };
  };

  test('knows the card, writes one idea after the other, and then hands in', () => {
    expect(brainstorming.play.recognises(card(0))).toBe(true);
    expect(brainstorming.play.recognises({ text: 'گویهٔ ۱ از ۳', buttons: ['ثبت نهایی'] })).toBe(false);
    const steps = [0, 1, 2, 3].map((written) =>
      brainstorming.play.next(card(written), { ...expert, temper: 'agreeing' }),
    );
    expect(steps.map((step) => Object.keys(step)[0])).toEqual(['write', 'write', 'write', 'press']);
    expect(new Set(steps.map((step) => JSON.stringify(step))).size).toBe(4);
    expect(brainstorming.play.next(card(1), { ...expert, temper: 'lazy' })).toEqual({ press: 'ثبت نهایی' });
  });
});
