import { expect, test } from 'vitest';
import { composeOpenCriteria } from '../../../src/features/joining/confirm-criterion.ts';
import { transact } from '../../../src/store/file/database.ts';
import { saveAsides } from '../../../src/store/studies.ts';
import { TestChat } from '../../fixtures/chat.ts';
import { TestStudy } from '../../fixtures/study.ts';

function studyAsking(...texts: string[]): {
  study: TestStudy;
  chat: TestChat;
  person: number;
  token: string;
} {
  const study = new TestStudy({ experts: { آرش: 'A' }, items: { G1: 'A' } });
  const criteria = texts.map((text) => ({ text, role: '', toConfirm: true }));
  transact(study.db, (tx) => saveAsides(tx, study.studyId, { criteria }));
  return { study, chat: new TestChat(study), person: study.account(), token: study.expert('آرش').token! };
}

const labels = (chat: TestChat, person: number) =>
  chat
    .said(person)
    .at(-1)!
    .buttons!.flat()
    .map(({ text }) => text);

test('the consent asks for each criterion; confirmed, its button goes, and nobody is told', async () => {
  const { study, chat, person, token } = studyAsking('پنج سال سابقه', 'آشنایی با خدمات');
  await chat.writes(person, `/start ${token}`);
  expect(labels(chat, person)).toEqual(['تأیید می‌کنم ۱', 'تأیید می‌کنم ۲', 'می‌پذیرم و عضو می‌شوم', 'نه، سپاس']);
  await chat.presses(person, `jc:1:${token}`);
  await chat.presses(person, `jc:1:${token}`);
  expect(chat.said(person).at(-1)!.html).toContain('✅ ۱. پنج سال سابقه');
  expect(labels(chat, person)).toEqual(['تأیید می‌کنم ۲', 'می‌پذیرم و عضو می‌شوم', 'نه، سپاس']);
  await chat.presses(person, `jc:2:${token}`);
  await chat.presses(person, `j:${token}`);
  expect(study.expert('آرش').accountId).toBe(person);
  expect(study.queued('criteria-open')).toEqual([]);
});

test('a single criterion has no number; the facilitators are told who joins without confirming it', async () => {
  const { study, chat, person, token } = studyAsking('پنج سال سابقه');
  await chat.writes(person, `/start ${token}`);
  expect(labels(chat, person)[0]).toBe('تأیید می‌کنم');
  await chat.presses(person, `j:${token}`);
  expect(study.expert('آرش').accountId).toBe(person);
  const [row] = study.queued('criteria-open');
  expect(row!.accountId).toBe(study.facilitator);
  expect(composeOpenCriteria(study.db, row!.args.expertId)!.html).toContain('• پنج سال سابقه');
});

test('what one confirmed is not confirmed for another who opens the link', async () => {
  const { study, chat, person, token } = studyAsking('پنج سال سابقه');
  await chat.writes(person, `/start ${token}`);
  await chat.presses(person, `jc:1:${token}`);
  const other = study.account();
  await chat.writes(other, `/start ${token}`);
  expect(labels(chat, other)[0]).toBe('تأیید می‌کنم');
});

test('a study that asks nothing shows its consent as before', async () => {
  const { chat, person, token } = studyAsking();
  await chat.writes(person, `/start ${token}`);
  expect(labels(chat, person)).toEqual(['می‌پذیرم و عضو می‌شوم', 'نه، سپاس']);
});
