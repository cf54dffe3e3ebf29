import { unzipSync } from 'fflate';
import { isLabelled } from '../../src/texts/labelled.ts';
import { type Sheets, workbookOf } from '../workbook/workbook-of.ts';
import { type Chatting, startOnBoth, type TwoMessengers } from './two-messengers.ts';
import { settling } from './walk.ts';

const FACILITATOR = 501;

/** A study that is played as its people play it: by messages, presses and files. */
export interface PlayedStudy {
  readonly both: TwoMessengers;
  readonly facilitator: Chatting;
  /** In the workbook's order; all have joined. */
  readonly experts: readonly Chatting[];
  /** Presses the newest button of a label; resolves with the answer to the press. */
  press(person: Chatting, label: string): ReturnType<Chatting['press']>;
  /** Says something, and resolves with what stands last in the chat then. */
  says(person: Chatting, text: string): Promise<string>;
  open(): Promise<void>;
  /** Resolves with the summary, whole. @param label of the button that closes the round */
  close(label?: string): Promise<string>;
  /** Of the archive that `/export` sends. */
  files(): Promise<Readonly<Record<string, Uint8Array>>>;
}

/** Creates a study from its sheets, and lets every expert join: the second one on Bale, all others on Telegram. */
export async function playStudy(sheets: Sheets): Promise<PlayedStudy> {
  const both = await startOnBoth([{ messenger: 'telegram', userId: FACILITATOR }]);
  const settle = settling(both);
  const press = async (person: Chatting, label: string) => {
    const bears = ({ keyboard }: { keyboard: readonly (readonly { text: string }[])[] }) =>
      keyboard.flat().find(({ text }) => isLabelled(text, label));
    const message = person.seen().findLast(bears);
    if (!message) throw new Error(`nothing bears «${label}» after ${person.seen().at(-1)?.text}`);
    const answer = await person.press(message, bears(message)!.text);
    await settle();
    return answer;
  };
  const says = async (person: Chatting, text: string) => {
    both.servers[person.messenger].send(person.id, text);
    await settle();
    return person.seen().at(-1)!.text;
  };
  const facilitator = both.person('telegram', FACILITATOR, 'F');
  both.servers.telegram.sendDocument(FACILITATOR, 'study.xlsx', await workbookOf(sheets));
  await settle();
  await press(facilitator, 'ایجاد مطالعه');
  const tokens = both.db.$client.prepare('SELECT token FROM experts ORDER BY id').pluck().all();
  const experts = tokens.map((_, at) => both.person(at === 1 ? 'bale' : 'telegram', 601 + at, 'E'));
  for (const [at, expert] of experts.entries()) {
    await says(expert, `/start ${tokens[at]}`);
    await press(expert, 'می‌پذیرم و عضو می‌شوم');
  }
  return {
    ...{ both, facilitator, experts, press, says },
    async open() {
      await says(facilitator, '/open');
      await press(facilitator, 'شروع دور');
    },
    async close(label = 'بستن دور') {
      const before = facilitator.seen().length;
      await says(facilitator, '/close');
      await press(facilitator, label);
      await facilitator.reads(/خلاصهٔ دور/);
      await settle();
      const told = facilitator.seen().slice(before);
      const from = told.findIndex(({ text }) => text.includes('خلاصهٔ دور'));
      return told
        .slice(from)
        .map(({ text }) => text)
        .join('\n');
    },
    async files() {
      await says(facilitator, '/export');
      return unzipSync(facilitator.fileOf(facilitator.seen().findLast(({ document }) => document)!));
    },
  };
}
