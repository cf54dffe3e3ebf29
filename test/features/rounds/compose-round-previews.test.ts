import { describe, expect, test } from 'vitest';
import { prepareClosing } from '../../../src/features/rounds/close-round.ts';
import {
  composeClosingPreview,
  composeOpeningPreview,
} from '../../../src/features/rounds/compose-round-previews.ts';
import { prepareOpening } from '../../../src/features/rounds/open-round.ts';
import { markUnreachable } from '../../../src/store/accounts.ts';
import { DAY, HOUR, must, TEHRAN, TestStudy } from '../../fixtures/study.ts';

const words = { experts: { e1: 'A', both: 'A B', e3: 'B' }, items: { x: 'A', s: 'A B', y: 'B' } };

function opening(study: TestStudy) {
  const { study: row, at, facilitator: accountId } = study;
  const prepared = must(prepareOpening(study.db, { study: row, accountId, when: null, at }));
  return composeOpeningPreview(study.db, { study: row, ...prepared }, { at, ...study.surroundings });
}

function closing(study: TestStudy) {
  const { study: row, at, facilitator: accountId } = study;
  const prepared = must(prepareClosing(study.db, { study: row, accountId, at }));
  return composeClosingPreview(study.db, { study: row, ...prepared }, TEHRAN);
}

describe('a validity round', () => {
  const rounds = [{ number: 1, kind: 'cvr' }] as const;
  const fifteen = Object.fromEntries(
    ['A', 'B', 'C'].flatMap((panel) => [1, 2, 3].map((at) => [`e${panel}${at}`, panel] as const)),
  );
  const shared = { experts: fifteen, items: { s: 'A B', y: 'C' }, rounds };

  test('is told of, by panel, where no item can have enough judges for a verdict', () => {
    const study = new TestStudy(shared);
    // Two panels of three judge one item together.
    expect(opening(study).fewJudges).toEqual([{ panel: 'پانل C', most: 3, least: 5, drops: false }]);
    study.open();
    expect(opening(new TestStudy({ ...shared, rounds: [] })).fewJudges).toEqual([]);
  });

  test('is told of before it closes with too few answers, as counts', () => {
    const study = new TestStudy(shared).join().open();
    const few = () => closing(study).fewAnswers.map(({ panel, most }) => [panel, most]);
    for (const name of ['eA1', 'eA2', 'eA3', 'eB1']) {
      study.begin(name);
      study.pressAnswer(name, study.answers(name)[0]!.id, { rating: 0 });
    }
    expect(few()).toEqual([
      ['پانل A', 4],
      ['پانل B', 4],
      ['پانل C', 0],
    ]);
    study.begin('eB2');
    study.pressAnswer('eB2', study.answers('eB2')[0]!.id, { rating: 2 });
    expect(few()).toEqual([['پانل C', 0]]);
  });

  test('under an earlier rule is told of as one that drops its items', () => {
    const study = new TestStudy(shared).open();
    study.db.$client.exec(`UPDATE protocols SET text = '{"form":1,"computations":{}}'`);
    expect(closing(study).fewAnswers).toMatchObject([{ drops: true }, { drops: true }, { drops: true }]);
  });
});

describe('the preview of an opening', () => {
  test('counts panels, people and work, an expert of two panels once', () => {
    const study = new TestStudy(words).join('both');
    expect(opening(study)).toMatchObject({
      number: 1,
      panels: [
        { name: 'پانل A', items: 2, experts: 2, joined: 1 },
        { name: 'پانل B', items: 2, experts: 2, joined: 1 },
      ],
      invited: 3,
      joined: 1,
      settled: [],
    });
    expect(opening(study).workloads.toSorted()).toEqual([2, 2, 3]);
  });

  test('does not count as joined who cannot be written to', () => {
    const study = new TestStudy(words).join();
    study.db.$client.prepare('UPDATE experts SET left_at = 1 WHERE name = ?').run('both');
    const { panels, joined } = opening(study);
    expect([...panels.map((panel) => panel.joined), joined]).toEqual([1, 1, 2]);
  });

  test('counts apart who has blocked the bot', () => {
    const study = new TestStudy(words).join();
    markUnreachable(study.db, study.expert('both').accountId!, 'blocked', study.at);
    expect(opening(study)).toMatchObject({ invited: 3, joined: 2, unreachable: 1 });
  });

  test('tells deadline and first reminder as they would be by a press now', () => {
    const study = new TestStudy(words);
    const { deadline, firstReminder, quietUntil } = opening(study);
    expect(deadline.getTime() - study.at.getTime()).toBe(7 * DAY);
    expect(firstReminder!.getTime() - study.at.getTime()).toBe(4 * DAY);
    expect(quietUntil).toBeNull();
  });

  test('tells when quiet hours end, where it is quiet now', () => {
    const study = new TestStudy(words);
    study.quietHours = { from: 9, to: 12 };
    expect(opening(study).quietUntil!.getTime() - study.at.getTime()).toBe(2 * HOUR);
  });

  test('has no first reminder where none fits', () => {
    const study = new TestStudy({ ...words, rules: { openForDays: 0.1, reminderHours: [72] } });
    expect(opening(study).firstReminder).toBeNull();
  });

  test('names settled panels, and how they settled', () => {
    const study = new TestStudy(words);
    study.db.$client.exec("UPDATE panels SET status = 'agreed' WHERE code = 'A'");
    expect(opening(study)).toMatchObject({
      panels: [{ name: 'پانل B' }],
      settled: [{ name: 'پانل A', status: 'agreed', continued: false }],
    });
  });
});

test('the preview of a closing tells by panel who handed in, who is half way and who said nothing', () => {
  const study = new TestStudy(words).join('e1', 'both').open();
  study.begin('e1').rate('e1', 'x', 5);
  study.begin('both').handIn('both');
  expect(closing(study).panels).toEqual([
    { name: 'پانل A', submitted: 1, partial: 1, silent: 0, wBase: { raters: 0, items: 2 } },
    { name: 'پانل B', submitted: 1, partial: 0, silent: 1, wBase: { raters: 0, items: 2 } },
  ]);
  expect(closing(study).missing).toEqual({ silent: ['e3'], partial: ['e1'] });
});

test('W would stand on whoever has rated all that the panel is asked; one without an opinion is none of them', async () => {
  const study = new TestStudy({ experts: { e1: 'A', e2: 'A', e3: 'A' }, items: { x: 'A', y: 'A' } })
    .join()
    .open();
  study.answerAll('x y\ne1 5 4\ne2 5 -\ne3 4 .');
  const base = closing(study).panels[0]!.wBase;
  expect(base).toEqual({ raters: 1, items: 2 });
  await study.close().judge();
  expect(study.panelRound('A').raters).toBe(base!.raters);
});
