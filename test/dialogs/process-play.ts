import ExcelJS from 'exceljs';
import type { ChatMessage } from '../../src/rehearsal/chats.ts';
import { isLabelled } from '../../src/texts/labelled.ts';
import { type Sheets, workbookOf } from '../workbook/workbook-of.ts';
import type { Person, Process } from './process-study.ts';
import type { Chatting, TwoMessengers } from './two-messengers.ts';

/** An answer by its label, and why. */
export interface Given {
  readonly label: string;
  readonly reason?: string;
}

/** What a person has to say of a process; null: leaves it unanswered. */
export type AnswerTo = (process: Process, person: Person) => Given | null;

/** Plays a study of processes as people do: by links, labels and workbooks. */
export interface ProcessPlay {
  readonly facilitator: Chatting;
  /** Says something, and resolves with the message after it that has these words. */
  says(command: string, words: string): Promise<ChatMessage>;
  /**
   * Sends the study's workbook and presses a button below its preview.
   *
   * @param why written where it is asked for
   * @returns what the preview said
   */
  sends(sheets: Sheets, label: string, said: string, why?: string): Promise<string>;
  /** Reads the list of links, and lets people join by theirs, on the two messengers in turn. */
  joins(people: readonly Person[]): Promise<void>;
  opens(number: string): Promise<string>;
  /** @returns the summary's first page */
  closes(number: string): Promise<string>;
  /** Answers the open round to its end, sitting after sitting. @returns the items of each sitting */
  answers(person: Person, answerTo: AnswerTo): Promise<number[]>;
  /** Asks for the form, fills in what some say, and sends it back. @returns what the preview said */
  answersOnPaper(people: readonly Person[], answerTo: AnswerTo): Promise<string>;
  /** Lets somebody who came after the opening into the open round. */
  letsIn(person: Person, panelName: string): Promise<void>;
  /** Leaves the study, by the labels of the buttons in turn. */
  leaves(person: Person, buttons: readonly string[]): Promise<void>;
  chatOf(person: Person): Chatting;
}

const FIRST_PERSON = 601;
const TITLE = /زیرفرایند (\d+)(?!\d)/;
const RTL_MARKS = /[\u200e\u200f\u2066-\u2069]/g;

export const read = ({ text }: ChatMessage) => text.replace(RTL_MARKS, '');
const labels = ({ keyboard }: ChatMessage) => keyboard.flat().map(({ text }) => text);
const hasLabel = (message: ChatMessage, label: string) =>
  labels(message).some((text) => isLabelled(text, label));

export function playProcessStudy(
  both: TwoMessengers,
  facilitator: Chatting,
  processes: readonly Process[],
): ProcessPlay {
  const chats = new Map<string, Chatting>();
  const byCode = new Map(processes.map((process) => [process.code, process]));
  const chatOf = (person: Person) => chats.get(person.code)!;
  const server = (person: Person) => both.servers[chatOf(person).messenger];
  /** A message of a person's once it is another than it was. */
  const turned = (person: Person, before: ChatMessage) =>
    server(person).until(() => {
      const now = chatOf(person)
        .seen()
        .find(({ id }) => id === before.id)!;
      return now.edits !== before.edits && now;
    });
  const presses = async (person: Person, card: ChatMessage, label: string) => {
    const came = turned(person, card);
    await chatOf(person).press(card, label);
    return came;
  };
  /** Answers card after card until the list of sittings, or the overview, is back. */
  const answerSitting = async (person: Person, first: ChatMessage, answerTo: AnswerTo) => {
    let card = first;
    let answered = 0;
    for (;;) {
      const title = TITLE.exec(card.text);
      if (!title || !hasLabel(card, 'نظری ندارم')) return { card, answered };
      const given = answerTo(byCode.get(`S${title[1]}`)!, person);
      const label = labels(card).find((text) => isLabelled(text, given?.label ?? 'نظری ندارم'));
      card = await presses(person, card, label!);
      answered += 1;
    }
  };

  /** Does something, and waits for a message of the bot after it that has these words. */
  const hears = (words: string, does: () => unknown): Promise<ChatMessage> => {
    const last = facilitator.seen().at(-1)?.id ?? 0;
    does();
    const isIt = (one: ChatMessage) => one.id > last && read(one).includes(words);
    return both.servers[facilitator.messenger].until(() => facilitator.seen().findLast(isIt) ?? null);
  };
  const says = (command: string, words: string) => hears(words, () => facilitator.say(command));
  const sends = (name: string, bytes: Uint8Array, words: string) =>
    hears(words, () => facilitator.sendFile(name, bytes));
  const decides = (preview: ChatMessage, label: string, words: string) =>
    hears(words, () => facilitator.press(preview, label));

  return {
    facilitator,
    chatOf,
    says,
    async sends(sheets, label, said, why) {
      const preview = await sends('study.xlsx', await workbookOf(sheets), 'پیش‌نمایش');
      if (why === undefined) await decides(preview, label, said);
      else {
        await facilitator.press(preview, label);
        await says(why, said);
      }
      return read(preview);
    },
    async joins(people) {
      const links = linksIn(await open(facilitator.fileOf(await says('/invite', 'پیوندهای شخصی'))));
      for (const person of people) {
        const messenger = chats.size % 2 === 0 ? ('telegram' as const) : ('bale' as const);
        const chat = both.person(messenger, FIRST_PERSON + chats.size, person.name);
        chats.set(person.code, chat);
        await chat.say(`/start ${links.get(person.name)}`);
        let consent = await chat.reads('با سلام و احترام');
        consent = await presses(person, consent, 'تأیید می‌کنم');
        await chat.press(consent, 'می‌پذیرم و عضو می‌شوم');
        await chat.reads('به پانل خوش آمدید');
      }
    },
    async opens(number) {
      const preview = await says('/open', `پیش‌نمایش دور ${number}`);
      await decides(preview, 'شروع دور', `دور ${number} باز شد`);
      return read(preview);
    },
    async closes(number) {
      const preview = await says('/close', `بستن دور ${number}`);
      return read(await decides(preview, 'بستن دور', `خلاصهٔ دور ${number}`));
    },
    async answers(person, answerTo) {
      const opening = await server(person).until(
        () =>
          chatOf(person)
            .seen()
            .findLast((one) => hasLabel(one, 'شروع پاسخ‌گویی')) ?? null,
      );
      let card = await presses(person, opening, 'شروع پاسخ‌گویی');
      const sittings: number[] = [];
      for (;;) {
        const sitting = await answerSitting(person, card, answerTo);
        if (sitting.answered > 0) sittings.push(sitting.answered);
        const next = labels(sitting.card).find((text) => text.startsWith('▶️'));
        card = await presses(person, sitting.card, next ?? 'ثبت نهایی');
        if (next === undefined) return sittings;
      }
    },
    async answersOnPaper(people, answerTo) {
      const form = await says('/form', 'فرم کاغذی دور');
      const workbook = await open(facilitator.fileOf(form));
      fillIn(workbook.getWorksheet('پاسخ‌ها')!, people, (code, person) => answerTo(byCode.get(code)!, person));
      const filledIn = new Uint8Array(await workbook.xlsx.writeBuffer());
      const preview = await sends('form.xlsx', filledIn, 'پیش‌نمایش پاسخ‌های کاغذی');
      await decides(preview, 'ثبت پاسخ‌های کاغذی', 'پاسخ‌های کاغذی ثبت شد');
      return read(preview);
    },
    async letsIn(person, panelName) {
      let screen = await says('/experts', 'خبرگان');
      const goesOn = async (wanted: (label: string) => boolean) => {
        const { edits, id } = screen;
        await facilitator.press(screen, labels(screen).find(wanted)!);
        screen = await both.servers[facilitator.messenger].until(
          () => facilitator.seen().find((now) => now.id === id && now.edits > edits) ?? null,
        );
      };
      await goesOn((label) => label.includes(panelName));
      const line = read(screen)
        .split('\n')
        .find((text) => text.includes(person.name))!;
      const [number] = /[۰-۹]+/.exec(line)!;
      await goesOn((label) => label === number);
      await goesOn((label) => label.startsWith('از همین دور'));
    },
    async leaves(person, buttons) {
      let screen = await chatOf(person).say('/leave');
      for (const button of buttons) {
        screen = await presses(person, screen, labels(screen).find((text) => text.startsWith(button))!);
      }
    },
  };
}

async function open(bytes: Buffer): Promise<ExcelJS.Workbook> {
  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.load(bytes as unknown as ExcelJS.Buffer);
  return workbook;
}

/** What follows `?start=` in each expert's link, by name. */
function linksIn(invitations: ExcelJS.Workbook): ReadonlyMap<string, string> {
  const sheet = invitations.getWorksheet('دعوت')!;
  const columns = headersOf(sheet);
  const links = new Map<string, string>();
  sheet.eachRow((row, at) => {
    if (at === 1) return;
    const link = row.getCell(columns.get('پیوند')!).text;
    links.set(row.getCell(columns.get('نام')!).text, /start=([\w-]+)/.exec(link)?.[1] ?? '');
  });
  return links;
}

function fillIn(
  sheet: ExcelJS.Worksheet,
  people: readonly Person[],
  answerTo: (code: string, person: Person) => Given | null,
): void {
  const columns = headersOf(sheet);
  const byName = new Map(people.map((person) => [person.name, person]));
  sheet.eachRow((row, at) => {
    const person = byName.get(row.getCell(columns.get('خبره')!).text);
    if (at === 1 || !person) return;
    const given = answerTo(row.getCell(columns.get('کد گویه')!).text, person);
    row.getCell(columns.get('پاسخ')!).value = given?.label ?? 'نظری ندارم';
    if (given?.reason) row.getCell(columns.get('دلیل')!).value = given.reason;
  });
}

function headersOf(sheet: ExcelJS.Worksheet): ReadonlyMap<string, number> {
  const headers = new Map<string, number>();
  sheet.getRow(1).eachCell((cell, column) => headers.set(cell.text, column));
  return headers;
}
