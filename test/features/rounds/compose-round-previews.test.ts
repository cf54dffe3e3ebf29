import { describe, expect, test } from 'vitest';
import { prepareClosing } from '../../../src/features/rounds/close-round.ts';
import {
  composeClosingPreview,
  composeOpeningPreview,
} from '../../../src/features/rounds/compose-round-previews.ts';
import { prepareOpening } from '../../../src/features/rounds/open-round.ts';
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
    { name: 'پانل A', submitted: 1, partial: 1, silent: 0 },
    { name: 'پانل B', submitted: 1, partial: 0, silent: 1 },
  ]);
});

describe('whom codes would not hide', () => {
  const seven = Object.fromEntries(['e1', 'e2', 'e3', 'e4', 'e5', 'e6', 'e7'].map((name) => [name, 'A']));
  const one = { experts: seven, items: { x: 'A', y: 'A' } };
  const nobody = { smallPanels: [], alone: [], aloneInTime: [] };
  const all =
    'x y\n' +
    Object.keys(seven)
      .map((name) => `${name} 4 5`)
      .join('\n');
  const withoutLast = all.split('\n').slice(0, -1).join('\n');
  const seat = (study: TestStudy, name: string, code: string) =>
    study.db.$client
      .prepare('UPDATE seats SET panel_id = ? WHERE expert_id = ?')
      .run(study.panel(code).id, study.expert(name).id);

  test('nobody of a panel of seven who all answer', async () => {
    const study = new TestStudy(one).join();
    expect(opening(study).recognisable).toEqual(nobody);
    await study.playRound(all);
    expect(opening(study).recognisable).toEqual(nobody);
  });

  test('who alone was silent in a round: one code alone is missing in it', async () => {
    const study = new TestStudy(one).join();
    await study.playRound(withoutLast);
    expect(opening(study).recognisable).toEqual({ ...nobody, aloneInTime: ['e7'] });
  });

  test('who alone is moved to another panel, and who was there alone before', async () => {
    const study = new TestStudy({
      ...one,
      experts: { ...seven, z: 'B' },
      items: { ...one.items, z: 'B' },
    }).join();
    await study.playRound(all);
    seat(study, 'e1', 'B');
    const { alone, aloneInTime } = opening(study).recognisable;
    expect([alone, aloneInTime]).toEqual([[], ['e1', 'z']]);
  });

  test('who alone is taken off before a round: the one code that goes no further', async () => {
    const study = new TestStudy(one).join();
    await study.playRound(all);
    study.db.$client.prepare('DELETE FROM seats WHERE expert_id = ?').run(study.expert('e1').id);
    expect(opening(study).recognisable).toEqual({ ...nobody, aloneInTime: ['e1'] });
  });

  test('with codes of one round alone, nobody by the rounds before', async () => {
    const study = new TestStudy({ ...one, rules: { anonymity: 'unlinked' } }).join();
    await study.playRound(withoutLast);
    expect(opening(study).recognisable).toEqual(nobody);
  });

  test('a closing names panels where few have answered, and who alone has not', async () => {
    const study = new TestStudy(one).join();
    await study.playRound(all);
    study.open().answerAll('x y\ne1 4 5');
    expect(closing(study).recognisable).toEqual({
      smallPanels: [{ panel: 'پانل A', experts: 1 }],
      alone: ['e1'],
      aloneInTime: [],
    });
    study.answerAll(withoutLast.replace('e1 4 5\n', ''));
    expect(closing(study).recognisable).toEqual({ ...nobody, aloneInTime: ['e7'] });
  });

  test('under names there is nobody to hide', () => {
    const study = new TestStudy({ ...words, rules: { anonymity: 'named' } }).join();
    expect(opening(study).recognisable).toEqual(nobody);
    expect(closing(study.open()).recognisable).toEqual(nobody);
  });
});
