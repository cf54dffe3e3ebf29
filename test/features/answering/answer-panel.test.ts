import { describe, expect, test } from 'vitest';
import { answerPanel, readPanel } from '../../../src/features/answering/answer-panel.ts';
import { composeCard } from '../../../src/features/answering/compose-card.ts';
import { keepAll } from '../../../src/features/answering/keep-all.ts';
import type { PanelPress } from '../../../src/kinds/kind.ts';
import { must, refusalOf, type StudyWords, TestStudy } from '../../fixtures/study.ts';

const RULES = { kind: 'ranking', maxRounds: 4, minRounds: 4, minAnswersForFeedback: 2 } as const;
const WORDS: StudyWords = { experts: { e1: 'A', e2: 'A' }, items: { x: 'A', y: 'A', z: 'A' }, rules: RULES };

function press(study: TestStudy, name: string, code: string, pressed: PanelPress['pressed']) {
  const { id: answerId } = study.answer(name, code);
  return study.run((tx) => answerPanel(tx, { answerId, pressed }, study.press(name)));
}

/** Puts items in order, the last one left out. */
function order(study: TestStudy, name: string, codes: string): void {
  if (study.questionnaire(name).begunAt === null) study.begin(name, 7);
  for (const code of codes.split(' ')) must(press(study, name, code, 'add'));
}

const cardOf = (study: TestStudy, name: string) =>
  composeCard(study.db, study.questionnaire(name).id)!.message.html.replace(/[\u2066-\u2069]|<[^>]*>/g, '');
const placesOf = (study: TestStudy, name: string) => study.answers(name).map(({ value }) => value);

describe('a press on a panel’s card', () => {
  test('is written down at once, all answers of the card in one moment', () => {
    const study = new TestStudy(WORDS).join().open();
    order(study, 'e1', 'z x');
    expect(placesOf(study, 'e1')).toEqual([2, 3, 1]);
    expect(study.answers('e1').every(({ answeredAt }) => answeredAt?.getTime() === study.at.getTime())).toBe(
      true,
    );
    expect(study.questionnaire('e1')).toMatchObject({ screen: 'panel', lastAnswerAt: study.at });
  });

  test('chooses what is moved, and «بعدی» forgets the choice', () => {
    const study = new TestStudy(WORDS).join().open();
    order(study, 'e1', 'x y');
    must(press(study, 'e1', 'z', 'choose'));
    expect(study.questionnaire('e1').currentAnswerId).toBe(study.answer('e1', 'z').id);
    expect(cardOf(study, 'e1')).toContain('«گویهٔ z» در جای ۳ است');
    must(press(study, 'e1', 'z', { place: 1 }));
    expect(placesOf(study, 'e1')).toEqual([2, 3, 1]);
  });

  test('is refused once the round is closed, and on another’s card', () => {
    const study = new TestStudy(WORDS).join().open();
    order(study, 'e1', 'x');
    const { id: answerId } = study.answer('e1', 'y');
    const foreign = study.run((tx) => answerPanel(tx, { answerId, pressed: 'add' }, study.press('e2')));
    expect(refusalOf(foreign)).toBe('answer.notYours');
    study.close();
    expect(refusalOf(press(study, 'e1', 'y', 'add'))).toBe('round.closed');
    expect(placesOf(study, 'e1')).toEqual([1, null, null]);
  });

  test('of an item that is put alone changes nothing, and neither does a rating of one put with others', () => {
    const rated = new TestStudy({ ...WORDS, rules: {} }).join().open().begin('e1');
    expect(refusalOf(press(rated, 'e1', 'x', 'add'))).toBe('answer.itemGone');
    const ranked = new TestStudy(WORDS).join().open().begin('e1');
    expect(refusalOf(ranked.tryPress('e1', 'x', { rating: 0 }))).toBe('answer.itemGone');
  });

  test('shows the items whole', () => {
    const study = new TestStudy(WORDS).join().open().begin('e1', 7);
    const { id: answerId } = study.answer('e1', 'x');
    must(study.run((tx) => readPanel(tx, { answerId, page: 0 }, study.press('e1'))));
    expect(cardOf(study, 'e1')).toBe('۱. گویهٔ x\n\n۲. گویهٔ y\n\n۳. گویهٔ z');
  });
});

describe('from the second round on', () => {
  async function second(): Promise<TestStudy> {
    const study = new TestStudy(WORDS).join().open();
    order(study, 'e1', 'x y');
    order(study, 'e2', 'z x');
    await study.close().judge();
    return study.open().begin('e1', 9);
  }

  test('the panel’s mean places and the own ones stand on the card', async () => {
    const card = cardOf(await second(), 'e1');
    expect(card).toContain('۱. گویهٔ x · پانل ۱٫۵ · شما ۱');
    expect(card).toContain('۳. گویهٔ z · پانل ۲٫۰ · شما ۳');
    expect(card).toContain('از ۳');
  });

  test('all answers of before are kept by one press, and not where an order was begun', async () => {
    const study = await second();
    const keep = () => {
      const { id } = study.questionnaire('e1');
      return must(study.run((tx) => keepAll(tx, id, study.press('e1')))).kept;
    };
    must(press(study, 'e1', 'z', 'add'));
    expect(keep()).toBe(0);
    must(press(study, 'e1', 'z', 'takeBack'));
    expect(keep()).toBe(3);
    expect(study.answers('e1').map(({ value, how }) => [value, how])).toEqual([
      ...[1, 2, 3].map((place) => [place, 'kept_in_bulk']),
    ]);
  });
});

test('a panel with more items than a card takes does not open, however they came', () => {
  const many = (items: number) =>
    new TestStudy({
      ...{ experts: { e1: 'A' }, rules: RULES },
      items: Object.fromEntries(Array.from({ length: items }, (_, at) => [`i${at}`, 'A'])),
    });
  expect(refusalOf(many(51).tryOpen())).toBe('open.panelTooLarge');
  expect(many(50).tryOpen().ok).toBe(true);
});
