import { beforeEach, describe, expect, test } from 'vitest';
import { composeCard } from '../../../src/features/answering/compose-card.ts';
import { composeNews } from '../../../src/features/answering/compose-news.ts';
import { composeClosingLetter } from '../../../src/features/closing/compose-closing-letter.ts';
import { linkMark } from '../../../src/features/joining/list-experts.ts';
import { renewLink } from '../../../src/features/joining/renew-link.ts';
import {
  composeExpertLeft,
  composeLeaving,
  leaveStudy,
  loadLeavableStudies,
} from '../../../src/features/leaving/leave-study.ts';
import { statusScreen } from '../../../src/features/overseeing/compose-status.ts';
import { sendDueReminders } from '../../../src/features/reminding/send-reminders.ts';
import { finishPreviewed, prepareFinish } from '../../../src/features/rounds/finish-study.ts';
import { loadEvents } from '../../../src/store/events.ts';
import { DAY, HOUR, must, refusalOf, TestStudy } from '../../fixtures/study.ts';

let study: TestStudy;

beforeEach(() => {
  study = new TestStudy({ experts: { آرش: 'A', مینا: 'A', کاوه: 'A' }, items: { G1: 'A', G2: 'A' } }).join();
});

const press = (name: string) => ({ studyId: study.studyId, ...study.press(name) });

function leave(name: string, withdrawRoundId: number | null = null) {
  const given = { ...press(name), withdrawRoundId };
  return study.run((tx) => leaveStudy(tx, given));
}

function renew(name: string): string {
  const expert = study.expert(name);
  study.run((tx) =>
    must(
      renewLink(tx, {
        ...{ accountId: study.facilitator, expertId: expert.id, mark: linkMark(expert), at: study.at },
        ...{ botNames: { telegram: 'b' }, newToken: () => study.newToken() },
      }),
    ),
  );
  return study.expert(name).token!;
}

describe('an expert who leaves', () => {
  test('keeps the answers given so far, which count when the round closes', async () => {
    study.open().answerAll(`
      G1 G2
      آرش 5 2
      مینا 4 1
    `);
    must(leave('آرش'));
    await study.close().judge();
    expect(study.panelRound('A')).toMatchObject({ answered: 2 });
    expect(study.results('A')['G1']).toMatchObject({ n: 2, mean: 4.5 });
  });

  test('may withdraw those of the open round, which count no more', async () => {
    study.open().answerAll(`
      G1 G2
      آرش 5 2
      مینا 4 1
    `);
    study.handIn('آرش');
    const { withdrawn } = must(leave('آرش', study.round.id));
    expect(withdrawn).toBe(2);
    expect(study.answers('آرش')).toEqual([
      expect.objectContaining({ state: 'open', value: null, how: null, reason: null, answeredAt: null }),
      expect.objectContaining({ state: 'open', value: null, how: null, reason: null, answeredAt: null }),
    ]);
    await study.close().judge();
    expect(study.panelRound('A')).toMatchObject({ invited: 3, answered: 1, submitted: 0 });
    expect(study.results('A')['G1']).toMatchObject({ n: 1, mean: 4 });
  });

  test('cannot withdraw from a round that has closed, and is still an expert then', async () => {
    study.open().answerAll(`
      G1 G2
      آرش 5 4
      مینا 4 4
    `);
    const roundId = study.round.id;
    study.pass(8 * DAY);
    expect(refusalOf(leave('آرش', roundId))).toBe('leave.roundClosed');
    await study.close().judge();
    expect(refusalOf(leave('آرش', roundId))).toBe('leave.roundClosed');
    expect(study.expert('آرش').leftAt).toBeNull();
    expect(study.results('A')['G1']).toMatchObject({ n: 2 });
  });

  test('is told what stays, and offered to withdraw only where there is something', async () => {
    const told = () => must(study.run((tx) => composeLeaving(tx, press('آرش')))).leaving;
    expect(told()).toMatchObject({ closedRounds: 0, open: null });
    study.open();
    expect(told().open).toBeNull();
    study.begin('آرش').rate('آرش', 'G1', 5);
    expect(told().open).toMatchObject({ number: 1, answered: 1, roundId: study.round.id });
    study.answerAll('G1 G2\nمینا 4 4');
    await study.close().judge();
    expect(told()).toMatchObject({ closedRounds: 1, open: null });
  });

  test('gets nothing more: no news, no reminder, no letter, and the card loses its buttons', async () => {
    study.open().begin('آرش', 77).rate('آرش', 'G1', 5);
    const { accountId } = study.press('آرش');
    const questionnaireId = study.questionnaire('آرش').id;
    must(leave('آرش'));
    expect(study.queued('reply').at(-1)!.args).toMatchObject({
      ...{ replacesMessageId: 77, message: { html: expect.stringContaining('کناره گرفته‌اید') } },
    });
    expect(composeCard(study.db, questionnaireId)).toBeNull();
    const news = { rowId: 1, kind: 'round-opened' as const, questionnaireId, accountId };
    expect(composeNews(study.db, news, { at: study.at, ...study.surroundings })).toBeNull();
    study.at = new Date(study.round.deadline.getTime() - 23 * HOUR);
    study.run((tx) => sendDueReminders(tx, study.at, study.surroundings));
    expect(study.queued('reminder').map((row) => row.accountId)).not.toContain(accountId);

    study.answerAll('G1 G2\nمینا 4 4\nکاوه 4 5');
    await study.close().judge();
    study.run((tx) => {
      const request = { study: study.study, accountId: study.facilitator, at: study.at };
      const { previewId } = must(prepareFinish(tx, request));
      expect(must(finishPreviewed(tx, { ...request, previewId })).letters).toBe(2);
    });
    expect(composeClosingLetter(study.db, study.expert('آرش').id, accountId)).toBeNull();
  });

  test('is invited to no further round', async () => {
    study.open().answerAll('G1 G2\nآرش 4 4\nمینا 4 5');
    await study.close().judge();
    must(leave('آرش'));
    study.open();
    expect(study.panelRound('A', 2).invited).toBe(2);
  });

  test('cannot answer on an old card, and hears why', () => {
    study.open().begin('آرش').rate('آرش', 'G1', 5);
    const [answer] = study.answers('آرش');
    const given = study.press('آرش');
    must(leave('آرش'));
    expect(refusalOf(study.pressAnswer('آرش', answer!.id, { rating: 1 }))).toBe('answer.left');
    expect(refusalOf(study.tryBegin('آرش'))).toBe('answer.left');
    expect(given.accountId).toBe(study.expert('آرش').accountId);
    expect(study.answers('آرش')[0]).toMatchObject({ value: 5 });
  });

  test('leaves once; a second press is told so', () => {
    must(leave('آرش'));
    expect(refusalOf(leave('آرش'))).toBe('leave.left');
    expect(study.queued('expert-left')).toHaveLength(1);
  });

  test('is told to the facilitators by name, without a word of answers, and logged', () => {
    study.open().begin('آرش').rate('آرش', 'G1', 5);
    must(leave('آرش', study.round.id));
    const [told] = study.queued('expert-left');
    expect(told!.accountId).toBe(study.facilitator);
    const { html } = composeExpertLeft(study.db, told!.args.expertId)!;
    expect(html).toContain('آرش');
    expect(html).not.toMatch(/پاسخ|گویه|G1/);
    const logged = loadEvents(study.db, study.studyId).find(({ kind }) => kind === 'expert.left')!;
    expect(logged.details).toEqual({ expertId: study.expert('آرش').id, withdrew: true });
  });

  test('is counted apart by /status, handed in or not', () => {
    study.open().answerAll('G1 G2\nآرش 4 4\nمینا 4 5').handIn('آرش', 'مینا');
    must(leave('آرش'));
    const surroundings = { now: study.at, ...study.surroundings };
    const { html } = study.run((tx) => statusScreen(tx, study.study, 0, surroundings));
    expect(html).toMatch(/کناره‌گیری کرده \(۱\): آرش/);
    expect(html).toMatch(/ثبت نهایی \(۱\): مینا/);
  });

  test('finds no study to leave that is over', async () => {
    const { accountId } = study.press('آرش');
    expect(loadLeavableStudies(study.db, accountId)).toHaveLength(1);
    study.db.$client.prepare("UPDATE studies SET state = 'finished'").run();
    expect(loadLeavableStudies(study.db, accountId)).toEqual([]);
    expect(refusalOf(leave('آرش'))).toBe('leave.finished');
  });
});

describe('an expert who has left comes back by a renewed link', () => {
  test('on the same account, to the open round as it was left', () => {
    study.open().begin('آرش').rate('آرش', 'G1', 5);
    const { accountId } = study.press('آرش');
    must(leave('آرش'));
    must(study.accept(renew('آرش'), accountId));
    expect(study.expert('آرش')).toMatchObject({ leftAt: null, accountId });
    must(study.tryBegin('آرش'));
    expect(study.answer('آرش', 'G1')).toMatchObject({ value: 5 });
    study.rate('آرش', 'G2', 4);
    expect(composeExpertLeft(study.db, study.expert('آرش').id)).toBeNull();
  });

  test('and after withdrawing answers all items anew', () => {
    study.open().answerAll('G1 G2\nآرش 4 5').handIn('آرش');
    const { accountId } = study.press('آرش');
    must(leave('آرش', study.round.id));
    must(study.accept(renew('آرش'), accountId));
    must(study.tryBegin('آرش'));
    expect(study.questionnaire('آرش')).toMatchObject({ handedInAt: null, screen: 'item' });
    study.rate('آرش', 'G1', 2).rate('آرش', 'G2', 2).handIn('آرش');
    expect(study.questionnaire('آرش').handedInAt).toEqual(study.at);
  });

  test('and an account that left may join the study as somebody else', () => {
    const { accountId } = study.press('آرش');
    must(leave('آرش'));
    must(study.accept(renew('مینا'), accountId));
    expect(study.expert('مینا').accountId).toBe(accountId);
    expect(study.expert('آرش')).toMatchObject({ accountId: null, leftAt: study.at });
  });
});

test('a renewed link that is used takes the buttons off the card of the account before', () => {
  study.open().begin('آرش', 77).rate('آرش', 'G1', 5);
  const [answer] = study.answers('آرش');
  const old = study.press('آرش');
  const token = renew('آرش');
  expect(study.queued('reply')).toEqual([]);
  const account = study.account();
  must(study.accept(token, account));
  const [told] = study.queued('reply').map(({ args }) => args);
  expect(told).toMatchObject({ replacesMessageId: 77 });
  expect(told!.message.html).toContain('پیوند تازه');
  expect(told!.message.buttons).toBeUndefined();
  expect(refusalOf(study.pressAnswer('مینا', answer!.id, { rating: 1 }))).toBe('answer.itemGone');
  expect(study.press('آرش').accountId).not.toBe(old.accountId);
  must(study.tryBegin('آرش'));
  expect(composeCard(study.db, study.questionnaire('آرش').id)).toMatchObject({ accountId: account });
});
