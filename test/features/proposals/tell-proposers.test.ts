import { beforeEach, describe, expect, test } from 'vitest';
import { composeNews } from '../../../src/features/answering/compose-news.ts';
import { acceptCurated, prepareTitles } from '../../../src/features/proposals/curate-proposal.ts';
import { decideProposal } from '../../../src/features/proposals/decide-proposal.ts';
import { composeObjection } from '../../../src/features/proposals/object-to-decision.ts';
import { reopenProposal } from '../../../src/features/proposals/reopen-proposal.ts';
import { propose } from '../../../src/features/proposals/suggest.ts';
import { composeProposalsTold, tellProposers } from '../../../src/features/proposals/tell-proposers.ts';
import type { Message } from '../../../src/messages/message.ts';
import { loadItems } from '../../../src/store/items.ts';
import { loadProposal, loadProposals } from '../../../src/store/proposals.ts';
import { TestChat } from '../../fixtures/chat.ts';
import { must, type StudyWords, TestStudy } from '../../fixtures/study.ts';

const words: StudyWords = {
  experts: { مریم: 'A', کاوه: 'A', سارا: 'A' },
  items: { x: 'A' },
};
const MINUTE = 60_000;

let study: TestStudy;
let chat: TestChat;

beforeEach(() => {
  study = new TestStudy(words).join();
  chat = new TestChat(study);
});

const account = (name: string) => study.expert(name).accountId!;
function proposes(name: string, text: string): number {
  const given = { studyId: study.studyId, accountId: account(name), text, at: study.at };
  return must(study.run((tx) => propose(tx, given, { kind: 'add' }))).proposalId;
}
const by = () => ({ accountId: study.facilitator, at: study.at });
const decide = (proposalId: number, decision: 'accepted' | 'rejected') =>
  must(study.run((tx) => decideProposal(tx, { proposalId, decision, ...by() })));
function reword(proposalId: number, text: string, into: 'one' | 'several' = 'one'): void {
  const given = { proposalId, text, into, withProposalId: null, ...by() };
  const { previewId } = must(study.run((tx) => prepareTitles(tx, given)));
  must(study.run((tx) => acceptCurated(tx, { previewId, ...by() })));
}
const tells = () => study.run((tx) => tellProposers(tx, study.study, study.at));
/** What waits for an expert, as it would leave now. */
const told = (name: string): (Message | null)[] =>
  study
    .queued('proposals-told')
    .filter((row) => row.accountId === account(name))
    .map((row) => composeProposalsTold(study.db, row.accountId, row.args));
const opening = (name: string) => {
  const {
    id: rowId,
    args,
    accountId,
  } = study.queued('round-opened').findLast((row) => row.accountId === account(name))!;
  const news = { rowId, kind: 'round-opened', questionnaireId: args.questionnaireId, accountId } as const;
  return composeNews(study.db, news, { at: study.at, ...study.surroundings })!.html;
};

describe('what became of proposals', () => {
  test('is told to their proposers alone, once nothing waits, a minute later', () => {
    const [first, second] = [proposes('مریم', 'قبض آب'), proposes('مریم', 'پروانه و عوارض')];
    reword(first, 'پرداخت قبض');
    expect(tells()).toBe(false);
    reword(second, 'پروانه\nعوارض', 'several');
    expect(tells()).toBe(true);
    expect(tells()).toBe(false);
    const [row] = study.queued('proposals-told');
    expect(row!.notBefore).toEqual(new Date(study.at.getTime() + MINUTE));
    const [message, ...more] = told('مریم');
    expect(more).toEqual([]);
    expect(message!.html).toMatch(/«قبض آب» با این عنوان پذیرفته شد:\n• پرداخت قبض/);
    expect(message!.html).toContain('• پروانه\n• عوارض');
    expect(message!.buttons!.flat().map(({ text }) => text)).toEqual([
      ...['۱. منظورم این نبود', '۲. منظورم این نبود'],
    ]);
    expect(told('کاوه')).toEqual([]);
  });

  test('is not told again by the next opening; what it did not tell is', () => {
    decide(proposes('مریم', 'قبض آب'), 'accepted');
    tells();
    study.pass(2 * MINUTE);
    decide(proposes('کاوه', 'پروانه'), 'accepted');
    study.open();
    expect(opening('مریم')).not.toContain('قبض آب');
    expect(opening('کاوه')).toContain('پروانه');
  });

  test('is told by the opening where that comes first, and then by no other message', () => {
    decide(proposes('مریم', 'قبض آب'), 'accepted');
    tells();
    study.open();
    expect(opening('مریم')).toContain('قبض آب');
    study.pass(MINUTE);
    expect(told('مریم')).toEqual([null]);
  });

  test('is told anew where the decision is another by now', () => {
    const id = proposes('مریم', 'قبض آب');
    decide(id, 'accepted');
    tells();
    must(study.run((tx) => reopenProposal(tx, { proposalId: id, ...by() })));
    expect(told('مریم')).toEqual([null]);
    study.pass(1000);
    decide(id, 'rejected');
    expect(tells()).toBe(true);
    expect(told('مریم')[1]!.html).toContain('پذیرفته نشد');
  });

  test('is not told while a round is open, nor to who has left', async () => {
    study.open();
    decide(proposes('مریم', 'قبض آب'), 'accepted');
    expect(tells()).toBe(false);
    study.answerAll('x\n مریم 5\n کاوه 5');
    await study.close().judge();
    study.db.$client.prepare('UPDATE experts SET left_at = 1 WHERE id = ?').run(study.expert('مریم').id);
    expect(tells()).toBe(false);
  });

  test('of one who proposed much comes in several messages', () => {
    for (let at = 0; at < 12; at += 1) reword(proposes('مریم', `پیشنهاد ${at}`), `${at} ${'ن'.repeat(290)}`);
    tells();
    expect(told('مریم').map((message) => message!.buttons!.length)).toEqual([10, 2]);
  });
});

describe('«منظورم این نبود»', () => {
  let id: number;

  beforeEach(() => {
    id = proposes('مریم', 'قبض آب');
    reword(id, 'پرداخت قبض');
    tells();
    study.pass(2 * MINUTE);
  });

  const objects = (name = 'مریم') => chat.presses(account(name), `po:${id}`, 90);

  test('opens the proposal again, and brings the facilitator the words without the name', async () => {
    await objects();
    expect(chat.said(account('مریم')).at(-1)!.html).toContain('منظورتان چه بود');
    const [receipt] = await chat.writes(account('مریم'), 'قبضِ برق، نه آب');
    expect(receipt).toContain('دوباره بررسی می‌شود');
    expect(loadProposal(study.db, id)).toMatchObject({
      state: 'new',
      objection: 'قبضِ برق، نه آب',
      became: [],
    });
    expect(loadItems(study.db, study.studyId)).toHaveLength(1);
    const [row] = study.queued('objection');
    expect(row!.accountId).toBe(study.facilitator);
    const message = composeObjection(study.db, row!.args.proposalId)!;
    expect(message.html).toContain('قبضِ برق، نه آب');
    expect(JSON.stringify(message)).not.toMatch(/مریم|کاوه/);
    await chat.presses(study.facilitator, message.buttons![0]![0]!.data!, 50);
    expect(chat.said(study.facilitator).at(-1)!.html).toContain('قبضِ برق، نه آب');
    expect(await objects()).toMatchObject({
      alert: true,
      text: expect.stringContaining('دوباره نزد برگزارکننده'),
    });
  });

  test('says what is wrong with the words, and waits for others', async () => {
    await objects();
    expect((await chat.writes(account('مریم'), '\u200b'))[0]).toContain('متن را در یک پیام');
    expect((await chat.writes(account('مریم'), 'ن'.repeat(501)))[0]).toContain('۵۰۱ حرف');
    await chat.writes(account('مریم'), 'برق');
    expect(loadProposal(study.db, id)!.objection).toBe('برق');
  });

  test('is the proposer’s own, and can be given up', async () => {
    expect(await objects('کاوه')).toMatchObject({ alert: true });
    await objects();
    const cancel = chat.said(account('مریم')).at(-1)!.buttons!.flat().at(-1)!;
    await chat.presses(account('مریم'), cancel.data!, 91);
    expect(loadProposal(study.db, id)!.state).toBe('accepted');
  });

  test('comes too late once the next round has opened, and says what can be done', async () => {
    await objects();
    study.open();
    const late = await chat.writes(account('مریم'), 'برق');
    expect(late[0]).toContain('دور بعد باز شده است');
    expect(await objects()).toMatchObject({ alert: true, text: expect.stringContaining('/suggest') });
    expect(loadProposal(study.db, id)!.state).toBe('accepted');
  });

  test('of one of several merged proposals leaves the others their item', async () => {
    const [one, other] = [proposes('مریم', 'عوارض'), proposes('کاوه', 'عوارض شهری')];
    study.run((tx) => {
      tx.$client
        .prepare('UPDATE proposals SET merged_into_id = ?, state = ? WHERE id = ?')
        .run(one, 'accepted', other);
      tx.$client.prepare('UPDATE proposals SET decided_at = ? WHERE id = ?').run(study.at.getTime(), other);
    });
    decide(one, 'accepted');
    expect(loadItems(study.db, study.studyId).at(-1)!.title).toBe('عوارض');
    await chat.presses(account('مریم'), `po:${one}`, 90);
    await chat.writes(account('مریم'), 'نه');
    expect(loadItems(study.db, study.studyId).at(-1)!.title).toBe('عوارض');
    const heir = loadProposals(study.db, study.studyId).find((proposal) => proposal.id === other)!;
    expect(heir).toMatchObject({ state: 'accepted', mergedIntoId: null, titles: ['عوارض'] });
    expect(heir.became).toHaveLength(1);
  });
});
