import { describe, expect, test } from 'vitest';
import { openRound, prepareOpening, togglePanel } from '../../../src/features/rounds/open-round.ts';
import { loadEvents } from '../../../src/store/events.ts';
import { removeExpert } from '../../../src/store/experts.ts';
import { loadPanelRoundItems } from '../../../src/store/panel-rounds.ts';
import { loadRounds } from '../../../src/store/rounds.ts';
import { DAY, HOUR, must, refusalOf, TestStudy } from '../../fixtures/study.ts';

const words = { experts: { e1: 'A', e2: 'A B', e3: 'B' }, items: { x: 'A', s: 'A B', y: 'B' } };

function prepare(study: TestStudy) {
  const { study: row, at, facilitator: accountId } = study;
  return must(study.run((tx) => prepareOpening(tx, { study: row, accountId, when: null, at })));
}

function press(study: TestStudy, previewId: number, accountId = study.facilitator) {
  return study.run((tx) => openRound(tx, { previewId, accountId, at: study.at, ...study.surroundings }));
}

describe('opening a round', () => {
  test('invites every seated expert, joined or not, and tells those who have joined', () => {
    const study = new TestStudy(words).join('e2').open();
    expect(['A', 'B'].map((code) => study.panelRound(code).invited)).toEqual([2, 2]);
    for (const name of ['e1', 'e2', 'e3']) expect(study.questionnaire(name).begunAt).toBeNull();
    expect(study.queued('round-opened').map(({ accountId }) => accountId)).toEqual([
      study.expert('e2').accountId,
    ]);
  });

  test('invites nobody who was taken off or has left', () => {
    const study = new TestStudy(words);
    removeExpert(study.db, study.expert('e1').id, study.at);
    study.db.$client.prepare('UPDATE experts SET left_at = 1 WHERE name = ?').run('e3');
    study.open();
    expect(['A', 'B'].map((code) => study.panelRound(code).invited)).toEqual([1, 1]);
    expect(() => study.questionnaire('e1')).toThrow();
  });

  test('can be done before anybody has joined', () => {
    const study = new TestStudy(words).open();
    expect(study.round.state).toBe('open');
    expect(study.queued('round-opened')).toEqual([]);
  });

  test('locks the study’s protocol, once', async () => {
    const study = new TestStudy(words).join();
    expect(study.study.protocolSha256).toBeNull();
    study.open();
    const { protocolSha256 } = study.study;
    expect(protocolSha256).toMatch(/^[0-9a-f]{64}$/);
    await study.close().judge();
    study.open();
    expect(study.study.protocolSha256).toBe(protocolSha256);
  });

  test('is logged', () => {
    const study = new TestStudy(words).open();
    expect(loadEvents(study.db, study.studyId).at(-1)).toMatchObject({
      kind: 'round.opened',
      accountId: study.facilitator,
      details: { round: 1, deadline: study.round.deadline.toISOString() },
    });
  });
});

describe('the deadline', () => {
  const deadlineAfter = (study: TestStudy) => study.round.deadline.getTime() - study.at.getTime();

  test('is the study’s days after the press, not after the preview', () => {
    const study = new TestStudy(words);
    const { previewId } = prepare(study);
    study.pass(2 * HOUR);
    must(press(study, previewId));
    expect(deadlineAfter(study)).toBe(7 * DAY);
  });

  test('is exact for parts of a day, which have no exact binary form', () => {
    for (const days of [0.7, 0.001, 1.1, 2.3, 0.29]) {
      const study = new TestStudy({ ...words, rules: { openForDays: days } }).open();
      expect(deadlineAfter(study)).toBe(Math.round(days * 86_400_000));
    }
  });

  test('is the plan’s for its round', () => {
    const study = new TestStudy({ ...words, rounds: [{ number: 1, openForDays: 2 }] }).open();
    expect(deadlineAfter(study)).toBe(2 * DAY);
  });

  test('is what the facilitator asked for: a span from the press, or a moment', () => {
    const study = new TestStudy(words).open({ when: { kind: 'span', ms: 90 * 60_000 } });
    expect(deadlineAfter(study)).toBe(90 * 60_000);
    const other = new TestStudy(words);
    const moment = new Date(other.at.getTime() + 3 * DAY + 1000);
    other.open({ when: { kind: 'moment', at: moment } });
    expect(other.round.deadline).toEqual(moment);
  });

  test('is not one that is past, at the command or by the time of the press', () => {
    const study = new TestStudy(words);
    expect(refusalOf(study.tryOpen({ when: { kind: 'moment', at: study.at } }))).toBe('when.past');
    const when = { kind: 'moment', at: new Date(study.at.getTime() + HOUR) } as const;
    const { previewId } = must(
      study.run((tx) =>
        prepareOpening(tx, { study: study.study, accountId: study.facilitator, when, at: study.at }),
      ),
    );
    study.pass(HOUR);
    expect(refusalOf(press(study, previewId))).toBe('when.past');
    expect(loadRounds(study.db, study.studyId)).toEqual([]);
  });
});

describe('the press', () => {
  test('opens what was shown once: a second one is told so', () => {
    const study = new TestStudy(words);
    const { previewId } = prepare(study);
    must(press(study, previewId));
    expect(refusalOf(press(study, previewId))).toBe('preview.done');
    expect(loadRounds(study.db, study.studyId)).toHaveLength(1);
  });

  test('is the facilitator’s who was shown it', () => {
    const study = new TestStudy(words);
    const { previewId } = prepare(study);
    expect(refusalOf(press(study, previewId, study.account()))).toBe('preview.gone');
    expect(refusalOf(press(study, 999))).toBe('preview.gone');
  });

  test('on an older preview does not open the next round unseen', async () => {
    const study = new TestStudy(words);
    const { previewId } = prepare(study);
    study.open();
    expect(refusalOf(press(study, previewId))).toBe('open.alreadyOpen');
    await study.close().judge();
    expect(refusalOf(press(study, previewId))).toBe('preview.outdated');
  });
});

describe('in quiet hours', () => {
  test('a round is open at once, and its openings wait for their end', () => {
    const study = new TestStudy(words).join('e1');
    study.quietHours = { from: 9, to: 12 };
    const opened = must(study.tryOpen());
    const noon = new Date(study.at.getTime() + 2 * HOUR);
    expect(opened.waitsUntil).toEqual(noon);
    expect(study.round.openedAt).toEqual(study.at);
    expect(study.queued('round-opened')).toMatchObject([{ notBefore: noon, args: { atOnce: false } }]);
  });

  test('that come while openings are still on their way, these wait too', () => {
    const study = new TestStudy(words).join('e1').open();
    expect(study.queued('round-opened')).toMatchObject([{ notBefore: null, args: { atOnce: false } }]);
  });
});

describe('a later round', () => {
  test('asks what is left in each panel, in the wording of the day, with the last round as feedback', async () => {
    const study = new TestStudy(words).join();
    await study.playRound(`
          x  s
      e1  5  1
      e2  5  2
    `);
    study.open();
    const asked = (code: string) =>
      loadPanelRoundItems(study.db, study.panelRound(code).id).map(({ itemId }) => study.itemCode(itemId));
    // A drops s; B, where only e2 rated it, too; y was rated by nobody and stays.
    expect([asked('A'), asked('B')]).toEqual([['x'], ['y']]);
    expect(study.panelRound('A').feedbackFromId).toBe(study.panelRound('A', 1).id);
  });

  test('takes an item out of that panel alone which dropped it', async () => {
    const study = new TestStudy(words).join();
    await study.playRound(`
          s
      e1  1
      e2  2
      e3  5
    `);
    study.open();
    const asking = study
      .begin('e2')
      .answers('e2')
      .map(({ itemId }) => study.itemCode(itemId));
    expect(asking).toEqual(['x', 's', 'y']);
    expect(
      study
        .begin('e1')
        .answers('e1')
        .map(({ itemId }) => study.itemCode(itemId)),
    ).toEqual(['x']);
  });

  test('has as feedback the last round of its kind, where the panel skipped one', async () => {
    const study = new TestStudy({
      ...words,
      rounds: [{ number: 1 }, { number: 2, panelCodes: ['B'] }, { number: 3 }],
    }).join();
    await study.playRound('x s\n e1 5 5\n e2 5 5');
    await study.playRound('s y\n e2 5 5\n e3 5 5');
    study.open();
    expect(study.panelRound('A').feedbackFromId).toBe(study.panelRound('A', 1).id);
    expect(study.panelRound('B').feedbackFromId).toBe(study.panelRound('B', 2).id);
  });

  test('takes a settled panel along only where the facilitator asks for it, and then it is active again', async () => {
    const study = new TestStudy({ ...words, rules: { minRounds: 1, agreementThreshold: 0.1 } }).join();
    study.db.$client.prepare("UPDATE panels SET status = 'agreed' WHERE code = 'A'").run();
    study.open();
    expect(() => study.panelRound('A')).toThrow();
    await study.close().judge();
    study.open({ continued: ['A'] });
    expect(study.panelRound('A').invited).toBe(2);
    expect(study.panel('A').status).toBe('active');
  });

  test('is refused with /finish once no round is left', async () => {
    const study = new TestStudy({ ...words, rules: { maxRounds: 1 } }).join();
    await study.playRound('x s\n e1 5 5');
    expect(refusalOf(study.tryOpen())).toBe('open.noRoundsLeft');
  });
});

describe('«ادامه با این پانل»', () => {
  test('pressed again leaves the panel out again', () => {
    const study = new TestStudy(words);
    study.db.$client.prepare("UPDATE panels SET status = 'stable' WHERE code = 'A'").run();
    const { previewId } = prepare(study);
    const toggle = () =>
      must(
        study.run((tx) =>
          togglePanel(tx, {
            previewId,
            panelId: study.panel('A').id,
            accountId: study.facilitator,
            at: study.at,
          }),
        ),
      ).planned.opening.panels.map(({ panelId }) => panelId);
    const [a, b] = [study.panel('A').id, study.panel('B').id];
    expect([toggle(), toggle()]).toEqual([[a, b], [b]]);
  });

  test('must be pressed for one where every panel has settled', () => {
    const study = new TestStudy(words);
    study.db.$client.prepare("UPDATE panels SET status = 'stable'").run();
    expect(refusalOf(study.tryOpen())).toBe('open.noPanelChosen');
    must(study.tryOpen({ continued: ['B'] }));
  });

  test('does nothing once the round is open', () => {
    const study = new TestStudy(words);
    const { previewId } = prepare(study);
    must(press(study, previewId));
    const pressed = { previewId, panelId: study.panel('A').id, accountId: study.facilitator, at: study.at };
    expect(refusalOf(togglePanel(study.db, pressed))).toBe('preview.done');
  });
});

test('a panel without an item left leaves the study when the next round opens', () => {
  const study = new TestStudy({
    experts: { e1: 'A B' },
    items: { x: 'A', y: 'B' },
    audiences: { x: 'G2G' },
    rules: { excludedAudiences: ['G2G'] },
  }).open();
  expect(['A', 'B'].map((code) => study.panel(code).status)).toEqual(['dropped', 'active']);
});

test('a panel that waits for proposals is not dropped for want of items', () => {
  const study = new TestStudy({
    experts: { e1: 'A', e2: 'B' },
    items: { x: 'B' },
    rounds: [
      { number: 1, kind: 'brainstorming', panelCodes: ['A'] },
      { number: 1, panelCodes: ['B'] },
      { number: 2 },
    ],
  }).join();
  expect(study.open().panel('A').status).toBe('active');
  expect(study.panelRound('A').kind).toBe('brainstorming');
});
