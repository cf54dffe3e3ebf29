import type { ChatMessage } from '../../src/rehearsal/chats.ts';
import { plain } from '../../src/texts/i18n.ts';
import { type Chatting, startOnBoth, type TwoMessengers } from '../dialogs/two-messengers.ts';
import { type Walk, walkOn } from '../dialogs/walk.ts';
import { type FormRow, formOf, rowsIn } from '../fixtures/paper-form.ts';
import { workbookOf } from '../workbook/workbook-of.ts';

const DAY = 24 * 3_600_000;

/** The words that a study is told by: none of them stands in the other study, or in a text of the program. */
export interface StudyWords {
  readonly mark: string;
  readonly code: string;
}

const ONE: StudyWords = { mark: 'سیمرغ', code: 'SIM' };
const OTHER: StudyWords = { mark: 'ققنوس', code: 'QOQ' };

/** Experts of a study by what becomes of them; all but the last sit on the first panel, `elsewhere` on the second. */
export const SEATS = [
  'expert',
  'fellow',
  'blocked',
  'former',
  'renewed',
  'confirmed',
  'invited',
  'elsewhere',
] as const;
export type Seat = (typeof SEATS)[number];

const NAMES: Readonly<Record<Seat, string>> = {
  ...{ expert: 'اردوان', fellow: 'بهمن‌داد', blocked: 'پوران', former: 'تیرداد', renewed: 'جاماسب' },
  ...{ confirmed: 'خورشید', invited: 'دادبه', elsewhere: 'رودابه' },
};

export function nameOf({ mark }: StudyWords, seat: Seat): string {
  return `${NAMES[seat]} ${mark}یان`;
}

export function mobileOf({ code }: StudyWords, seat: Seat): string {
  return `98913${code === ONE.code ? 4 : 5}2100${SEATS.indexOf(seat)}7`;
}

/** Four items before the first panel, which rates them, two before the second, which puts them in order. */
const ITEMS = ['نخست', 'دوم', 'سوم', 'چهارم', 'جدا', 'دیگر'] as const;
const RATED = 4;

export function titleOfItem({ mark }: StudyWords, at: number): string {
  return `گویهٔ ${ITEMS[at]} ${mark}`;
}

export function reasonOf({ mark }: StudyWords, seat: Seat): string {
  return `استدلال ${NAMES[seat]} برای ${mark}`;
}

/** @param changed as a later workbook: a definition, and one expert whom nothing certain tells */
function sheetsOf(words: StudyWords, { changed = false } = {}) {
  const { mark, code } = words;
  return {
    مطالعه: [
      ['ویژگی', 'مقدار'],
      ['عنوان', `مطالعهٔ ${mark}`],
      ['پرسش', `اولویت ${mark} چیست؟`],
      ['راهنما', `راهنمای ${mark}`],
      ['برگزارکننده', `بنیاد ${mark}`],
      ['تماس', `تماس ${mark}`],
      ['حداقل پاسخ برای بازخورد', 3],
      ['حداکثر دورها', 3],
      ['حداقل دورها', 3],
      ['حذف گویه از دور', 3],
    ],
    دورها: [
      ['شماره', 'نوع', 'پانل‌ها'],
      ...[1, 2, 3].flatMap((number) => [
        [number, 'لیکرت', `${code}P`],
        [number, 'رتبه‌بندی', `${code}Z`],
      ]),
    ],
    طیف: [
      ['مقدار', 'برچسب'],
      ...['هیچ', 'کم', 'میانه', 'زیاد', 'بسیار'].map((label, at) => [at + 1, `${label} ${mark}`]),
    ],
    پانل‌ها: [
      ['کد', 'نام'],
      [`${code}P`, `پانل ${mark}`],
      [`${code}Z`, `پانل دیگر ${mark}`],
    ],
    خبرگان: [
      ['کد', 'نام', 'نقش', 'پانل‌ها', 'موبایل'],
      ...SEATS.map((seat, at) => [
        changed && seat === 'invited' ? `${code}E99` : `${code}E${at + 1}`,
        nameOf(words, seat),
        `نقش ${mark}`,
        seat === 'elsewhere' ? `${code}Z` : `${code}P`,
        changed && seat === 'invited' ? null : mobileOf(words, seat),
      ]),
    ],
    گویه‌ها: [
      ['کد', 'عنوان', 'تعریف', 'واحد سازمانی', 'مخاطب', 'گروه', 'پانل‌ها'],
      ...ITEMS.map((_, at) => [
        `${code}${at + 1}`,
        titleOfItem(words, at),
        `${changed ? 'تعریف تازهٔ' : 'تعریف'} ${mark}`,
        `واحد ${mark}`,
        null,
        null,
        at < RATED ? `${code}P` : `${code}Z`,
      ]),
    ],
  };
}

/** A study of the world, and who has to do with it. */
export interface Side {
  readonly words: StudyWords;
  readonly studyId: number;
  readonly facilitator: Chatting;
  readonly seats: Readonly<Record<Seat, Chatting>>;
  /** Accounts that opened the new links of `renewed` and `confirmed`. */
  readonly anew: Readonly<Record<'renewed' | 'confirmed', Chatting>>;
}

/** Something that anybody was shown: a message as it was sent or edited. */
export interface Shown {
  readonly to: Chatting | { readonly messenger: 'telegram' | 'bale'; readonly id: number };
  readonly message: ChatMessage;
}

export interface World {
  readonly both: TwoMessengers;
  readonly walk: Walk;
  readonly one: Side;
  readonly other: Side;
  readonly formerFacilitator: Chatting;
  readonly operator: Chatting;
  /** Files of the first study that its facilitator alone is to have: its workbook, changed, and a form filled in. */
  readonly papers: { readonly changed: Uint8Array; readonly form: Uint8Array };
  /** All that was shown so far. */
  readonly shown: readonly Shown[];
  /** Closes the open rounds, judges them, and prepares what comes next. */
  closeRounds(): Promise<void>;
  finishStudies(): Promise<void>;
}

const FACILITATORS = { one: 501, other: 502, former: 503 } as const;
const OPERATOR = 598;
const telegram = (userId: number) => ({ messenger: 'telegram', userId }) as const;
const STAYING = [telegram(FACILITATORS.one), telegram(FACILITATORS.other)];

/**
 * Two studies of two facilitators in one program, each in its second round, with an expert in every state, and whatever a
 * button may be about: proposals, reasons, questions, announcements, previews of every kind, a wish to join.
 */
export async function buildWorld(): Promise<World> {
  const both = await startOnBoth([...STAYING, telegram(FACILITATORS.former)], [telegram(OPERATOR)]);
  // Nothing here rests on the disk.
  both.db.$client.pragma('synchronous = OFF');
  const shown: Shown[] = [];
  const texts = new Map<string, string>();
  for (const messenger of ['telegram', 'bale'] as const) {
    both.servers[messenger].onChange((change) => {
      if (change.kind !== 'sent' && change.kind !== 'edited') return;
      const { from, id, text } = change.message;
      if (from !== 'bot') return;
      // One that only lost its buttons says nothing new.
      const key = `${messenger} ${change.personId} ${id}`;
      if (change.kind === 'edited' && texts.get(key) === text && change.message.keyboard.length === 0) return;
      texts.set(key, text);
      shown.push({ to: { messenger, id: change.personId }, message: change.message });
    });
  }
  const walk = walkOn(both, 'متن');
  const settingUp = { both, walk };
  const one = await buildSide(settingUp, ONE, both.person('telegram', FACILITATORS.one, 'یک'), 610);
  const other = await buildSide(settingUp, OTHER, both.person('telegram', FACILITATORS.other, 'دو'), 710);
  // Reminders go out.
  both.pass(5 * DAY);
  await walk.settle();
  for (const side of [one, other]) await changeWhoIsWho({ both, walk, side });
  const formerFacilitator = both.person('telegram', FACILITATORS.former, 'سه');
  for (const asker of [formerFacilitator, other.facilitator]) {
    await walk.says(asker, '/studies');
    await walk.presses(asker, `f.join:${one.studyId}`);
  }
  const [first] = rows<{ id: number }>(both, 'SELECT id FROM join_requests ORDER BY id LIMIT 1');
  await walk.presses(one.facilitator, `f.admit:${first!.id}:1`);
  for (const command of ['status', 'experts', 'suggestions'])
    await walk.says(formerFacilitator, `/${command}`);
  await walk.says(formerFacilitator, '/announce متن');
  await both.restart(STAYING, [telegram(OPERATOR)]);
  const papers = await papersOf(walk, one);
  const operator = both.person('telegram', OPERATOR, 'مدیر');
  await walk.says(operator, '/start');
  const sides = [one, other];
  return {
    ...{ both, walk, one, other, formerFacilitator, operator, papers, shown },
    async closeRounds() {
      for (const { facilitator } of sides) {
        await walk.says(facilitator, '/close');
        await walk.presses(facilitator, plain('label.closeRound'));
      }
      for (const { facilitator, words } of sides) {
        for (const command of ['open', 'finish', 'summary']) await walk.says(facilitator, `/${command}`);
        await changeItemsBy(walk, facilitator, words);
        const sheets = sheetsOf(words, { changed: true });
        await walk.sends(facilitator, 'تغییر.xlsx', await workbookOf(sheets));
      }
    },
    async finishStudies() {
      for (const { facilitator } of sides) {
        await walk.says(facilitator, '/finish');
        await walk.presses(facilitator, plain('label.finishStudy'));
      }
      both.pass(8 * DAY);
      await walk.settle();
      for (const { facilitator } of sides) await walk.says(facilitator, '/forget');
    },
  };
}

async function papersOf(walk: Walk, { facilitator, words }: Side): Promise<World['papers']> {
  await walk.says(facilitator, '/form');
  const sent = facilitator.seen().findLast(({ document }) => document)!;
  const rows = await rowsIn(facilitator.fileOf(sent));
  const filled = rows.map((row, at): FormRow => (at < RATED ? { ...row, پاسخ: 4 } : row));
  return {
    changed: await workbookOf(sheetsOf(words, { changed: true })),
    form: await formOf(filled),
  };
}

/** Shows what each kind of change of an item comes to, and carries none out. */
async function changeItemsBy(walk: Walk, facilitator: Chatting, { code, mark }: StudyWords): Promise<void> {
  const texts = { [plain('label.dropItem')]: [], [plain('item.button.reword')]: [`گویهٔ دیگر ${mark}`] };
  for (const [label, before] of Object.entries(texts)) {
    await walk.says(facilitator, `/item ${code}1`);
    await walk.presses(facilitator, label);
    for (const text of before) {
      await walk.says(facilitator, text);
      await walk.presses(facilitator, plain('item.button.same'));
    }
    await walk.says(facilitator, `دلیل ${mark}`);
  }
}

/** Rows as the schema has them. */
export function rows<Row>({ db }: TwoMessengers, sql: string, ...values: unknown[]): Row[] {
  return db.$client.prepare(sql).all(...values) as Row[];
}

type SettingUp = Pick<World, 'both' | 'walk'>;

async function buildSide(
  { both, walk }: SettingUp,
  words: StudyWords,
  facilitator: Chatting,
  firstId: number,
): Promise<Side> {
  await walk.sends(facilitator, 'مطالعه.xlsx', await workbookOf(sheetsOf(words)));
  await walk.presses(facilitator, plain('label.createStudy'));
  const [study] = rows<{ id: number }>(both, 'SELECT max(id) AS id FROM studies');
  const studyId = study!.id;
  const seats = Object.fromEntries(
    SEATS.map((seat, at) => {
      // One of each study writes on Bale.
      const messenger = seat === 'elsewhere' ? ('bale' as const) : ('telegram' as const);
      return [seat, both.person(messenger, firstId + at, 'خبره')];
    }),
  ) as Record<Seat, Chatting>;
  const anew = {
    renewed: both.person('telegram', firstId + 50, 'خبره'),
    confirmed: both.person('telegram', firstId + 51, 'خبره'),
  };
  const side = { words, studyId, facilitator, seats, anew };
  const setting = { both, walk, side };
  for (const command of ['invite', 'panels', 'experts', 'forget'])
    await walk.says(facilitator, `/${command}`);
  for (const seat of SEATS) if (seat !== 'invited') await join(setting, seat, seats[seat]);
  await playFirstRound(setting);
  await beginSecondRound(setting);
  return side;
}

interface Setting extends SettingUp {
  readonly side: Side;
}

export function tokenOf(
  both: TwoMessengers,
  { studyId, words }: Pick<Side, 'studyId' | 'words'>,
  seat: Seat,
) {
  const sql = 'SELECT token FROM experts WHERE study_id = ? AND name = ?';
  return rows<{ token: string | null }>(both, sql, studyId, nameOf(words, seat))[0]!.token;
}

async function join({ both, walk, side }: Setting, seat: Seat, person: Chatting): Promise<void> {
  await walk.says(person, `/start ${tokenOf(both, side, seat)}`);
  await walk.presses(person, plain('label.accept'));
}

async function open({ walk, side: { facilitator } }: Setting): Promise<void> {
  await walk.says(facilitator, '/open');
  await walk.presses(facilitator, plain('label.openRound'));
}

/** Everybody answers all, gives a reason, and hands in; some propose and ask. */
async function playFirstRound(setting: Setting): Promise<void> {
  const { both, walk, side } = setting;
  const { facilitator, seats, words, studyId } = side;
  await open(setting);
  for (const seat of SEATS.filter((each) => each !== 'invited')) {
    await begin(setting, seat);
    await answer(setting, seat, () => true);
    const [given] = answersOf(setting, seat);
    if (seat !== 'elsewhere') {
      await press(setting, seat, `w:${given!.id}`);
      both.servers[seats[seat].messenger].send(seats[seat].id, reasonOf(words, seat));
      await both.servers[seats[seat].messenger].whenConfirmed();
    }
    await press(setting, seat, `s:${given!.questionnaire_id}`);
  }
  await walk.settle();
  await walk.says(seats.expert, `/ask پرسش خبره از ${words.mark}`);
  await walk.says(seats.fellow, `/ask پرسش دیگری از ${words.mark}`);
  for (const data of [`pa:${studyId}`, `pc:${studyId}`]) {
    await walk.says(seats.expert, '/suggest');
    await walk.presses(seats.expert, data);
    await walk.says(seats.expert, `پیشنهاد تازه برای ${words.mark}: ${data.slice(0, 2)}`);
  }
  await walk.says(facilitator, '/close');
  await walk.presses(facilitator, plain('label.closeRound'));
  await walk.says(facilitator, '/suggestions');
  await walk.pressesKind(facilitator, 'f.reason');
  await walk.says(facilitator, '/status');
  await walk.pressesKind(facilitator, 'f.names');
}

/** All but one have begun, one has handed in; who puts items in order has placed none. */
async function beginSecondRound(setting: Setting): Promise<void> {
  await open(setting);
  for (const seat of SEATS.filter((each) => each !== 'invited' && each !== 'blocked')) {
    await begin(setting, seat);
    if (seat !== 'elsewhere') await answer(setting, seat, (at) => seat !== 'expert' || at === 0);
  }
  const [of] = answersOf(setting, 'fellow');
  await press(setting, 'fellow', `s:${of!.questionnaire_id}`);
  await setting.walk.settle();
}

/** One leaves, one blocks the bot, two come with other accounts; and previews of all kinds are shown. */
async function changeWhoIsWho(setting: Setting): Promise<void> {
  const { both, walk, side } = setting;
  const { facilitator, seats, anew, words } = side;
  await walk.says(seats.former, '/leave');
  await walk.presses(seats.former, `lk:${side.studyId}`);
  await walk.pressesKind(seats.former, 'lc');
  for (const seat of ['renewed', 'confirmed'] as const) {
    await walk.says(facilitator, '/experts');
    await pressOn(setting, facilitator, `f.expert:${expertIdOf(both, side, seat)}:0:0`);
    await walk.settle();
    await walk.presses(facilitator, plain('facilitator.button.renewLink'));
    await join(setting, seat, anew[seat]);
    await walk.pressesKind(anew[seat], 'b');
  }
  await walk.presses(seats.confirmed, plain('label.isMe'));
  // A new link that nobody has opened yet.
  await pressOn(setting, facilitator, `f.expert:${expertIdOf(both, side, 'elsewhere')}:0:0`);
  await walk.settle();
  await walk.presses(facilitator, plain('facilitator.button.renewLink'));
  const [asked] = rows<{ id: number }>(
    both,
    'SELECT id FROM questions WHERE study_id = ? ORDER BY id',
    side.studyId,
  );
  await pressOn(setting, facilitator, `f.answer:${asked!.id}`);
  await walk.says(facilitator, `پاسخ ${words.mark}`);
  // Previews of every kind that a round lets be shown while it is open.
  for (const command of ['close', 'remind']) await walk.says(facilitator, `/${command}`);
  await walk.says(facilitator, '/briefing');
  await walk.says(facilitator, `توجیه ${words.mark}`);
  await walk.pressesKind(facilitator, 'f.brief');
  await walk.says(facilitator, '/briefing');
  await walk.says(facilitator, `توجیه تازهٔ ${words.mark}`);
  await walk.says(facilitator, `/announce آگهی ${words.mark}`);
  await walk.says(facilitator, '/forget');
  await walk.pressesKind(facilitator, 'f.forgetone');
  await walk.sends(facilitator, 'تغییر.xlsx', await workbookOf(sheetsOf(words, { changed: true })));
  for (const command of ['suggestions', 'status', 'experts', 'panels'])
    await walk.says(facilitator, `/${command}`);
  both.servers.telegram.block(seats.blocked.id);
  await walk.settle();
}

export function expertIdOf(both: TwoMessengers, { studyId, words }: Side, seat: Seat): number {
  const sql = 'SELECT id FROM experts WHERE study_id = ? AND name = ?';
  return rows<{ id: number }>(both, sql, studyId, nameOf(words, seat))[0]!.id;
}

interface AnswerRow {
  readonly id: number;
  readonly questionnaire_id: number;
}

/** An expert's answers of the newest round. */
function answersOf({ both, side }: Setting, seat: Seat): AnswerRow[] {
  return rows<AnswerRow>(
    both,
    `SELECT a.id, a.questionnaire_id FROM answers a JOIN questionnaires q ON q.id = a.questionnaire_id
     WHERE q.expert_id = ? AND q.round_id = (SELECT max(id) FROM rounds WHERE study_id = ?) ORDER BY a.position, a.id`,
    expertIdOf(both, side, seat),
    side.studyId,
  );
}

async function begin(setting: Setting, seat: Seat): Promise<void> {
  const { both, side } = setting;
  const sql = 'SELECT max(id) AS id FROM questionnaires WHERE expert_id = ?';
  const [row] = rows<{ id: number }>(both, sql, expertIdOf(both, side, seat));
  await press(setting, seat, `b:${row!.id}`);
}

/** Rates the items whose place is asked for, or puts all in order; the studies' means differ. */
async function answer(setting: Setting, seat: Seat, wanted: (at: number) => boolean): Promise<void> {
  const { code } = setting.side.words;
  if (seat === 'elsewhere') return press(setting, seat, `p.add:${answersOf(setting, seat)[0]!.id}`);
  for (const [at, { id }] of answersOf(setting, seat).entries()) {
    const high = (SEATS.indexOf(seat) + at) % 3 === 0;
    const place = high ? (code === ONE.code ? 4 : 3) : 2;
    if (wanted(at)) await press(setting, seat, `r:${id}:${place}`);
  }
}

function press(setting: Setting, seat: Seat, data: string): Promise<void> {
  return pressOn(setting, setting.side.seats[seat], data);
}

/** Presses on the person's newest message; what it carries decides. */
async function pressOn({ both }: SettingUp, { messenger, id, seen }: Chatting, data: string): Promise<void> {
  await both.servers[messenger].pressData(id, seen().at(-1)!.id, data);
}
