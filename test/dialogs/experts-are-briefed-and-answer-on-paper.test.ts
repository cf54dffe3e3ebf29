import ExcelJS from 'exceljs';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { VALID, workbookOf } from '../workbook/workbook-of.ts';
import { type Chatting, startOnBoth, type TwoMessengers } from './two-messengers.ts';

const FACILITATOR = 501;

let both: TwoMessengers;
let facilitator: Chatting;
beforeEach(async () => {
  both = await startOnBoth([{ messenger: 'telegram', userId: FACILITATOR }]);
  facilitator = both.person('telegram', FACILITATOR, 'سارا');
  const study = await workbookOf({
    ...VALID,
    خبرگان: [['نام', 'پانل‌ها'], ...['مریم', 'کاوه', 'آرش'].map((name) => [name, 'P1,P2'])],
  });
  await facilitator.sendFile('study.xlsx', study);
  const preview = await facilitator.reads('پیش‌نمایش مطالعهٔ تازه');
  await facilitator.press(preview, 'ایجاد مطالعه');
  await facilitator.reads('مطالعه ساخته شد');
});
afterEach(async () => {
  expect(both.complaints).toEqual([]);
  await both.stop();
});

/** An expert opens the own link and joins. */
async function joins(name: string, messenger: 'telegram' | 'bale', id: number): Promise<Chatting> {
  const expert = both.person(messenger, id, name);
  const row = both.db.$client.prepare('SELECT token FROM experts WHERE name = ?').get(name);
  await expert.say(`/start ${(row as { token: string }).token}`);
  await expert.press(await expert.reads('با سلام و احترام'), 'می‌پذیرم و عضو می‌شوم');
  await expert.reads('به پانل خوش آمدید');
  return expert;
}

test('a file reaches experts on both messengers, later ones too, and each confirms it', async () => {
  const file = new TextEncoder().encode('پیش از پاسخ بخوانید');
  const maryam = await joins('مریم', 'telegram', 601);
  const kaveh = await joins('کاوه', 'bale', 602);
  await facilitator.say('/briefing');
  await facilitator.reads('در یک پیام بفرستید');
  await facilitator.sendFile('guide.pdf', file);
  await facilitator.press(await facilitator.reads('پیش‌نمایش توجیه'), 'فرستادن');
  for (const expert of [maryam, kaveh]) {
    const told = await expert.reads('پیش از آغاز');
    expect(expert.fileOf(told)).toEqual(Buffer.from(file));
    await expert.press(told, 'خواندم');
  }
  const arash = await joins('آرش', 'bale', 603);
  const late = await arash.reads('پیش از آغاز');
  expect(arash.fileOf(late)).toEqual(Buffer.from(file));
  await facilitator.say('/status');
  expect((await facilitator.reads('توجیه را تأیید کرده‌اند')).text).toMatch(/مریم، کاوه\n.*\(۱\): آرش/);
});

/** The facilitator films or speaks. @param bytes as the messenger counts them */
function records(medium: 'video' | 'voice', content: Buffer, bytes = content.length): void {
  const { core } = both.servers.telegram;
  const { fileId, uniqueId } = core.files.add(`${medium}.bin`, content, 'documents');
  const file = { file_id: fileId, file_unique_id: uniqueId, file_size: bytes, duration: 7 };
  const chat = { id: FACILITATOR, type: 'private', first_name: 'سارا' };
  const from = { id: FACILITATOR, is_bot: false, first_name: 'سارا' };
  const said = { message_id: core.nextMessageId(), chat, from, date: both.now().getTime() / 1000 };
  core.updates.add('message', FACILITATOR, { ...said, [medium]: file }, 86_400_000);
}

test('a film and a voice message reach both messengers as such; one of 30 MB is asked for again', async () => {
  const experts = [await joins('مریم', 'telegram', 601), await joins('کاوه', 'bale', 602)];
  const media = { video: ['sendVideo', 'دیدم'], voice: ['sendVoice', 'شنیدم'] } as const;
  for (const [medium, [method, word]] of Object.entries(media)) {
    const content = Buffer.from(`what ${medium} holds`);
    await facilitator.say('/briefing');
    records(medium as 'video' | 'voice', content, 30 * 1024 * 1024);
    const refused = await facilitator.reads('بزرگ‌تر از ۲۰ مگابایت');
    expect(refused.text.split('\n')).toHaveLength(1);
    records(medium as 'video' | 'voice', content);
    await facilitator.press(await facilitator.reads(`با «${word}» تأیید می‌کند`), 'فرستادن');
    for (const expert of experts) {
      const server = both.servers[expert.messenger];
      const told = await server.until(() =>
        expert.seen().findLast(({ keyboard }) => keyboard.flat().some(({ text }) => text === word)),
      );
      expect(expert.fileOf(told)).toEqual(content);
      await server.until(() => server.history.some((call) => call.method === method && call.ok));
      expect(await expert.press(told, word)).toMatchObject({ showAlert: false });
    }
  }
  await facilitator.say('/status');
  expect((await facilitator.reads('توجیه را تأیید کرده‌اند')).text).toMatch(/مریم، کاوه/);
});

test('a form comes back filled in, also of an expert who never joins', async () => {
  const maryam = await joins('مریم', 'telegram', 601);
  const opening = await facilitator.say('/open');
  await facilitator.press(opening, 'شروع دور');
  await facilitator.reads('دور ۱ باز شد');
  await facilitator.say('/form');
  const form = await facilitator.reads('فرم کاغذی دور ۱');
  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.load(facilitator.fileOf(form) as unknown as ExcelJS.Buffer);
  const sheet = workbook.getWorksheet('پاسخ‌ها')!;
  expect(sheet.rowCount).toBe(1 + 3 * 2);
  for (let row = 2; row <= sheet.rowCount; row += 1) {
    if (sheet.getCell(row, 1).text !== 'کاوه') sheet.getCell(row, 5).value = row % 2 ? 5 : 'کم';
  }
  await facilitator.sendFile('form.xlsx', new Uint8Array(await workbook.xlsx.writeBuffer()));
  const preview = await facilitator.reads('پیش‌نمایش پاسخ‌های کاغذی');
  expect(preview.text).toContain('۴ پاسخ از ۲ خبره');
  await facilitator.press(preview, 'ثبت پاسخ‌های کاغذی');
  await facilitator.reads('پاسخ‌های کاغذی ثبت شد');
  await maryam.reads('روی کاغذ داده بودید وارد کرده است: ۲ پاسخ');
});
