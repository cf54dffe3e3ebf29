import ExcelJS from 'exceljs';
import { afterEach, expect, test } from 'vitest';
import type { ChatMessage } from '../../src/rehearsal/chats.ts';
import { FACILITATOR, type RunningProgram, startProgram } from './running-program.ts';

let program: RunningProgram;
afterEach(async () => {
  expect(program.complaints).toEqual([]);
  await program.stop();
});

const EXPERT = 601;

function labels({ keyboard }: ChatMessage): string[] {
  return keyboard.flat().map(({ text }) => text);
}

async function sheetOf(bytes: Buffer, name: string): Promise<string[][]> {
  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.load(bytes as unknown as ExcelJS.Buffer);
  const sheet = workbook.getWorksheet(name)!;
  return Array.from({ length: sheet.rowCount }, (_, row) =>
    Array.from({ length: sheet.columnCount }, (_, column) => sheet.getCell(row + 1, column + 1).text),
  );
}

/** From `/start` to a study from the example. @returns the preview and what the press made of it */
async function createExample(): Promise<{ preview: ChatMessage; made: ChatMessage }> {
  const welcome = await program.say('/start');
  await program.press(welcome, 'نمونهٔ پرشده');
  const example = await program.after(welcome);
  const preview = await program.sendFile('مطالعه.xlsx', program.bytesOf(example));
  const { showAlert } = await program.press(preview, 'ایجاد مطالعه');
  expect(showAlert).toBe(false);
  return { preview, made: await program.after(preview) };
}

test('from /start to invitations by what the bot itself says', async () => {
  program = await startProgram();
  const welcome = await program.say('/start');
  expect(labels(welcome)).toEqual(['نمونهٔ پرشده', 'کارپوشهٔ خالی']);
  const { preview, made } = await createExample();
  expect(labels(preview)).toEqual(['ایجاد مطالعه', 'لغو']);
  expect(preview.text).toContain('۷ پانل، ۴۸ خبره در ۸۴ جایگاه، ۶۴ گویه');
  expect(made.text).toContain('مطالعه ساخته شد');
  expect(made.text).toContain('/invite');

  const invitations = await program.say('/invite');
  const [header, ...rows] = await sheetOf(program.bytesOf(invitations), 'دعوت');
  expect(header).toEqual(['نام', 'نقش', 'پانل‌ها', 'پیوند', 'عضو شده', 'متن دعوت']);
  expect(rows).toHaveLength(48);
  const [name, , , link] = rows[0]!;
  const token = new URL(link!).searchParams.get('start')!;

  program.messenger.addPerson({ id: EXPERT, firstName: 'خبره' });
  const consent = await program.say(`/start ${token}`, EXPERT);
  await program.press(consent, 'می‌پذیرم و عضو می‌شوم', EXPERT);
  await program.after(consent, EXPERT);
  const status = await program.say('/status');
  expect(status.text).toContain('۱ نفر از ۴۸ خبره عضو شده‌اند');
  expect(status.text).toContain(`✅ عضو شده (۱): ${name}`);
  expect((await program.say('/start')).text).toContain('/open');
});

test('a preview is carried out once, also after a restart, and then offers nothing', async () => {
  program = await startProgram();
  const template = await program.say('/example');
  const preview = await program.sendFile('مطالعه.xlsx', program.bytesOf(template));
  await program.restart();
  const button = preview.keyboard[0]![0]!.callback_data!;
  await program.press(preview, button);
  const made = await program.after(preview);
  expect(made.text).toContain('مطالعه ساخته شد');
  await program.messenger.until(() => program.now(preview).keyboard.length === 0);

  const again = await program.messenger.pressData(FACILITATOR, preview.id, button);
  expect(again).toMatchObject({ showAlert: true, text: 'این کار پیش‌تر انجام شده است.' });
  const studies = await program.say('/studies');
  expect(studies.text.match(/جمع‌سپاری خدمات شهرداری اصفهان/g)).toHaveLength(1);
});

test('a cancelled preview makes nothing', async () => {
  program = await startProgram();
  const template = await program.say('/example');
  const preview = await program.sendFile('مطالعه.xlsx', program.bytesOf(template));
  const create = preview.keyboard[0]![0]!.callback_data!;
  expect((await program.press(preview, 'لغو')).showAlert).toBe(false);
  const pressed = await program.messenger.pressData(FACILITATOR, preview.id, create);
  expect(pressed).toMatchObject({ showAlert: true });
  expect((await program.say('/studies')).text).toContain('هنوز مطالعه‌ای ندارید');
});

test('the empty workbook, sent back as it is, is told every cell that is missing', async () => {
  program = await startProgram();
  const template = await program.say('/template');
  expect(template.document?.name).toBe('کارپوشۀ خالی هم رأی.xlsx');
  const faults = await program.sendFile('کارپوشه.xlsx', program.bytesOf(template));
  expect(faults.text).toContain('ایراد دارد و چیزی ذخیره نشد');
  expect(faults.text).toContain('برگهٔ «خبرگان»');
  expect(faults.keyboard).toEqual([]);
});

test('a link given anew is forwarded as a message of its own, and a second press leaves it good', async () => {
  program = await startProgram();
  await createExample();
  const panels = await program.say('/experts');
  await program.press(panels, panels.keyboard[0]![0]!.text);
  const experts = await program.messenger.until(() => {
    const shown = program.now(panels);
    return shown.text.includes('شمارهٔ او را بزنید') && shown;
  });
  await program.press(experts, '۲');
  const one = await program.messenger.until(() => {
    const shown = program.now(panels);
    return labels(shown).includes('پیوند تازه') && shown;
  });
  const renew = one.keyboard[0]![0]!.callback_data!;
  expect((await program.press(one, renew)).showAlert).toBe(false);
  const forward = await program.after(await program.after(panels));
  expect(forward.text).toMatch(/https:\/\/t\.me\/hamray_test_bot\?start=[A-Za-z0-9]{24}\n/);
  expect(await program.messenger.pressData(FACILITATOR, one.id, renew)).toMatchObject({ showAlert: true });
});

test('each command about a study says what to do first where there is none', async () => {
  program = await startProgram();
  for (const command of ['/panels', '/experts', '/invite', '/status']) {
    expect((await program.say(command)).text).toContain('هنوز مطالعه‌ای ندارید');
  }
  expect((await program.say('/help')).text).toContain('/template');
  expect((await program.say('/cancel')).text).toContain('نیمه‌تمامی نیست');
});
