import { beforeEach, describe, expect, test } from 'vitest';
import { loadToldProposals } from '../../../src/features/answering/load-told-proposals.ts';
import { composeClosingLetter } from '../../../src/features/closing/compose-closing-letter.ts';
import { requestCertificate } from '../../../src/features/closing/make-certificate.ts';
import { loadHistory } from '../../../src/features/history/compose-history.ts';
import { composePrivacy } from '../../../src/features/history/compose-privacy.ts';
import {
  confirmAccount,
  recogniseByNumber,
  refuseAccount,
  voidLink,
} from '../../../src/features/joining/change-account.ts';
import { composeLinkRenewed, composeLinkUsed } from '../../../src/features/joining/compose-link-news.ts';
import { linkMark } from '../../../src/features/joining/list-experts.ts';
import { renewLink } from '../../../src/features/joining/renew-link.ts';
import { composeLeaving } from '../../../src/features/leaving/leave-study.ts';
import { finishPreviewed, prepareFinish } from '../../../src/features/rounds/finish-study.ts';
import { loadEvents } from '../../../src/store/events.ts';
import {
  loadAllExperts,
  loadExperts,
  noteNumberShown,
  removeExpert,
  restoreExpert,
  updateExpert,
} from '../../../src/store/experts.ts';
import { loadPanelRoundExperts } from '../../../src/store/panel-rounds.ts';
import { insertProposal, updateProposal } from '../../../src/store/proposals.ts';
import { loadCountedAnswers } from '../../../src/store/results.ts';
import { loadTenures } from '../../../src/store/tenures.ts';
import { HOUR, must, refusalOf, type StudyWords, TEHRAN, TestStudy } from '../../fixtures/study.ts';

const WORDS: StudyWords = {
  experts: { آرش: 'A', مینا: 'A', کاوه: 'A' },
  items: { G1: 'A', G2: 'A' },
};
const ROUND_1 = 'G1 G2\nآرش 5 2\nمینا 4 4\nکاوه 4 5';

let study: TestStudy;
beforeEach(() => {
  study = new TestStudy(WORDS);
});

/** A second round is open, and آرش answered in both. */
async function inRoundTwo(words: StudyWords = WORDS): Promise<number> {
  study = new TestStudy(words);
  for (const { id } of loadExperts(study.db, study.studyId)) updateExpert(study.db, id, { mobile: '98913' });
  await study.join().playRound(ROUND_1);
  study.open().begin('آرش', 77).rate('آرش', 'G1', 5).handIn('آرش');
  study.pass(HOUR);
  return study.expert('آرش').accountId!;
}

const lastTenure = () => loadTenures(study.db, study.expert('آرش').id).at(-1)!.id;
const isMe = (accountId: number, tenureId = lastTenure()) =>
  study.run((tx) => confirmAccount(tx, { tenureId, accountId, at: study.at }));
const isNotMe = (accountId: number, tenureId = lastTenure()) =>
  study.run((tx) => refuseAccount(tx, { tenureId, accountId, at: study.at, randomBelow: (n) => n - 1 }));
const history = (accountId: number) =>
  (loadHistory(study.db, accountId, study.studyId)?.panels ?? []).flatMap(({ round, items }) =>
    items.flatMap(({ code, own }) => (own === null ? [] : [[round, code, (own as { value: number }).value]])),
  );
const privacy = (accountId: number) =>
  composePrivacy(study.db, accountId, { zone: TEHRAN, copiesKeptDays: 14 }).html;
const previous = () => study.answers('آرش').map(({ previousValue }) => previousValue);
const given = () => study.answers('آرش').map(({ value }) => value);

describe('a link that was renewed for who has joined', () => {
  const renew = () => {
    const expert = study.expert('آرش');
    const press = { accountId: study.facilitator, expertId: expert.id, mark: linkMark(expert), at: study.at };
    must(study.run((tx) => renewLink(tx, { ...press, botNames: {}, newToken: () => study.newToken() })));
  };

  test('changes nothing until it is used: the account answers on, and hears of it', () => {
    study.join().open().begin('آرش', 77);
    const { accountId } = study.expert('آرش');
    renew();
    study.rate('آرش', 'G1', 5);
    expect(study.expert('آرش').accountId).toBe(accountId);
    const [told] = study.queued('link-renewed');
    expect(told!.accountId).toBe(accountId);
    expect(composeLinkRenewed(study.db, told!.args, accountId!)!.buttons!.flat()[0]!.text).toBe('من نیستم');
  });

  test('is void where the account says so, once, and the facilitators hear of it', () => {
    study.join();
    const accountId = study.expert('آرش').accountId!;
    renew();
    const { token } = study.expert('آرش');
    const { args } = study.queued('link-renewed')[0]!;
    const press = { ...args, accountId, at: study.at };
    expect(refusalOf(study.run((tx) => voidLink(tx, { ...press, accountId: study.account() })))).toBe(
      'link.settled',
    );
    must(study.run((tx) => voidLink(tx, press)));
    expect(refusalOf(study.run((tx) => voidLink(tx, press)))).toBe('link.settled');
    expect(refusalOf(study.accept(token!, study.account()))).toBe('link.unknown');
    expect(study.queued('link-refused')).toMatchObject([
      { accountId: study.facilitator, args: { used: false } },
    ]);
    expect(composeLinkRenewed(study.db, args, accountId)).toBeNull();
  });

  test('void is only the one that was told of', () => {
    study.join();
    const accountId = study.expert('آرش').accountId!;
    renew();
    renew();
    const [first] = study.queued('link-renewed');
    const press = { ...first!.args, accountId, at: study.at };
    expect(refusalOf(study.run((tx) => voidLink(tx, press)))).toBe('link.settled');
    expect(study.expert('آرش').token).not.toBeNull();
  });
});

describe('another account that uses the new link, in an anonymous study', () => {
  test('begins anew: nothing older reaches it', async () => {
    const old = await inRoundTwo();
    const { id: expertId } = study.expert('آرش');
    const roundId = study.round.id;
    const proposal = insertProposal(study.db, {
      ...{ studyId: study.studyId, roundId, expertId, kind: 'comment', text: 'نظر', itemId: null },
      ...{ panelIds: [], createdAt: new Date(study.at.getTime() - HOUR) },
    });
    const decidedAt = new Date(study.at.getTime() - 26 * HOUR);
    updateProposal(study.db, proposal, { state: 'accepted', decidedAt });
    expect([history(old).length, privacy(old).includes(study.expert('آرش').pseudonym)]).toEqual([3, true]);
    expect(loadToldProposals(study.db, expertId, roundId)).toHaveLength(1);

    const fresh = study.moves('آرش');
    expect(history(fresh)).toEqual([]);
    expect(privacy(fresh)).not.toContain(study.expert('آرش').pseudonym);
    expect(loadToldProposals(study.db, expertId, roundId)).toEqual([]);
    const press = { studyId: study.studyId, accountId: fresh, pressedAt: study.at, at: study.at };
    expect(must(composeLeaving(study.db, press)).leaving).toMatchObject({ closedRounds: 0, open: null });
    expect(study.questionnaire('آرش')).toMatchObject({ begunAt: null, handedInAt: null, lastAnswerAt: null });
    study.begin('آرش', 5);
    expect([previous(), given()]).toEqual([
      [null, null],
      [null, null],
    ]);
    expect(refusalOf(study.tryPress('آرش', 'G1', 'keep'))).toBe('answer.noPrevious');
  });

  test('tells the old account, which alone may speak', async () => {
    const old = await inRoundTwo();
    const fresh = study.moves('آرش');
    const [told] = study.queued('link-used');
    expect(told!.accountId).toBe(old);
    const labels = composeLinkUsed(study.db, lastTenure(), old)!
      .buttons!.flat()
      .map(({ text }) => text);
    expect(labels).toEqual(['خودم هستم', 'من نیستم']);
    expect(composeLinkUsed(study.db, lastTenure(), fresh)).toBeNull();
    for (const accountId of [fresh, study.account(), study.facilitator, study.expert('مینا').accountId!]) {
      expect([refusalOf(isMe(accountId)), refusalOf(isNotMe(accountId))]).toEqual([
        'link.settled',
        'link.settled',
      ]);
    }
    expect(history(fresh)).toEqual([]);
  });

  test('sees all once the old account says «خودم هستم», where it has not answered itself', async () => {
    const old = await inRoundTwo();
    const fresh = study.moves('آرش');
    study.begin('آرش', 5).rate('آرش', 'G2', 3);
    study.pass(HOUR);
    must(isMe(old));
    must(isMe(old));
    expect([previous(), given()]).toEqual([
      [5, 2],
      [5, 3],
    ]);
    expect(study.questionnaire('آرش').handedInAt).not.toBeNull();
    expect(history(fresh)).toEqual([
      [2, 'G1', 5],
      [2, 'G2', 3],
      [1, 'G1', 5],
      [1, 'G2', 2],
    ]);
    expect(privacy(fresh)).toContain(study.expert('آرش').pseudonym);
    expect(study.queued('link-confirmed').map(({ accountId }) => accountId)).toEqual([fresh]);
    expect(refusalOf(isNotMe(old))).toBe('link.settled');
  });

  test('before it has begun gets back what the old one answered', async () => {
    const old = await inRoundTwo();
    study.moves('آرش');
    must(isMe(old));
    expect(given()).toEqual([5, null]);
    expect(study.questionnaire('آرش').handedInAt).not.toBeNull();
  });

  test('sees all once it shares the number that the workbook had when the first account joined', async () => {
    await inRoundTwo();
    updateExpert(study.db, study.expert('آرش').id, { mobile: '98999' });
    const fresh = study.moves('آرش');
    const shares = (mobile: string) =>
      study.run((tx) => {
        const known = noteNumberShown(tx, mobile, fresh);
        return recogniseByNumber(tx, { accountId: fresh, known, at: study.at }).length;
      });
    expect([shares('98999'), history(fresh).length]).toEqual([0, 0]);
    expect([shares('98913'), history(fresh).length]).toEqual([1, 3]);
  });

  test('is known at once where it shared that number before', async () => {
    const old = await inRoundTwo();
    const fresh = study.account();
    study.run((tx) => noteNumberShown(tx, '98913', fresh));
    study.moves('آرش', fresh);
    expect(history(fresh)).toHaveLength(3);
    expect(composeLinkUsed(study.db, lastTenure(), old)!.buttons).toBeUndefined();
  });

  test('the same as before sees all, after a renewed link and after leaving', async () => {
    const old = await inRoundTwo();
    study.db.$client.prepare('UPDATE experts SET left_at = 1 WHERE name = ?').run('آرش');
    study.moves('آرش', old);
    expect(history(old)).toHaveLength(3);
    expect(study.queued('link-used')).toEqual([]);
  });

  test('begins anew too where a workbook took the expert off in between', async () => {
    await inRoundTwo();
    const { id } = study.expert('آرش');
    removeExpert(study.db, id, study.at);
    const token = study.newToken();
    restoreExpert(study.db, id, token);
    const fresh = study.account();
    must(study.accept(token, fresh));
    expect(history(fresh)).toEqual([]);
    expect(study.questionnaire('آرش').begunAt).toBeNull();
  });

  test('gets no letter and no certificate until it is known, and then both', async () => {
    const old = await inRoundTwo();
    const { id: expertId } = study.expert('آرش');
    const fresh = study.moves('آرش');
    await study.close().judge();
    study.run((tx) => {
      const request = { study: study.study, accountId: study.facilitator, at: study.at };
      const { previewId } = must(prepareFinish(tx, request));
      must(finishPreviewed(tx, { ...request, previewId }));
    });
    const letter = () => composeClosingLetter(study.db, expertId, fresh)!;
    const certificate = () =>
      study.run((tx) => requestCertificate(tx, { key: 'c', expertId, accountId: fresh, at: study.at }));
    expect(letter().html).toContain('پس از تأیید این حساب');
    expect(letter().html).not.toMatch(/گویهٔ G|میانگین/);
    expect(letter().buttons).toBeUndefined();
    expect(refusalOf(certificate())).toBe('certificate.unconfirmed');
    must(isMe(old));
    expect(letter().html).toContain('گویهٔ G1');
    expect(
      study
        .queued('closing-letter')
        .map(({ accountId }) => accountId)
        .filter((id) => id === fresh),
    ).toHaveLength(2);
    must(certificate());
  });
});

describe('an answer of the old account', () => {
  test('in the open round counts where the new one gives none', async () => {
    await inRoundTwo();
    study.moves('آرش');
    study.begin('آرش', 5).rate('آرش', 'G2', 3);
    await study.close().judge();
    expect(given()).toEqual([5, 3]);
    expect(study.results('A')['G1']!.n).toBe(1);
    expect(study.results('A')['G2']!.n).toBe(1);
    expect(history(study.expert('آرش').accountId!)).toEqual([[2, 'G2', 3]]);
  });

  test('counts though the new one never began', async () => {
    await inRoundTwo();
    study.moves('آرش');
    await study.close().judge();
    expect(study.results('A')['G1']!.n).toBe(1);
    expect(study.panelRound('A')).toMatchObject({ answered: 1, submitted: 1 });
  });
});

describe('«من نیستم»', () => {
  test('brings the old account back and takes out what the new one answered', async () => {
    const old = await inRoundTwo();
    const fresh = study.moves('آرش');
    study.begin('آرش', 5).rate('آرش', 'G1', 1).rate('آرش', 'G2', 1).handIn('آرش');
    study.pass(HOUR);
    must(isNotMe(old));
    expect(study.expert('آرش')).toMatchObject({ accountId: old, token: null, seesFrom: null });
    expect([previous(), given()]).toEqual([
      [5, 2],
      [5, null],
    ]);
    expect(history(old)).toHaveLength(3);
    expect(loadHistory(study.db, fresh, study.studyId)).toBeNull();
    expect(refusalOf(isNotMe(old, 2))).toBe('link.settled');
    expect(study.queued('link-refused')).toMatchObject([
      { accountId: study.facilitator, args: { used: true, rounds: [] } },
    ]);
    await study.close().judge();
    expect(study.results('A')['G1']!.mean).toBe(5);
    expect(study.results('A')['G2']!.n).toBe(0);
  });

  test('before the round was begun by either leaves it to be begun', async () => {
    await study.join().playRound(ROUND_1);
    const old = study.expert('آرش').accountId!;
    study.open();
    study.pass(HOUR);
    study.moves('آرش');
    study.begin('آرش').rate('آرش', 'G1', 1);
    study.pass(HOUR);
    must(isNotMe(old));
    expect(study.questionnaire('آرش').begunAt).toBeNull();
    expect([study.begin('آرش') && previous(), given()]).toEqual([
      [5, 2],
      [null, null],
    ]);
  });

  test('of a study with names takes the new one’s answers out as well', async () => {
    const old = await inRoundTwo({ ...WORDS, rules: { anonymity: 'named' } });
    const fresh = study.moves('آرش');
    expect([history(fresh).length, given()]).toEqual([3, [5, null]]);
    study.begin('آرش').rate('آرش', 'G1', 1).rate('آرش', 'G2', 1);
    study.pass(HOUR);
    must(isNotMe(old));
    expect(given()).toEqual([5, null]);
  });

  test('after the new one has left the study brings the expert back', async () => {
    const old = await inRoundTwo();
    study.moves('آرش');
    study.db.$client.prepare('UPDATE experts SET left_at = 1 WHERE name = ?').run('آرش');
    must(isNotMe(old));
    expect(study.expert('آرش')).toMatchObject({ accountId: old, leftAt: null });
  });

  test('of who had left before leaves it at that', async () => {
    const old = await inRoundTwo();
    const leftAt = study.at;
    study.db.$client.prepare('UPDATE experts SET left_at = ? WHERE name = ?').run(leftAt.getTime(), 'آرش');
    study.moves('آرش');
    must(isNotMe(old));
    expect(study.expert('آرش')).toMatchObject({ accountId: old, leftAt });
  });

  test('takes back the new one’s proposals that nobody has decided', async () => {
    const old = await inRoundTwo();
    const { id: expertId } = study.expert('آرش');
    const propose = (text: string) =>
      insertProposal(study.db, {
        ...{ studyId: study.studyId, roundId: null, expertId, kind: 'comment', text, itemId: null },
        ...{ panelIds: [], createdAt: study.at },
      });
    propose('پیش');
    study.pass(HOUR);
    study.moves('آرش');
    propose('پس');
    must(isNotMe(old));
    const states = study.db.$client
      .prepare('SELECT text, state FROM proposals ORDER BY created_at')
      .raw()
      .all();
    expect(states).toEqual([
      ['پیش', 'new'],
      ['پس', 'withdrawn'],
    ]);
  });

  test('waits while a round that has just closed is judged', async () => {
    const old = await inRoundTwo();
    study.moves('آرش');
    study.begin('آرش').rate('آرش', 'G1', 1);
    study.close();
    expect(refusalOf(isNotMe(old))).toBe('link.judging');
    await study.judge();
    must(isNotMe(old));
  });

  test('after a round was judged leaves its results whole, and its answers under a code that is nobody’s', async () => {
    const old = await inRoundTwo();
    study.moves('آرش');
    study.begin('آرش').rate('آرش', 'G1', 4).rate('آرش', 'G2', 4);
    await study.close().judge();
    const before = study.results('A');
    study.pass(HOUR);
    must(isNotMe(old));
    expect(study.results('A')).toEqual(before);
    const nobody = loadAllExperts(study.db, study.studyId).find(({ removedAt }) => removedAt)!;
    expect(nobody).toMatchObject({
      accountId: null,
      token: null,
      removedAt: study.at,
      mobile: null,
      role: '',
    });
    // Nor does its place lead to the expert.
    expect(loadAllExperts(study.db, study.studyId).at(-1)!.id).toBe(nobody.id);
    expect(
      loadAllExperts(study.db, study.studyId).filter(({ position }) => position === nobody.position),
    ).toHaveLength(1);
    expect(loadExperts(study.db, study.studyId)).toHaveLength(3);
    expect(history(old)).toEqual([
      [1, 'G1', 5],
      [1, 'G2', 2],
    ]);
    const panelRound = study.panelRound('A', 2);
    const counted = loadCountedAnswers(study.db, panelRound, loadPanelRoundExperts(study.db, panelRound.id));
    expect(counted.map(({ expertId, value }) => [expertId, value])).toEqual([
      [nobody.id, 4],
      [nobody.id, 4],
    ]);
    expect(loadEvents(study.db, study.studyId).at(-1)).toMatchObject({
      kind: 'expert.linkRefused',
      details: { rounds: [2] },
    });
    study.open().begin('آرش');
    expect(previous()).toEqual([null, null]);
  });
});

describe('a third account', () => {
  test('is confirmed by the second alone, and sees what that may see', async () => {
    const first = await inRoundTwo();
    const second = study.moves('آرش');
    study.begin('آرش').rate('آرش', 'G2', 3);
    study.pass(HOUR);
    const third = study.moves('آرش');
    expect(refusalOf(isMe(first))).toBe('link.settled');
    must(isMe(second));
    expect(history(third)).toEqual([[2, 'G2', 3]]);
    const [, secondTenure] = loadTenures(study.db, study.expert('آرش').id);
    must(isMe(first, secondTenure!.id));
    expect(history(third)).toHaveLength(4);
  });

  test('goes with the second where the first says that this was somebody else', async () => {
    const first = await inRoundTwo();
    study.moves('آرش');
    study.begin('آرش').rate('آرش', 'G2', 3);
    study.pass(HOUR);
    study.moves('آرش');
    study.begin('آرش').rate('آرش', 'G1', 2);
    const [, secondTenure] = loadTenures(study.db, study.expert('آرش').id);
    must(isNotMe(first, secondTenure!.id));
    expect([study.expert('آرش').accountId, given()]).toEqual([first, [5, null]]);
    expect(loadTenures(study.db, study.expert('آرش').id)).toHaveLength(1);
  });

  test('that is the first again keeps its own answers when it refuses the second', async () => {
    const first = await inRoundTwo();
    study.moves('آرش');
    study.begin('آرش').rate('آرش', 'G1', 1).rate('آرش', 'G2', 1);
    study.pass(HOUR);
    study.moves('آرش', first);
    study.begin('آرش').rate('آرش', 'G2', 4);
    study.pass(HOUR);
    const [, secondTenure] = loadTenures(study.db, study.expert('آرش').id);
    must(isNotMe(first, secondTenure!.id));
    expect(study.expert('آرش')).toMatchObject({ accountId: first, seesFrom: null });
    expect(given()).toEqual([5, 4]);
  });
});
