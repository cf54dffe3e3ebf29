import { describe, expect, test } from 'vitest';
import { prepareReminding, remindPreviewed } from '../../../src/features/reminding/remind-now.ts';
import { sendDueReminders } from '../../../src/features/reminding/send-reminders.ts';
import { markUnreachable } from '../../../src/store/accounts.ts';
import { DAY, HOUR, must, refusalOf, TestStudy } from '../../fixtures/study.ts';

const words = { experts: { e1: 'A', e2: 'A', e3: 'A' }, items: { x: 'A' } };
const opened = () => new TestStudy(words).join('e1', 'e2').open();

const prepare = (study: TestStudy) =>
  study.run((tx) =>
    prepareReminding(tx, {
      ...study.surroundings,
      ...{ study: study.study, accountId: study.facilitator, at: study.at },
    }),
  );
const press = (study: TestStudy, previewId: number, accountId = study.facilitator) =>
  study.run((tx) => remindPreviewed(tx, { ...study.surroundings, previewId, accountId, at: study.at }));
const remind = (study: TestStudy) => {
  const prepared = prepare(study);
  return prepared.ok ? press(study, prepared.previewId) : prepared;
};
const sendDue = (study: TestStudy) =>
  study.run((tx) => sendDueReminders(tx, study.at, study.surroundings)).queued;

describe('/remind', () => {
  test('is shown before anything is sent, and pressed twice sends once', () => {
    const study = opened();
    const { previewId, reminding } = must(prepare(study));
    expect(reminding).toMatchObject({ reminded: 2, notJoined: 1, handedIn: 0, unreachable: 0, putOff: 0 });
    expect(study.queued('reminder')).toEqual([]);
    must(press(study, previewId));
    expect(study.queued('reminder')).toHaveLength(2);
    expect(refusalOf(press(study, previewId))).toBe('preview.done');
    expect(refusalOf(press(study, previewId, study.account()))).toBe('preview.gone');
  });

  test('counts each invited expert once: who is reminded, and who not and why', () => {
    const study = new TestStudy({
      experts: { a: 'A', b: 'A', c: 'A', d: 'A', left: 'A' },
      items: { x: 'A' },
    });
    study.join('a', 'b', 'c', 'left').open().begin('b').handIn('b');
    markUnreachable(study.db, study.expert('c').accountId!, 'blocked', study.at);
    study.db.$client.prepare('UPDATE experts SET left_at = 1 WHERE name = ?').run('left');
    const { reminding } = must(remind(study));
    expect(reminding).toMatchObject({ reminded: 1, handedIn: 1, unreachable: 1, notJoined: 1, putOff: 0 });
    expect(study.queued('reminder').map(({ accountId }) => accountId)).toEqual([study.expert('a').accountId]);
  });

  test('says so where nobody who owes the round can be reached', () => {
    const study = new TestStudy(words).join('e1').open();
    markUnreachable(study.db, study.expert('e1').accountId!, 'blocked', study.at);
    expect(refusalOf(remind(study))).toBe('remind.noneReachable');
  });

  test('shown in one round is not sent in the next', async () => {
    const study = opened();
    const { previewId } = must(prepare(study));
    await study.close().judge();
    study.open();
    expect(refusalOf(press(study, previewId))).toBe('preview.outdated');
  });

  test('reminds everybody who owes the round, beside the slots', () => {
    const study = opened();
    study.pass(4 * DAY);
    sendDue(study);
    expect(must(remind(study)).reminding).toMatchObject({ reminded: 2, waitsUntil: null });
    expect(study.queued('reminder').map(({ args }) => args.slotHours)).toEqual([72, 72, null, null]);
  });

  test('goes beyond the cap, and says how many have heard enough', () => {
    const study = opened();
    for (const ms of [4 * DAY, 2 * DAY, 21 * HOUR]) {
      study.pass(ms);
      sendDue(study);
      study.deliver('reminder');
    }
    study.pass(HOUR);
    expect(must(remind(study)).reminding).toMatchObject({ reminded: 2, hadMost: 2 });
    expect(study.queued('reminder')).toHaveLength(2);
  });

  test('again at once is a slip, after a while is not', () => {
    const study = opened();
    const { previewId } = must(prepare(study));
    must(remind(study));
    study.pass(59_000);
    expect(refusalOf(remind(study))).toBe('remind.justSent');
    expect(refusalOf(press(study, previewId))).toBe('remind.justSent');
    study.pass(1000);
    must(remind(study));
    expect(study.queued('reminder')).toHaveLength(4);
  });

  test('is no slip where the last one was in the round before', async () => {
    const study = opened();
    must(remind(study));
    await study.close().judge();
    study.pass(1000);
    study.open();
    must(remind(study));
  });

  test('waits for the end of the quiet hours', () => {
    const study = opened();
    study.quietHours = { from: 9, to: 12 };
    const noon = new Date(study.at.getTime() + 2 * HOUR);
    expect(must(remind(study)).reminding.waitsUntil).toEqual(noon);
    expect(study.queued('reminder').map(({ notBefore }) => notBefore)).toEqual([noon, noon]);
  });

  test('is refused where the quiet hours outlast the deadline', () => {
    const study = opened();
    study.pass(7 * DAY - HOUR);
    study.quietHours = { from: 9, to: 12 };
    expect(refusalOf(remind(study))).toBe('remind.quietUntilDeadline');
    expect(study.queued('reminder')).toEqual([]);
  });

  test('needs an open round and somebody to remind', () => {
    const study = new TestStudy(words).join('e1');
    expect(refusalOf(remind(study))).toBe('round.noneOpen');
    study.open().begin('e1').handIn('e1');
    expect(refusalOf(remind(study))).toBe('remind.nobody');
    study.pass(7 * DAY);
    expect(refusalOf(remind(study))).toBe('round.judging');
  });

  test('leads to /finish once no round is left', async () => {
    const study = new TestStudy({ ...words, rules: { maxRounds: 1 } }).join('e1').open();
    await study.close().judge();
    expect(refusalOf(remind(study))).toBe('round.noneLeft');
  });
});
