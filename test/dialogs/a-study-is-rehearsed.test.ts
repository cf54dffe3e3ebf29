import { unzipSync } from 'fflate';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { ChatMessage } from '../../src/rehearsal/chats.ts';
import { loadQueuedJobs } from '../../src/store/jobs.ts';
import { plain } from '../../src/texts/i18n.ts';
import { type RehearsalHere, rehearseHere } from '../browser/rehearsal-here.ts';
import { until } from '../until.ts';
import { VALID, workbookOf } from '../workbook/workbook-of.ts';

let here: RehearsalHere;

beforeEach(async () => {
  here = await rehearseHere();
});
afterEach(() => here.stop());

/** All rows of all tables but those that hold what is to be sent or done, and whose turn it was to speak. */
function rowsOf({ db: { $client } }: RehearsalHere): Record<string, unknown[]> {
  const passing = [
    'outbox',
    'jobs',
    'handled_updates',
    'sent_texts',
    'files',
    'file_pieces',
    'sqlite_sequence',
  ];
  const tables = $client
    .prepare<[], string>(`SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name`)
    .pluck()
    .all();
  const kept = tables.filter((name) => !passing.includes(name));
  return Object.fromEntries(kept.map((name) => [name, $client.prepare(`SELECT * FROM "${name}"`).all()]));
}

/** Drawn pictures take their time on a busy machine. */
const WITHIN_MS = 220_000;

async function rehearsed(since: number): Promise<readonly ChatMessage[]> {
  await until(() => here.messenger.chat(here.facilitatorId).at(-1)?.text.includes('آزمون قواعد'), WITHIN_MS);
  await here.settle();
  return here.messenger.chat(here.facilitatorId).filter(({ id, from }) => id > since && from === 'bot');
}

const lastId = () => here.messenger.chat(here.facilitatorId).at(-1)?.id ?? 0;

async function opened(sheets: Parameters<typeof workbookOf>[0]): Promise<void> {
  await here.sends(here.facilitatorId, 'study.xlsx', await workbookOf(sheets));
  await here.presses(here.facilitatorId, plain('label.createStudy'));
}

test('a facilitator rehearses a study that is under way, and nobody else hears of it', async () => {
  await opened(VALID);
  const token = here.tokenOf(0);
  const expertId = here.expertId(0);
  here.messenger.send(expertId, `/start ${token}`);
  await here.settle();
  await here.presses(expertId, plain('label.accept'));
  await here.says(here.facilitatorId, '/open');
  await here.presses(here.facilitatorId, plain('label.openRound'));
  await here.presses(expertId, plain('label.start'));
  const before = rowsOf(here);
  const heard = here.messenger.chat(expertId).length;
  const calls = here.messenger.history.length;

  const since = lastId();
  here.messenger.send(here.facilitatorId, '/rehearse');
  const told = await rehearsed(since);
  expect(rowsOf(here)).toEqual(before);
  expect(here.messenger.chat(expertId)).toHaveLength(heard);
  const to = here.messenger.history.slice(calls).map(({ params }) => Number(params['chat_id']));
  expect(new Set(to.filter((id) => !Number.isNaN(id)))).toEqual(new Set([here.facilitatorId]));

  // What it comes to takes the place of what said that it is at work.
  expect(told[0]!.text).toContain('همهٔ دورها با خبرگان ساختگی اجرا شد');
  expect(told.some(({ text }) => text.startsWith('👁 تمرین: کارت خبره در دور ۱'))).toBe(true);
  expect(told.filter(({ photo }) => photo)).not.toHaveLength(0);
  const documents = told.flatMap(({ document }) => document ?? []);
  expect(documents.map(({ name }) => name)).toEqual([expect.stringMatching(/^نتایج تمرین .*\.zip$/u)]);
  const files = unzipSync(here.messenger.fileBytes(documents[0]!)!);
  expect(Object.keys(files)).toContain('rehearsal-results.json');
  expect(told.at(-1)!.text).toContain('پاسخ تصادفی');

  const card = told.find(({ text }) => text.startsWith('👁 تمرین: کارت خبره'))!;
  const pressed = await here.messenger.press(here.facilitatorId, card.id, card.keyboard[0]![0]!.text);
  expect(pressed).toMatchObject({ text: plain('round.open.sampleButton'), showAlert: false });
}, 240_000);

test('a second press while one runs gets one sentence, and other commands are answered meanwhile', async () => {
  await opened(VALID);
  const since = lastId();
  for (const text of ['/rehearse', '/rehearse', '/panels']) here.messenger.send(here.facilitatorId, text);
  const told = await rehearsed(since);
  const place = (words: string) => told.findIndex(({ text }) => text.includes(words));
  expect(place('تمرین این مطالعه هم‌اکنون در حال اجراست')).toBeGreaterThanOrEqual(0);
  expect(place('فنی')).toBeLessThan(place('آزمون قواعد'));
  expect(told.filter(({ document }) => document)).toHaveLength(1);
}, 240_000);

test('without a study there is nothing to rehearse, and it is said', async () => {
  await here.says(here.facilitatorId, '/rehearse');
  expect(here.messenger.chat(here.facilitatorId).at(-1)?.text).toContain('هنوز مطالعه‌ای ندارید');
  expect(loadQueuedJobs(here.db)).toEqual([]);
});
