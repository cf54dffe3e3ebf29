import { beforeEach, describe, expect, test } from 'vitest';
import { readBriefing } from '../../../src/features/briefing/prepare-briefing.ts';
import { studyContent } from '../../../src/features/outgoing.ts';
import { statusScreen } from '../../../src/features/overseeing/compose-status.ts';
import { ensureAccount } from '../../../src/store/accounts.ts';
import { saveBriefingFile } from '../../../src/store/briefings.ts';
import { loadQueuedJobs } from '../../../src/store/jobs.ts';
import { openOutboxQueue } from '../../../src/store/outbox-queue.ts';
import { files } from '../../../src/store/schema.ts';
import { askedJob } from '../../fixtures/asked-job.ts';
import { TestChat } from '../../fixtures/chat.ts';
import { TEHRAN, TestStudy } from '../../fixtures/study.ts';

const MB = 1024 * 1024;
const VIDEO = {
  video: { file_id: 'v1', file_unique_id: 'u', width: 1, height: 1, duration: 9, file_size: MB },
};

let study: TestStudy;
let chat: TestChat;
beforeEach(() => {
  study = new TestStudy({ experts: { آرش: 'A', مینا: 'A' }, items: { G1: 'A' } }).join('آرش');
  chat = new TestChat(study);
});

const buttonOf = (accountId: number, label: string) =>
  chat
    .said(accountId)
    .flatMap(({ buttons = [] }) => buttons.flat())
    .findLast(({ text }) => text === label)!.data!;

/** Runs the job that fetches a file; `bytes`: what the messenger hands out. */
async function fetched(botNames: object, bytes: Uint8Array | 'gone' = new Uint8Array([1])): Promise<void> {
  const write = await readBriefing(
    askedJob(loadQueuedJobs(study.db).at(-1)!),
    {
      ...{ db: study.db, now: () => study.at, quietHours: study.quietHours, zone: TEHRAN },
      botNames: () => botNames,
      download: async () => (bytes === 'gone' ? { ok: false, why: 'gone' } : { ok: true, bytes }),
    },
    new AbortController().signal,
  );
  study.run(write!);
}

async function sends(content: object): Promise<string[]> {
  await chat.writes(study.facilitator, '/briefing');
  return chat.sends(study.facilitator, content);
}

/** Sends a text as the orientation. */
async function brief(text: string): Promise<void> {
  await sends({ text });
  await chat.presses(study.facilitator, buttonOf(study.facilitator, 'فرستادن'));
}

function rendered(accountId: number) {
  const content = studyContent({
    db: study.db,
    zone: TEHRAN,
    quietHours: study.quietHours,
    tokenRefused: () => {},
    botRefused: () => {},
  });
  return content.render(openOutboxQueue(study.db).next(accountId, study.at)!, study.at);
}

function status(): string {
  const surroundings = { now: study.at, quietHours: null, zone: TEHRAN };
  return statusScreen(study.db, study.study, 0, surroundings).html;
}

test('a text is previewed, sent to who has joined, and confirmed with «خواندم»', async () => {
  const [preview] = await sends({ text: 'لطفاً پیش از پاسخ بخوانید.' });
  expect(preview).toContain('برای ۱ خبرهٔ عضو فرستاده می‌شود، و برای ۱ نفر دیگر هنگام عضویت');
  expect(study.queued('briefing')).toEqual([]);
  await chat.presses(study.facilitator, buttonOf(study.facilitator, 'فرستادن'));
  const { accountId } = study.expert('آرش');
  const told = rendered(accountId!);
  expect(told).toMatchObject({ do: 'send', message: { buttons: [[{ text: 'خواندم' }]] } });
  expect(status()).toContain('هنوز تأیید نکرده‌اند (۲): آرش، مینا');
  if (told.do !== 'send') throw new Error('it is not sent');
  const data = told.message.buttons![0]![0]!.data!;
  expect(await chat.presses(accountId!, data)).not.toMatchObject({ alert: true });
  await chat.presses(accountId!, data);
  expect(status()).toMatch(/تأیید کرده‌اند \(۱\): آرش\n.*نکرده‌اند \(۱\): مینا/);
  expect(await chat.presses(study.account(), data)).toMatchObject({ alert: true });
});

test('an expert who joins later gets the briefing then, and again where another account joins', async () => {
  await brief('متن');
  study.join('مینا');
  const rows = study.queued('briefing').filter((row) => row.args.expertId === study.expert('مینا').id);
  expect(rows.map(({ args }) => args.atOnce)).toEqual([true]);
});

test('a briefing that is sent anew replaces the former, which is sent to nobody any more and confirms nothing', async () => {
  await brief('نخست');
  const former = study.queued('briefing')[0]!;
  await brief('تازه');
  const { accountId } = study.expert('آرش');
  expect(rendered(accountId!).do).toBe('drop');
  expect(await chat.presses(accountId!, `br:${former.args.briefingId}`)).toMatchObject({ alert: true });
  study.deliver('briefing');
  expect(status()).toContain('هنوز تأیید نکرده‌اند (۲)');
});

test('in quiet hours a briefing waits for their end, as an opening does', async () => {
  study.quietHours = { from: 8, to: 12 };
  chat = new TestChat(study);
  await brief('متن');
  expect(rendered(study.expert('آرش').accountId!).do).toBe('hold');
});

describe('a file', () => {
  test('goes on by the name that its messenger gave it, and a film is confirmed with «دیدم»', async () => {
    await sends(VIDEO);
    await fetched({ telegram: 'hamray_bot' });
    expect(study.db.select().from(files).all()).toEqual([]);
    await chat.presses(study.facilitator, buttonOf(study.facilitator, 'فرستادن'));
    expect(rendered(study.expert('آرش').accountId!)).toMatchObject({
      ...{ do: 'media', medium: 'video', file: { fileId: 'v1' } },
      message: { buttons: [[{ text: 'دیدم' }]] },
    });
  });

  test('is uploaded to another messenger once, and named there from then on', async () => {
    const onBale = ensureAccount(study.db, 'bale', 77, study.at).id;
    study.accept(study.expert('مینا').token!, onBale);
    await sends({ voice: { file_id: 'a1', file_unique_id: 'u', duration: 3, file_size: MB } });
    await fetched({ telegram: 'hamray_bot', bale: 'hamray' }, new Uint8Array([7]));
    await chat.presses(study.facilitator, buttonOf(study.facilitator, 'فرستادن'));
    expect(study.db.select().from(files).all()).toEqual([]);
    expect(rendered(onBale)).toMatchObject({
      ...{ do: 'media', medium: 'voice', file: { content: Buffer.from([7]) } },
      message: { buttons: [[{ text: 'شنیدم' }]] },
    });
    saveBriefingFile(study.db, study.queued('briefing')[0]!.args.briefingId, 'bale', 'b1');
    expect(rendered(onBale)).toMatchObject({ do: 'media', file: { fileId: 'b1' } });
  });

  test('whose bytes nobody fetched is told of on another messenger', async () => {
    const onBale = ensureAccount(study.db, 'bale', 77, study.at).id;
    study.accept(study.expert('مینا').token!, onBale);
    await sends({ document: { file_id: 'd1', file_unique_id: 'u', file_name: 'راهنما.pdf', file_size: MB } });
    await fetched({ telegram: 'hamray_bot' });
    await chat.presses(study.facilitator, buttonOf(study.facilitator, 'فرستادن'));
    expect(rendered(onBale)).toMatchObject({ do: 'send' });
    expect(rendered(study.expert('آرش').accountId!)).toMatchObject({ do: 'media', medium: 'document' });
  });

  test('that is too large, of another sort or gone is refused in one sentence, and asked for again', async () => {
    const large = { document: { file_id: 'd', file_unique_id: 'u', file_size: 30 * MB } };
    expect((await sends(large)).at(-1)).toContain('بزرگ‌تر از ۲۰ مگابایت');
    expect((await chat.sends(study.facilitator, { sticker: {} })).at(-1)).toContain('این نوع پیام');
    await chat.sends(study.facilitator, VIDEO);
    await fetched({ telegram: 'a', bale: 'b' }, 'gone');
    expect(chat.said(study.facilitator).at(-1)!.html).toContain('در دسترس نیست');
    expect(study.queued('briefing')).toEqual([]);
  });

  test('given up leaves nothing of itself', async () => {
    await sends(VIDEO);
    await fetched({ telegram: 'a', bale: 'b' });
    expect(study.db.select().from(files).all()).toHaveLength(1);
    await chat.presses(study.facilitator, buttonOf(study.facilitator, 'لغو'));
    expect(study.db.select().from(files).all()).toEqual([]);
    expect(study.queued('briefing')).toEqual([]);
  });
});

test('attendance at a meeting is entered by name, and taken back', async () => {
  await chat.writes(study.facilitator, '/briefing');
  await chat.presses(study.facilitator, buttonOf(study.facilitator, 'حضور در جلسه'));
  const attended = buttonOf(study.facilitator, '▫️ مینا');
  await chat.presses(study.facilitator, attended);
  await chat.presses(study.facilitator, attended);
  expect(status()).toContain('در جلسه بوده‌اند (۱): مینا');
  await chat.presses(study.facilitator, buttonOf(study.facilitator, '✅ مینا'));
  expect(status()).not.toContain('در جلسه بوده‌اند');
});
