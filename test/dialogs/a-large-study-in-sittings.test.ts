import { afterEach, expect, test } from 'vitest';
import type { ChatMessage } from '../../src/rehearsal/chats.ts';
import { workbookOf } from '../workbook/workbook-of.ts';
import { FACILITATOR, type RunningProgram, startProgram } from './running-program.ts';

let program: RunningProgram;
afterEach(async () => {
  expect(program.complaints).toEqual([]);
  await program.stop();
});

const PANELS = ['P1', 'P2', 'P3', 'P4', 'P5', 'P6', 'P7'];
const ITEMS = 978;
/** Of the items, so many are for citizens; so many stay with the legal panel, 24 a panel; three of these stay in the end. */
const [ASKED, SCREENED, STANDING] = [368, 168, 21];

/** 15 macro-processes, 52 groups, 202 processes. */
function groupOf(at: number): string {
  const [macro, group, process] = [15, 52, 202].map((of) => Math.floor((at * of) / ITEMS) + 1);
  return `کلان ${macro} / گروه ${group} / فرایند ${process}`;
}

/** Every item of the legal panel by a running number; null: it leaves by its audience. */
const askedNumber = (at: number) => (at < ASKED ? at : null);

function itemRow(at: number): (string | null)[] {
  const asked = askedNumber(at);
  const panels = asked !== null && asked < SCREENED ? `L، ${PANELS[asked % 7]}` : 'L';
  return [`S${at + 1}`, `زیرفرایند ${at + 1}`, asked === null ? 'G2G' : 'G2C', groupOf(at), panels];
}

const SHEETS = {
  مطالعه: [
    ['ویژگی', 'مقدار'],
    ['عنوان', 'مطالعهٔ بزرگ'],
    ['پرسش', 'برخط شود؟'],
    ['مخاطبان حذف‌شده', 'G2G,G2E'],
    ['حداکثر دورها', 3],
    ['آستانهٔ ثبات', null],
    ['آستانهٔ توافق', null],
  ],
  طیف: [
    ['مقدار', 'برچسب'],
    ...['بسیار کم', 'کم', 'میانه', 'زیاد', 'بسیار زیاد'].map((label, at) => [at + 1, label]),
  ],
  پانل‌ها: [['کد', 'نام'], ['L', 'حقوقی'], ...PANELS.map((code) => [code, `پانل ${code}`])],
  خبرگان: [
    ['کد', 'نام', 'پانل‌ها'],
    ['E0', 'حقوق‌دان', 'L'],
    ...PANELS.map((code) => [`E${code}`, `خبرهٔ ${code}`, code]),
  ],
  گویه‌ها: [
    ['کد', 'عنوان', 'مخاطب', 'گروه', 'پانل‌ها'],
    ...Array.from({ length: ITEMS }, (_, at) => itemRow(at)),
  ],
  دورها: [
    ['شماره', 'نوع', 'پانل‌ها'],
    [1, 'غربال', 'L'],
    [2, 'لیکرت', PANELS.join('، ')],
    [3, 'لیکرت', PANELS.join('، ')],
  ],
};

const labels = ({ keyboard }: ChatMessage) => keyboard.flat().map(({ text }) => text);
const read = ({ text }: ChatMessage) => text.replace(/[\u200e\u200f\u2066-\u2069]/g, '');

/** Enrols an expert by the link in the database's place of it. */
async function join(person: number, name: string): Promise<void> {
  program.messenger.addPerson({ id: person, firstName: name });
  const { token } = program.db.$client
    .prepare<[string], { token: string }>('SELECT token FROM experts WHERE name = ?')
    .get(name)!;
  const consent = await program.say(`/start ${token}`, person);
  await program.press(consent, 'می‌پذیرم و عضو می‌شوم', person);
  await program.after(consent, person);
}

/** The card as it stands once it is another than it was. */
async function turned(card: ChatMessage, person: number): Promise<ChatMessage> {
  return program.messenger.until(() => {
    const now = program.now(card, person);
    return now.text === card.text ? null : now;
  });
}

/** Answers card after card until the overview is back. @returns the overview, and how many were answered */
async function answerSitting(
  begun: ChatMessage,
  person: number,
  answerTo: (title: number) => string,
): Promise<{ overview: ChatMessage; answered: number }> {
  let card = begun;
  let answered = 0;
  for (;;) {
    const title = /زیرفرایند (\d+)/.exec(card.text);
    if (!title || labels(card).includes('ثبت نهایی')) return { overview: card, answered };
    await program.press(card, answerTo(Number(title[1])), person);
    card = await turned(card, person);
    answered += 1;
  }
}

/** The facilitator's newest message that says so, once there is one. */
function heard(words: string): Promise<ChatMessage> {
  return program.messenger.until(() => program.chat().findLast((one) => read(one).includes(words)) ?? null);
}

async function openRound(number: string): Promise<void> {
  const preview = await program.say('/open');
  await program.press(preview, 'شروع دور');
  await heard(`دور ${number} باز شد`);
}

async function closeRound(number: string): Promise<void> {
  const preview = await program.say('/close');
  await program.press(preview, 'بستن دور');
  await heard(`خلاصهٔ دور ${number}`);
}

async function begin(person: number): Promise<ChatMessage> {
  const isOpening = (one: ChatMessage) => labels(one).includes('شروع پاسخ‌گویی');
  const opening = await program.messenger.until(() => program.chat(person).findLast(isOpening) ?? null);
  await program.press(opening, 'شروع پاسخ‌گویی', person);
  return turned(opening, person);
}

test('978 items in a tree, a legal panel and seven panels come down to 21, in sittings', async () => {
  program = await startProgram();
  const preview = await program.sendFile('بزرگ.xlsx', Buffer.from(await workbookOf(SHEETS)));
  await program.press(preview, 'ایجاد مطالعه');
  await heard('مطالعه ساخته شد');
  program.messenger.send(FACILITATOR, '/funnel');
  await heard('۹۷۸ گویه بود و ۶۱۰ گویه کنار رفت (مخاطبان حذف‌شده: G2G، G2E)');
  await join(600, 'حقوق‌دان');
  for (const [at, code] of PANELS.entries()) await join(601 + at, `خبرهٔ ${code}`);

  await openRound('۱');
  let overview = await begin(600);
  const sittings: number[] = [];
  while (labels(overview)[0]?.startsWith('▶️')) {
    await program.press(overview, labels(overview)[0]!, 600);
    const first = await turned(overview, 600);
    const sitting = await answerSitting(first, 600, (title) => (title <= SCREENED ? 'بله' : 'خیر'));
    sittings.push(sitting.answered);
    overview = sitting.overview;
  }
  expect(sittings.reduce((sum, answered) => sum + answered)).toBe(ASKED);
  expect(Math.max(...sittings)).toBeLessThanOrEqual(40);
  expect(read(overview)).toContain('به همهٔ گویه‌ها پاسخ داده‌اید');
  await program.press(overview, 'ثبت نهایی', 600);
  await closeRound('۱');

  await openRound('۲');
  for (const [at] of PANELS.entries()) {
    const card = await begin(601 + at);
    const { answered } = await answerSitting(card, 601 + at, (title) =>
      title <= STANDING ? '۵ بسیار زیاد' : '۲ کم',
    );
    expect(answered).toBe(SCREENED / PANELS.length);
  }
  await closeRound('۲');

  program.messenger.send(FACILITATOR, '/funnel');
  const funnel = read(await heard('دور ۲ (لیکرت): ۱۶۸'));
  expect(funnel).toContain('دور ۱ (غربال): ۳۶۸ گویه وارد شد و ۲۰۰ گویه کنار رفت.');
  expect(funnel).toContain('دور ۲ (لیکرت): ۱۶۸ گویه وارد شد و ۱۴۷ گویه کنار رفت.');
  expect(funnel).toContain('اکنون ۲۱ گویه مانده است.');
  const picture = await program.messenger.until(
    () => program.chat().findLast(({ document }) => document?.name?.endsWith('.png')) ?? null,
  );
  expect(program.bytesOf(picture).subarray(1, 4).toString()).toBe('PNG');
}, 300_000);
