import { describe, expect, test } from 'vitest';
import { prepareFinish } from '../../../src/features/rounds/finish-study.ts';
import { layOutNext, openLargeRound } from '../../../src/features/rounds/lay-out-round.ts';
import { openRoundOrQueue, prepareOpening } from '../../../src/features/rounds/open-round.ts';
import { loadEvents } from '../../../src/store/events.ts';
import { type Job, loadQueuedJobs } from '../../../src/store/jobs.ts';
import { loadPanelRoundItems } from '../../../src/store/panel-rounds.ts';
import { askedJob } from '../../fixtures/asked-job.ts';
import { DAY, must, refusalOf, TestStudy } from '../../fixtures/study.ts';

const numbered = (name: string, many: number, panels: string) =>
  Object.fromEntries(Array.from({ length: many }, (_, at) => [`${name}${at + 1}`, panels]));

/** A study of two panels, some hundred experts and a thousand items in each. */
const large = () =>
  new TestStudy({
    experts: { ...numbered('a', 280, 'A'), ...numbered('b', 280, 'B'), both: 'A B' },
    items: numbered('i', 1000, 'A B'),
  });

function press(study: TestStudy) {
  const { at, facilitator: accountId } = study;
  return study.run((tx) => {
    const prepared = must(prepareOpening(tx, { study: study.study, accountId, when: null, at }));
    const { previewId } = prepared;
    return openRoundOrQueue(tx, { previewId, accountId, at, ...study.surroundings, jobKey: 'key' });
  });
}

const jobOf = (study: TestStudy): Job => loadQueuedJobs(study.db).find(({ kind }) => kind === 'open-round')!;

async function carryOut(study: TestStudy) {
  let woken = 0;
  const wake = () => {
    woken += 1;
  };
  const job = jobOf(study);
  const write = await openLargeRound(study.db, askedJob(job), {
    now: () => study.at,
    wake,
    ...study.surroundings,
  });
  study.run(write);
  return woken;
}

describe('a large round', () => {
  test('is opened beside the updates, and is the same as one opened at once', async () => {
    const atOnce = large().join().open();
    const study = large().join();
    expect(must(press(study)).opened).toBeNull();
    expect(study.round.state).toBe('opening');
    study.pass(2000);
    expect(await carryOut(study)).toBeGreaterThan(1);

    const { round } = study;
    expect(round).toMatchObject({ state: 'open', openedAt: study.at, remindersFrom: study.at });
    expect(round.deadline.getTime()).toBe(study.at.getTime() + 7 * DAY);
    for (const code of ['A', 'B']) {
      expect(study.panelRound(code)).toMatchObject({ state: 'open', invited: 281 });
      const asked = (one: TestStudy) =>
        loadPanelRoundItems(one.db, one.panelRound(code).id).map(({ itemId }) => one.itemCode(itemId));
      expect(asked(study)).toEqual(asked(atOnce));
    }
    const told = (one: TestStudy) =>
      new Set(one.queued('round-opened').map(({ accountId }) => accountId)).size;
    expect([told(study), told(atOnce)]).toEqual([561, 561]);
    expect(study.begin('both').answers('both')).toHaveLength(1000);
    expect(study.queued('reply').map(({ args }) => args.message.html)).toEqual([
      expect.stringContaining('دور ۱ باز شد'),
    ]);
    expect(loadEvents(study.db, study.studyId).filter(({ kind }) => kind === 'round.opened')).toHaveLength(1);
  });

  test('goes on where a run that was killed left it, and tells nobody twice', async () => {
    const study = large().join();
    must(press(study));
    study.run((tx) => layOutNext(tx, study.round.id));
    study.run((tx) => layOutNext(tx, study.round.id));
    study.run((tx) => layOutNext(tx, study.round.id));
    await carryOut(study);
    await carryOut(study);
    expect(study.panelRound('B').invited).toBe(281);
    expect(study.queued('round-opened')).toHaveLength(561);
    expect(study.queued('reply')).toHaveLength(1);
  });

  test('takes no answers, and lets nothing else begin, until it is open', async () => {
    const study = large();
    must(press(study));
    expect(refusalOf(study.tryOpen())).toBe('open.alreadyOpen');
    const { study: row, facilitator: accountId, at } = study;
    expect(refusalOf(prepareFinish(study.db, { study: row, accountId, at }))).toBe('finish.roundOpen');
    while (study.run((tx) => layOutNext(tx, study.round.id))) {}
    study.join('a1');
    expect(refusalOf(study.tryBegin('a1'))).not.toBeNull();
    await carryOut(study);
    expect(study.queued('round-opened').map(({ accountId: id }) => id)).toEqual([
      study.expert('a1').accountId,
    ]);
    expect(refusalOf(study.tryBegin('a1'))).toBeNull();
  });
});

test('a small round is open as soon as the button is pressed', () => {
  const study = new TestStudy({ experts: { e1: 'A' }, items: { x: 'A' } }).join();
  expect(must(press(study)).opened).toMatchObject({ number: 1, waitsUntil: null });
  expect(study.round.state).toBe('open');
  expect(jobOf(study)).toBeUndefined();
});
