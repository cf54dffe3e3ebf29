import { describe, expect, test } from 'vitest';
import type { Act } from '../../../src/domain/item-change.ts';
import {
  applyChange,
  beginChange,
  cancelChange,
  choosePanel,
  takeTyped,
} from '../../../src/features/items/change-item.ts';
import { loadDeviations } from '../../../src/store/deviations.ts';
import { loadItemPanels } from '../../../src/store/items.ts';
import { must, refusalOf, TestStudy } from '../../fixtures/study.ts';

const words = { experts: { e1: 'A', both: 'A B', e3: 'B' }, items: { x: 'A', s: 'A B', y: 'B' } };
/** x stays on A, s leaves A and stays on B, y stays. */
const ANSWERS = 'x s y\n e1 5 1 .\n both 4 3 4\n e3 . 5 5';

const asker = (study: TestStudy) => ({ accountId: study.facilitator, at: study.at });

/** Begins, and gives the reason. */
function prepare(study: TestStudy, code: string, act: Act, panels?: string) {
  return study.run((tx) => {
    const begun = must(beginChange(tx, { itemId: study.itemId(code), act, ...asker(study) }));
    const { previewId } = begun;
    for (const panelId of begun.change.panelIds) {
      const wanted = panels === undefined || panels.split(' ').includes(study.panelCode(panelId));
      if (!wanted) must(choosePanel(tx, { previewId, panelId, isChosen: false, ...asker(study) }));
    }
    must(takeTyped(tx, { previewId, text: ' به تصمیم گروه ', ...asker(study) }));
    return previewId;
  });
}

function decide(study: TestStudy, code: string, act: Act, panels?: string) {
  const previewId = prepare(study, code, act, panels);
  return study.run((tx) => applyChange(tx, { previewId, ...asker(study) }));
}

function refused(study: TestStudy, code: string, act: Act) {
  return study.run((tx) => refusalOf(beginChange(tx, { itemId: study.itemId(code), act, ...asker(study) })));
}

const verdict = (study: TestStudy, code: string, panel: string) => {
  const { kept, why, ruled, left } = study.results(panel)[code]!;
  return { kept, why, ruled, left };
};

const places = (study: TestStudy, code: string) =>
  loadItemPanels(study.db, study.studyId)
    .get(study.itemId(code))!
    .map(({ droppedWhy }) => droppedWhy);

describe('an item that the rule dropped', () => {
  test('is kept in its panel, and the rule’s verdict and figures stay', async () => {
    const study = await new TestStudy(words).join().playRound(ANSWERS);
    const before = study.results('A')['s']!;
    must(decide(study, 's', 'keep'));
    expect(study.results('A')['s']).toEqual({ ...before, kept: true, why: 'by_hand', left: false });
    expect(before.ruled).toEqual({ kept: false, why: 'below_rule' });
    // The other panel had kept it by the rule.
    expect(verdict(study, 's', 'B')).toMatchObject({ kept: true, why: 'above_rule' });
    expect(places(study, 's')).toEqual([null, null]);
    study.open();
    expect(
      study
        .begin('e1')
        .answers('e1')
        .map(({ itemId }) => study.itemCode(itemId)),
    ).toEqual(['x', 's']);
  });

  test('stands among the deviations, with panel, reason and author', async () => {
    const study = await new TestStudy(words).join().playRound(ANSWERS);
    must(decide(study, 's', 'keep'));
    expect(loadDeviations(study.db, study.studyId)).toMatchObject([
      { field: 'closedEarly' },
      {
        ...{ field: 'itemByHand', code: 's', panel: 'A', from: 'dropped', to: 'kept' },
        ...{ reason: 'به تصمیم گروه', accountId: study.facilitator },
      },
    ]);
  });

  test('that was the last of its panel brings the panel back to what its figures make of it', async () => {
    const rules = { maxRounds: 3, agreementThreshold: null, stabilityThreshold: null };
    const study = new TestStudy({ experts: { e1: 'A', e2: 'A' }, items: { x: 'A', z: 'A' }, rules }).join();
    await study.playRound('x z\n e1 1 2\n e2 1 1');
    expect([study.panel('A').status, study.panelRound('A').verdict]).toEqual(['dropped', 'dropped']);
    must(decide(study, 'z', 'keep'));
    expect([study.panel('A').status, study.panelRound('A').verdict]).toEqual(['active', 'active']);
    must(decide(study, 'z', 'drop'));
    expect([study.panel('A').status, study.panelRound('A').verdict]).toEqual(['dropped', 'dropped']);
    expect(verdict(study, 'z', 'A')).toMatchObject({ kept: false, why: 'by_hand' });
  });

  test('after the last round comes back to a panel that is finished', async () => {
    const study = new TestStudy({ ...words, rules: { maxRounds: 1 } }).join();
    await study.playRound('x s y\n e1 1 1 .\n both 1 1 4\n e3 . 5 5');
    expect(study.panel('A').status).toBe('dropped');
    must(decide(study, 'x', 'keep'));
    expect(study.panel('A').status).toBe('finished');
  });
});

describe('an item that the rule kept', () => {
  test('is dropped by hand from the panels that are chosen', async () => {
    const study = await new TestStudy(words).join().playRound('x s y\n e1 5 4 .\n both 4 4 4\n e3 . 5 5');
    must(decide(study, 's', 'drop', 'B'));
    expect(verdict(study, 's', 'A')).toMatchObject({ kept: true, why: 'above_rule', left: false });
    expect(verdict(study, 's', 'B')).toEqual({
      ...{ kept: false, why: 'by_hand', left: true },
      ruled: { kept: true, why: 'above_rule' },
    });
    expect(places(study, 's')).toEqual([null, 'by_hand']);
    must(decide(study, 's', 'drop'));
    expect(places(study, 's')).toEqual(['by_hand', 'by_hand']);
  });

  test('is judged by the rule again in the next round', async () => {
    const study = await new TestStudy(words).join().playRound(ANSWERS);
    must(decide(study, 's', 'keep'));
    await study.playRound('x s y\n e1 5 1 .\n both 4 1 4\n e3 . 5 5');
    expect(verdict(study, 's', 'A')).toMatchObject({ kept: false, why: 'below_rule', left: true });
    expect(study.results('A', 1)['s']).toMatchObject({ kept: true, why: 'by_hand' });
  });
});

describe('what a screening dropped', () => {
  const screening = {
    ...words,
    experts: { e1: 'A', both: 'A B', e3: 'B', e4: 'C' },
    items: { x: 'A', s: 'A B C', y: 'B' },
    rounds: [
      { number: 1, kind: 'screening', panelCodes: ['A', 'B'] },
      { number: 2, kind: 'likert' },
    ] as const,
    rules: { maxRounds: 2 },
  };

  async function screened() {
    const study = new TestStudy(screening).join().open();
    for (const name of ['e1', 'both', 'e3']) {
      study.begin(name);
      for (const { id, itemId } of study.answers(name))
        study.pressAnswer(name, id, { rating: study.itemCode(itemId) === 's' ? 1 : 0 });
    }
    await study.close().judge();
    return study;
  }

  test('is back in all its panels, those too that had not judged it, and had one verdict', async () => {
    const study = await screened();
    expect(places(study, 's')).toEqual(['below_rule', 'below_rule', 'below_rule']);
    expect(study.panel('C').status).toBe('dropped');
    must(decide(study, 's', 'keep'));
    expect(places(study, 's')).toEqual([null, null, null]);
    expect(study.panel('C').status).toBe('active');
    for (const panel of ['A', 'B'])
      expect(verdict(study, 's', panel)).toMatchObject({ kept: true, why: 'by_hand', left: false });
    expect(loadDeviations(study.db, study.studyId).at(-1)).not.toHaveProperty('panel');
    expect(study.tryOpen()).toMatchObject({ ok: true });
    expect(study.begin('e4').answers('e4')).toHaveLength(1);
  });

  test('and was kept can leave all of them by hand', async () => {
    const study = await screened();
    must(decide(study, 's', 'keep'));
    must(decide(study, 's', 'drop'));
    expect(places(study, 's')).toEqual(['by_hand', 'by_hand', 'by_hand']);
    expect(verdict(study, 's', 'B')).toMatchObject({ kept: false, why: 'by_hand' });
  });

  test('not, and is dropped by hand later, leaves each panel with the last round that the panel judged it in', async () => {
    const rounds = [screening.rounds[0], { number: 2, kind: 'likert', panelCodes: ['C'] }] as const;
    const study = new TestStudy({ ...screening, rounds }).join().open();
    for (const name of ['e1', 'both', 'e3']) {
      study.begin(name);
      for (const { id } of study.answers(name)) study.pressAnswer(name, id, { rating: 0 });
    }
    await study.close().judge();
    const first = study.round.id;
    study.open().begin('e4');
    for (const { id } of study.answers('e4')) study.pressAnswer('e4', id, { rating: 4 });
    await study.close().judge();
    must(decide(study, 's', 'drop'));
    const left = loadItemPanels(study.db, study.studyId)
      .get(study.itemId('s'))!
      .map(({ panelId, droppedInRoundId }) => [study.panelCode(panelId), droppedInRoundId]);
    expect(left).toEqual([
      ['A', first],
      ['B', first],
      ['C', study.round.id],
    ]);
    expect(verdict(study, 's', 'C')).toMatchObject({ kept: false, why: 'by_hand', left: true });
  });
});

describe('nothing is decided', () => {
  test('before a verdict, while a round is open or judged, and after the end', async () => {
    const study = new TestStudy(words).join();
    expect(refused(study, 'x', 'drop')).toBe('item.noVerdict');
    study.open();
    expect(refused(study, 'x', 'drop')).toBe('item.roundOpen');
    study.answerAll(ANSWERS).close();
    expect(refused(study, 'x', 'drop')).toBe('item.judging');
    await study.judge();
    expect([refused(study, 'x', 'keep'), refused(study, 'x', 'drop')]).toEqual(['item.isKept', null]);
    const shown = prepare(study, 's', 'keep', 'A');
    study.finish();
    expect(refused(study, 'x', 'drop')).toBe('study.finished');
    const late = study.run((tx) => applyChange(tx, { previewId: shown, ...asker(study) }));
    expect(refusalOf(late)).toBe('study.finished');
  });

  test('twice by one preview, or by one that is given up or overtaken', async () => {
    const study = await new TestStudy(words).join().playRound(ANSWERS);
    const [first, second] = [prepare(study, 's', 'keep'), prepare(study, 's', 'keep')];
    const press = (previewId: number) =>
      study.run((tx) => refusalOf(applyChange(tx, { previewId, ...asker(study) })));
    expect([press(first), press(first), press(second)]).toEqual([null, 'preview.done', 'item.isKept']);
    const third = prepare(study, 's', 'drop', 'B');
    must(decide(study, 's', 'drop', 'A'));
    expect(press(third)).toBe('preview.outdated');
    const fourth = prepare(study, 'y', 'drop');
    study.run((tx) => must(cancelChange(tx, { previewId: fourth, ...asker(study) })));
    expect(press(fourth)).toBe('preview.gone');
    expect(verdict(study, 'y', 'B')).toMatchObject({ kept: true, why: 'above_rule' });
  });

  test('without a reason, or by a facilitator of another study', async () => {
    const study = await new TestStudy(words).join().playRound(ANSWERS);
    const { previewId } = study.run((tx) =>
      must(beginChange(tx, { itemId: study.itemId('x'), act: 'drop', ...asker(study) })),
    );
    expect(study.run((tx) => refusalOf(applyChange(tx, { previewId, ...asker(study) })))).toBe(
      'preview.gone',
    );
    const typed = (text: string) =>
      study.run((tx) => refusalOf(takeTyped(tx, { previewId, text, ...asker(study) })));
    expect([typed(' \u200c '), typed('ی'.repeat(501)), typed('دلیل')]).toEqual([
      'item.noText',
      'item.tooLong',
      null,
    ]);
    const stranger = { itemId: study.itemId('x'), accountId: study.facilitatorsAccount(), at: study.at };
    expect(study.run((tx) => refusalOf(beginChange(tx, { act: 'drop', ...stranger })))).toBe(
      'study.notYours',
    );
  });
});
