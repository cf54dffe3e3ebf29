import { describe, expect, test } from 'vitest';
import type { PanelToJudge } from '../../../src/domain/judging.ts';
import { loadRoundChange } from '../../../src/features/answering/load-round-change.ts';
import { composeSummary } from '../../../src/features/judging/compose-summary.ts';
import { judgeRound } from '../../../src/features/judging/judge-round.ts';
import type { RunInBackground } from '../../../src/jobs/background.ts';
import { loadEvents } from '../../../src/store/events.ts';
import { loadJudgedRound } from '../../../src/store/judged-rounds.ts';
import { loadPanelRounds } from '../../../src/store/panel-rounds.ts';
import { DAY, onThisThread, TEHRAN, TestStudy } from '../../fixtures/study.ts';

const words = { experts: { e1: 'A', both: 'A B', e3: 'B' }, items: { x: 'A', s: 'A B', y: 'B' } };

/** A closed first round: e1 and both handed in, e3 did not. */
function closed(rules = {}) {
  const study = new TestStudy({ ...words, rules }).join().open();
  study.answerAll(`
          x  s
    e1    5  1
    both  4  2
  `);
  study.answerAll(`
          s  y
    both  2  -
    e3    5  3
  `);
  return study.handIn('e1', 'both').close();
}

const statuses = (study: TestStudy) => ['A', 'B'].map((code) => study.panel(code).status);

describe('a judged round', () => {
  test('leaves each panel’s figures frozen', async () => {
    const study = await closed().judge();
    expect(study.round).toMatchObject({ state: 'judged', judgedAt: study.at });
    expect(study.panelRound('A')).toMatchObject({
      state: 'judged',
      ...{ invited: 2, answered: 2, submitted: 2, notHandedIn: 0, raters: 2 },
    });
    expect(study.panelRound('B')).toMatchObject({ answered: 2, submitted: 1, notHandedIn: 1, raters: 1 });
    expect(study.panelRound('A').concordance).toMatchObject({ w: 1, change: null, changeCommon: null });
    expect(study.panelRound('B').concordance).toMatchObject({ w: null, pPermutation: null });
  });

  test('judges a shared item in each panel by its own experts, and drops it in that panel alone', async () => {
    const study = await closed().judge();
    expect(study.results('A')['s']).toMatchObject({ n: 2, mean: 1.5, kept: false, why: 'below_rule' });
    expect(study.results('B')['s']).toMatchObject({ n: 2, mean: 3.5, kept: true, why: 'above_rule' });
    study.open();
    const asked = study.begin('both').answers('both');
    expect(asked.map(({ itemId }) => study.itemCode(itemId))).toEqual(['x', 's']);
  });

  test('counts an answer that was never handed in', async () => {
    const study = await closed().judge();
    expect(study.results('B')['y']).toMatchObject({ n: 1, mean: 3, noOpinion: 1 });
  });

  test('tells the study’s facilitators, and the log', async () => {
    const study = await closed().judge();
    expect(study.queued('summary')).toMatchObject([
      { accountId: study.facilitator, args: { roundId: study.round.id, part: 0 } },
    ]);
    expect(loadEvents(study.db, study.studyId).at(-1)).toMatchObject({
      kind: 'round.judged',
      actor: 'program',
    });
  });

  test('that nobody answered keeps every item', async () => {
    const study = new TestStudy(words).open().close();
    await study.judge();
    expect(Object.values(study.results('A')).map(({ why }) => why)).toEqual(['no_answers', 'no_answers']);
    expect(study.panelRound('A')).toMatchObject({ answered: 0, submitted: 0, raters: 0, verdict: 'active' });
  });

  test('is judged once', async () => {
    const study = await closed().judge();
    const before = study.panelRound('A');
    await study.judge(() => Promise.reject(new Error('judged again')));
    expect(study.panelRound('A')).toEqual(before);
  });

  test('still open is left alone', async () => {
    const study = new TestStudy(words).open();
    await study.judge();
    expect(study.round.state).toBe('open');
  });
});

describe('a kill between two panels', () => {
  /** Judges some panels, then dies. */
  function dyingAfter(panels: number): RunInBackground {
    let judged = 0;
    return async (name, input) => {
      if (judged === panels) throw new Error('killed');
      judged += 1;
      return onThisThread(name, input);
    };
  }

  test('leaves the first judged and the round closed, and the next run goes on with the second', async () => {
    const study = closed();
    await expect(study.judge(dyingAfter(1))).rejects.toThrow('killed');
    expect(loadPanelRounds(study.db, study.round.id).map(({ state }) => state)).toEqual(['judged', 'open']);
    expect(study.round.state).toBe('closed');
    expect(study.queued('summary')).toEqual([]);

    const first = study.panelRound('A');
    const inputs: number[] = [];
    await study.judge((name, input) => {
      if (name === 'judge-panel') inputs.push((input as PanelToJudge).itemIds.length);
      return onThisThread(name, input);
    });
    expect(inputs).toHaveLength(1);
    expect(study.panelRound('A')).toEqual(first);
    expect(study.panelRound('B').state).toBe('judged');
    expect(study.queued('summary')).toHaveLength(1);
  });

  test('comes to the same figures as a run that went through', async () => {
    const through = await closed().judge();
    const study = closed();
    await expect(study.judge(dyingAfter(0))).rejects.toThrow();
    await expect(study.judge(dyingAfter(1))).rejects.toThrow();
    await study.judge();
    for (const code of ['A', 'B']) {
      expect(study.results(code)).toEqual(through.results(code));
      expect(study.panelRound(code)).toEqual(through.panelRound(code));
    }
  });
});

describe('a panel', () => {
  const agreeing = `
        x  z  v  u
    e1  5  4  3  2
    e2  5  4  3  2
    e3  5  4  3  2
  `;
  const one = { experts: { e1: 'A', e2: 'A', e3: 'A' }, items: { x: 'A', z: 'A', v: 'A', u: 'A' } };

  test('agrees from the least number of rounds on', async () => {
    const study = new TestStudy({ ...one, rules: { agreementThreshold: 0.7, neutralPoint: 1 } }).join();
    await study.playRound(agreeing);
    expect(study.panel('A').status).toBe('active');
    await study.playRound(agreeing);
    expect(study.panel('A').status).toBe('agreed');
    expect(study.panelRound('A').verdict).toBe('agreed');
  });

  test('is stable by the change since its last round of the kind', async () => {
    const study = new TestStudy({ ...one, rules: { stabilityThreshold: 0.2, neutralPoint: 1 } }).join();
    await study.playRound(agreeing);
    await study.playRound(agreeing);
    expect(study.panelRound('A').concordance).toMatchObject({ w: 1, change: 0, changeCommon: 0 });
    expect(study.panelRound('A').unchangedShare).toBe(1);
    expect(study.panel('A').status).toBe('stable');
  });

  test('taken along though it had agreed is judged anew', async () => {
    const rules = { agreementThreshold: 0.7, neutralPoint: 1, minRounds: 1 };
    const study = new TestStudy({ ...one, rules }).join();
    await study.playRound(agreeing);
    expect(study.panel('A').status).toBe('agreed');
    await study.playRound('x z v u\n e1 5 4 3 2\n e2 2 3 4 5\n e3 5 2 4 3', { continued: ['A'] });
    expect(study.panel('A').status).toBe('active');
  });

  test('that is still active when the last round closes is finished, one that skipped it too', async () => {
    const study = new TestStudy({
      ...words,
      rounds: [{ number: 1 }, { number: 2, panelCodes: ['A'] }],
      rules: { maxRounds: 2 },
    }).join();
    await study.playRound('x s\n e1 5 4\n both 5 4');
    expect(statuses(study)).toEqual(['active', 'active']);
    await study.playRound('x s\n e1 5 4\n both 5 4');
    expect(statuses(study)).toEqual(['finished', 'finished']);
  });

  test('is dropped with its last item', async () => {
    const study = await closed().judge();
    study.open().answerAll('x\n e1 1\n both 2').close();
    await study.judge();
    expect(statuses(study)).toEqual(['dropped', 'active']);
  });

  test('compares with its last round of the kind, past one that it skipped', async () => {
    const study = new TestStudy({
      experts: { ...one.experts, e4: 'B' },
      items: { ...one.items, y: 'B' },
      rounds: [{ number: 1 }, { number: 2, panelCodes: ['B'] }, { number: 3 }],
      rules: { neutralPoint: 1 },
    }).join();
    await study.playRound(agreeing);
    await study.playRound('y\n e4 5');
    await study.playRound(agreeing);
    expect(study.panelRound('A').concordance?.change).toBe(0);
    expect(study.panelRound('B').concordance?.change).toBeNull();
  });
});

describe('a screening', () => {
  const screening = {
    ...words,
    rounds: [
      { number: 1, kind: 'screening', panelCodes: ['A'] },
      { number: 1, kind: 'likert', panelCodes: ['B'] },
      { number: 2, kind: 'likert' },
    ] as const,
    rules: { maxRounds: 2 },
  };

  /** Yes is the first button, no the second. */
  function screen(study: TestStudy, name: string, code: string, word: 'yes' | 'no'): void {
    const answer = study
      .answers(name)
      .find((each) => each.kind === 'screening' && study.itemCode(each.itemId) === code)!;
    study.pressAnswer(name, answer.id, { rating: word === 'yes' ? 0 : 1 });
  }

  test('drops an item from every panel, though another kept it', async () => {
    const study = new TestStudy(screening).join().open();
    for (const name of ['e1', 'both']) study.begin(name);
    screen(study, 'e1', 's', 'no');
    screen(study, 'both', 's', 'no');
    screen(study, 'both', 'x', 'yes');
    study.answerAll('s y\n e3 5 5').close();
    await study.judge();
    expect(study.results('A')['s']).toMatchObject({ kept: false, why: 'below_rule' });
    expect(study.results('B')['s']).toMatchObject({ kept: true, why: 'above_rule' });
    expect(study.panelRound('A').concordance).toBeNull();
    // The other panel kept two, and has one left.
    const told = composeSummary(study.db, study.round.id, TEHRAN)[0]!.html.split('▪️')[2]!;
    expect(told).toContain('🟢 ۲ گویه ماند');
    expect(told).toContain('↪️ ۱ گویه از این‌ها را پانل دیگری');
    expect(told).toContain('⏭ ۱ گویه به دور بعد می‌رود');
    study.open();
    const change = loadRoundChange(study.db, study.round.id, study.expert('e3').id);
    expect(change?.dropped).toEqual([{ title: 'گویهٔ s', why: '«بله» بیشتر از «خیر» نبود', below: null }]);
    expect(
      study
        .begin('both')
        .answers('both')
        .map(({ itemId }) => study.itemCode(itemId)),
    ).toEqual(['x', 'y']);
  });

  test('that leaves another panel without an item drops that panel', async () => {
    const study = new TestStudy({ ...screening, items: { x: 'A', s: 'A B' } }).join().open();
    study.begin('e1');
    screen(study, 'e1', 's', 'no');
    study.answerAll('s\n e3 5').close();
    await study.judge();
    expect(statuses(study)).toEqual(['active', 'dropped']);
    expect(study.panelRound('B').verdict).toBe('dropped');
  });
});

describe('a validity round', () => {
  const experts = Object.fromEntries(
    ['A', 'B', 'C'].flatMap((panel, at) =>
      [1, 2, 3, 4, 5].map((seat) => [`e${at * 5 + seat}`, panel] as const),
    ),
  );
  const validity = {
    ...{ experts, items: { s: 'A B C', o: 'A', w: 'B' } },
    rounds: [
      { number: 1, kind: 'cvr' },
      { number: 2, kind: 'likert' },
    ] as const,
    rules: { maxRounds: 2 },
  };

  /** The first so many judges call an item essential, the others useful. */
  async function judged(essential: Readonly<Record<string, number>>, both: readonly string[] = []) {
    const study = new TestStudy({
      ...validity,
      experts: { ...experts, ...Object.fromEntries(both.map((name) => [name, 'A B'])) },
    })
      .join()
      .open();
    for (const name of Object.keys(experts)) {
      study.begin(name);
      for (const answer of study.answers(name)) {
        const most = essential[study.itemCode(answer.itemId)] ?? 0;
        study.pressAnswer(name, answer.id, { rating: Number(name.slice(1)) <= most ? 0 : 1 });
      }
    }
    return study.close().judge();
  }

  test('gives an item of three panels one verdict, from its fifteen judges', async () => {
    const study = await judged({ s: 12, o: 5, w: 9 });
    for (const code of ['A', 'B', 'C']) {
      expect(study.results(code)['s']).toMatchObject({ n: 5, kept: true, why: 'above_rule' });
      expect(study.results(code)['s']!.judgesCounts).toEqual({ 1: 0, 2: 3, 3: 12 });
    }
    // By the last panel alone it would have left: none of its five but two called it essential.
    expect(study.results('C')['s']!.counts).toEqual({ 1: 0, 2: 3, 3: 2 });
    expect(study.results('A')['o']).toMatchObject({ kept: true, judgesCounts: null });
    expect(study.results('B')['w']).toMatchObject({ kept: false, judgesCounts: null });
  });

  test('takes what too few of all judges call essential off every panel', async () => {
    const study = await judged({ s: 11, o: 5, w: 10 });
    for (const code of ['A', 'B', 'C']) expect(study.results(code)['s']).toMatchObject({ kept: false });
    expect(statuses(study)).toEqual(['active', 'active']);
    expect(study.panel('C').status).toBe('dropped');
  });

  test('counts a judge of two panels once', async () => {
    const study = await judged({ s: 12 }, ['e1']);
    expect(study.results('A')['s']).toMatchObject({ n: 5, judgesCounts: { 3: 12, 2: 3 } });
    expect(study.results('B')['s']).toMatchObject({ n: 6, judgesCounts: { 3: 12, 2: 3 } });
  });

  test('under a protocol of the first form goes by each panel’s own answers', async () => {
    const study = new TestStudy(validity).join().open();
    study.db.$client.exec(
      'UPDATE protocols SET text = \'{"form":1,"computations":{"item_kept":{"version":1}}}\'',
    );
    for (const name of ['e1', 'e2', 'e3', 'e4', 'e5', 'e6']) {
      study.begin(name);
      for (const answer of study.answers(name)) study.pressAnswer(name, answer.id, { rating: 0 });
    }
    await study.close().judge();
    expect(study.results('A')['s']).toMatchObject({ n: 5, kept: true });
    // One answer alone drops an item there.
    expect(study.results('B')['s']).toMatchObject({ n: 1, kept: false, why: 'below_rule' });
  });
});

test('before the round from which on items are dropped, all go on', async () => {
  const study = new TestStudy({ ...words, rules: { dropsFromRound: 2 } }).join();
  await study.playRound('x s\n e1 1 1\n both 1 1\n e3 . 5');
  expect(study.results('A')['x']).toMatchObject({ kept: false, why: 'below_rule' });
  expect(statuses(study)).toEqual(['active', 'active']);
  study.open();
  const codes = (name: string) =>
    study
      .begin(name)
      .answers(name)
      .map(({ itemId }) => study.itemCode(itemId));
  expect(codes('e1')).toEqual(['x', 's']);
  study.answerAll('x s\n e1 1 1\n both 1 1').close();
  await study.judge();
  expect(study.panel('A').status).toBe('dropped');
});

test('a round is told by the rules of its judging, whatever a later workbook makes of them', async () => {
  const study = await closed().judge();
  study.db.$client.exec('UPDATE studies SET neutral_point = 4.5');
  const { id } = study.panelRound('A');
  expect(loadJudgedRound(study.db, id)!.rules.neutralPoint).toBe(3);
  // One that an earlier version judged has the study's present ones.
  study.db.$client.exec('UPDATE panel_rounds SET rules = NULL');
  const { keepsBy, ...rules } = loadJudgedRound(study.db, id)!.rules;
  expect([keepsBy, rules.neutralPoint, rules.yesPerCent]).toEqual(['mean', 4.5, null]);
});

test('the round’s end is told by the clock of the judging', async () => {
  const study = closed();
  const later = new Date(study.at.getTime() + DAY);
  await judgeRound(study.db, study.round.id, {
    ...{ run: onThisThread, now: () => later },
    randomBelow: (limit) => study.randomBelow(limit),
  });
  expect(study.round.judgedAt).toEqual(later);
});
