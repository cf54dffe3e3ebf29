import { describe, expect, test } from 'vitest';
import { composeCard } from '../../../src/features/answering/compose-card.ts';
import { askForReason, giveReason, leaveReason } from '../../../src/features/answering/give-reason.ts';
import { standBy } from '../../../src/features/answering/stand-by.ts';
import { showDetails, showOverview, showStep } from '../../../src/features/answering/turn-card.ts';
import { must, refusalOf, TestStudy } from '../../fixtures/study.ts';

const experts = { e1: 'A', e2: 'A', e3: 'A', e4: 'A', e5: 'A' };

/** In round 1 all but `e1` agree on `x`: its middle half is 4 to 4. Round 2 is open, and `e1` has begun. */
async function second(rules = {}) {
  const study = new TestStudy({ experts, items: { x: 'A', y: 'A', z: 'A' }, rules }).join();
  await study.playRound(`
        x  y  z
    e1  1  4  4
    e2  4  4  4
    e3  4  4  4
    e4  4  4  4
    e5  4  4  -
  `);
  return study.open().begin('e1', 7);
}

const labels = (study: TestStudy) =>
  composeCard(study.db, study.questionnaire('e1').id)!
    .message.buttons!.flat()
    .map(({ text }) => text);
/** Of the page behind «بیشتر», where it is the item's. */
const rareLabels = (study: TestStudy) => {
  const { currentAnswerId } = study.questionnaire('e1');
  must(study.run((tx) => showDetails(tx, currentAnswerId!, study.press('e1'))));
  return labels(study);
};
const html = (study: TestStudy) => composeCard(study.db, study.questionnaire('e1').id)!.message.html;
const stand = (study: TestStudy, code: string, name = 'e1') =>
  study.run((tx) => standBy(tx, study.answer('e1', code).id, study.press(name)));

describe('«نظرم همین است»', () => {
  test('stands behind the card of an item whose own previous answer differs, and gives it again by one tap', async () => {
    const study = await second();
    expect(labels(study)).not.toContain('نظرم همین است');
    expect(rareLabels(study)).toContain('نظرم همین است');
    must(stand(study, 'x'));
    expect(study.answer('e1', 'x')).toMatchObject({ state: 'rated', value: 1, how: 'kept', standsBy: true });
    expect(study.questionnaire('e1').currentAnswerId).toBe(study.answer('e1', 'y').id);
    expect(rareLabels(study)).not.toContain('نظرم همین است');
  });

  test('of an answer chosen anew keeps how it came, and the card stays where it is', async () => {
    const study = (await second()).rate('e1', 'x', 2);
    must(stand(study, 'x'));
    expect(study.answer('e1', 'x')).toMatchObject({ value: 2, how: 'chosen', standsBy: true });
    expect(study.questionnaire('e1').currentAnswerId).toBe(study.answer('e1', 'y').id);
    expect(labels(study).join()).not.toContain('دلیل گویهٔ');
  });

  test('is void once the rating changes, and holds where the same one is given again', async () => {
    const study = (await second()).rate('e1', 'x', 2);
    must(stand(study, 'x'));
    expect(study.rate('e1', 'x', 2).answer('e1', 'x').standsBy).toBe(true);
    expect(study.rate('e1', 'x', 1).answer('e1', 'x').standsBy).toBe(false);
    must(stand(study, 'x'));
    must(study.tryPress('e1', 'x', 'noOpinion'));
    expect(study.answer('e1', 'x').standsBy).toBe(false);
  });

  test('pressed twice says the same', async () => {
    const study = (await second()).rate('e1', 'x', 2);
    must(stand(study, 'x'));
    must(stand(study, 'x'));
    expect(study.answer('e1', 'x').standsBy).toBe(true);
  });

  test('is refused for an answer among the panel’s, by another expert, and after the round', async () => {
    const study = (await second()).rate('e1', 'x', 4);
    expect(refusalOf(stand(study, 'x'))).toBe('answer.nothingToStandBy');
    expect(refusalOf(stand(study, 'x', 'e2'))).toBe('answer.notYours');
    study.close();
    expect(refusalOf(stand(study, 'x'))).toBe('round.closed');
  });

  test('is nowhere while too few have answered for any feedback', async () => {
    const study = await second({ minAnswersForFeedback: 6 });
    expect(rareLabels(study)).not.toContain('نظرم همین است');
    study.rate('e1', 'x', 1);
    expect(labels(study).join()).not.toContain('دلیل گویهٔ');
    expect(refusalOf(stand(study, 'x'))).toBe('answer.nothingToStandBy');
  });
});

describe('the reason of the item just answered', () => {
  const press = (study: TestStudy) => study.press('e1');
  const ask = (study: TestStudy, code: string) =>
    study.run((tx) => askForReason(tx, study.answer('e1', code).id, press(study)));

  test('may be added from the next card, which comes back after it', async () => {
    const study = (await second()).rate('e1', 'x', 1);
    expect(labels(study)).toContain('✍️ نوشتن دلیل گویهٔ ۱');
    expect(html(study)).not.toContain('گویهٔ x');
    must(ask(study, 'x'));
    expect(html(study)).toContain('گویهٔ x');
    expect(labels(study)).toEqual(['نظرم همین است', 'لغو']);
    must(study.run((tx) => giveReason(tx, study.answer('e1', 'x').id, 'چون', press(study))));
    expect(html(study)).toContain('گویهٔ y');
    expect(html(study)).toContain('دلیل گویهٔ ۱ ثبت شد');
    expect(labels(study)).not.toContain('✍️ نوشتن دلیل گویهٔ ۱');
  });

  test('may be left, and the next card comes back', async () => {
    const study = (await second()).rate('e1', 'x', 1);
    must(ask(study, 'x'));
    must(study.run((tx) => leaveReason(tx, study.answer('e1', 'x').id, press(study))));
    expect(html(study)).toContain('گویهٔ y');
    must(ask(study, 'x'));
    must(stand(study, 'x'));
    expect(html(study)).toContain('گویهٔ y');
    expect(study.questionnaire('e1').screen).toBe('item');
  });

  test('asked for on its own card leads back there', async () => {
    const study = (await second()).rate('e1', 'x', 1);
    must(study.run((tx) => showStep(tx, study.questionnaire('e1').id, 0, press(study))));
    must(ask(study, 'x'));
    must(study.run((tx) => giveReason(tx, study.answer('e1', 'x').id, 'چون', press(study))));
    expect(html(study)).toContain('دلیل شما: چون');
  });

  test('is not asked for where the answer is among the panel’s, nor after the expert has turned the card', async () => {
    const study = (await second()).rate('e1', 'x', 4);
    expect(labels(study).join()).not.toContain('دلیل گویهٔ');
    study.rate('e1', 'y', 1);
    expect(labels(study)).toContain('✍️ نوشتن دلیل گویهٔ ۲');
    must(study.run((tx) => showStep(tx, study.questionnaire('e1').id, 0, press(study))));
    expect(labels(study).join()).not.toContain('دلیل گویهٔ');
  });

  test('of the last one is asked for on the overview', async () => {
    const study = (await second()).rate('e1', 'x', 1).rate('e1', 'y', 4).rate('e1', 'z', 1);
    expect(html(study)).toMatch(/۱\. .*✍️/);
    expect(html(study)).not.toMatch(/۲\. .*✍️/);
    expect(html(study)).toMatch(/۳\. .*✍️/);
    must(stand(study, 'x'));
    must(stand(study, 'z'));
    must(study.run((tx) => showOverview(tx, study.questionnaire('e1').id, 0, press(study))));
    expect(html(study)).not.toContain('✍️');
  });
});
