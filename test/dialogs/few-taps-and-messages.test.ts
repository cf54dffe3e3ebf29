import { afterEach, expect, test } from 'vitest';
import { plain } from '../../src/texts/i18n.ts';
import { VALID, workbookOf } from '../workbook/workbook-of.ts';
import { type Chatting, startOnBoth, type TwoMessengers } from './two-messengers.ts';
import { settling } from './walk.ts';

const FACILITATOR = 501;
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const ITEMS = 21;
/** In Telegram's terms; an edit, a pop-up and a button taken off are none. */
const NEW_MESSAGE = /^(?:send(?!ChatAction)|copy|forward)/;

const SHEETS = {
  ...VALID,
  مطالعه: [...VALID['مطالعه']!, ['حداقل دورها', 3], ['حداقل پاسخ برای بازخورد', 2], ['مهلت دور (روز)', 7]],
  پانل‌ها: VALID['پانل‌ها']!.slice(0, 2),
  خبرگان: [
    ['کد', 'نام', 'نقش', 'پانل‌ها', 'موبایل'],
    ...['مریم', 'کاوه', 'سارا'].map((name, at) => [`E${at}`, name, '', 'P1', null]),
  ],
  گویه‌ها: [
    ['کد', 'عنوان', 'پانل‌ها'],
    ...Array.from({ length: ITEMS }, (_, at) => [`S${at + 1}`, `گویهٔ آزمون ${at + 1}`, 'P1']),
  ],
};

let both: TwoMessengers;
afterEach(async () => {
  expect(both.complaints).toEqual([]);
  await both.stop();
});

interface Played {
  readonly experts: readonly Chatting[];
  readonly facilitator: Chatting;
  settle(): Promise<void>;
  /** One tap, on the newest message that has the button; told from what a person would see. */
  tap(expert: Chatting, label: string): Promise<void>;
  says(person: Chatting, text: string): Promise<void>;
  openRound(): Promise<void>;
  closeRound(): Promise<void>;
}

async function play(): Promise<Played> {
  both = await startOnBoth([{ messenger: 'telegram', userId: FACILITATOR }]);
  const settle = settling(both);
  const facilitator = both.person('telegram', FACILITATOR, 'F');
  const tap = async (person: Chatting, label: string) => {
    const message = person
      .seen()
      .findLast(({ keyboard }) => keyboard.flat().some(({ text }) => text.endsWith(label)));
    expect(message, `«${label}» after ${person.seen().at(-1)?.text}`).toBeDefined();
    const answer = await person.press(message!, label);
    expect(answer).toMatchObject({ answered: true, showAlert: false });
    await settle();
  };
  const says = async (person: Chatting, text: string) => {
    both.servers[person.messenger].send(person.id, text);
    await settle();
  };
  both.servers.telegram.sendDocument(FACILITATOR, 'study.xlsx', await workbookOf(SHEETS));
  await settle();
  await tap(facilitator, plain('label.createStudy'));
  const tokens = both.db.$client.prepare('SELECT token FROM experts ORDER BY id').pluck().all();
  const experts = tokens.map((_, at) => both.person(at === 1 ? 'bale' : 'telegram', 601 + at, 'E'));
  for (const [at, expert] of experts.entries()) {
    await says(expert, `/start ${tokens[at]}`);
    await tap(expert, plain('label.accept'));
  }
  return {
    ...{ experts, facilitator, settle, tap, says },
    async openRound() {
      await says(facilitator, '/open');
      await tap(facilitator, plain('label.openRound'));
    },
    async closeRound() {
      await says(facilitator, '/close');
      await tap(facilitator, plain('label.closeRound'));
    },
  };
}

const standing = () =>
  both.db.$client
    .prepare(
      `SELECT r.number, q.handed_in_at IS NOT NULL AS handedIn, a.how, count(*) AS answers FROM questionnaires q
       JOIN rounds r ON r.id = q.round_id JOIN answers a ON a.questionnaire_id = q.id
       JOIN experts e ON e.id = q.expert_id WHERE e.name = 'مریم' GROUP BY r.number, a.how ORDER BY r.number`,
    )
    .all();

test('21 items take 23 taps in the first round, and three where everything is kept in the second', async () => {
  const { experts, tap, openRound, closeRound } = await play();
  await openRound();
  for (const expert of experts) {
    let taps = 0;
    const once = async (label: string) => {
      taps += 1;
      await tap(expert, label);
    };
    await once(plain('label.start'));
    for (let item = 0; item < ITEMS; item += 1) await once('زیاد');
    await once(plain('label.submit'));
    expect(taps).toBe(ITEMS + 2);
    expect(expert.seen().at(-1)!.text).toContain('ثبت نهایی شد');
  }
  await closeRound();
  await openRound();
  for (const expert of experts) {
    await tap(expert, plain('label.start'));
    await tap(expert, plain('label.keepAllPrevious'));
    await tap(expert, plain('label.submit'));
    expect(expert.seen().at(-1)!.text).toContain('ثبت نهایی شد');
  }
  expect(standing()).toEqual([
    { number: 1, handedIn: 1, how: 'chosen', answers: ITEMS },
    { number: 2, handedIn: 1, how: 'kept_in_bulk', answers: ITEMS },
  ]);
}, 120_000);

test('an expert gets at most six new messages a round, with reminders and a moved deadline', async () => {
  const { experts, facilitator, settle, tap, says, openRound } = await play();
  const [prompt, onBale, hesitant] = experts as [Chatting, Chatting, Chatting];
  const sent = ({ messenger, id }: Chatting) =>
    both.servers[messenger].history.filter(
      ({ method, personId, ok }) => ok && personId === id && NEW_MESSAGE.test(method),
    ).length;
  const before = new Map(experts.map((expert) => [expert, sent(expert)]));
  const inRound = (expert: Chatting) => sent(expert) - before.get(expert)!;

  await openRound();
  await tap(prompt, plain('label.start'));
  for (let item = 0; item < ITEMS; item += 1) await tap(prompt, 'زیاد');
  await tap(prompt, plain('label.submit'));
  expect(inRound(prompt)).toBe(1);

  // Half a round on Bale, and nothing at all: each reminder comes, and the deadline moves.
  await tap(onBale, plain('label.start'));
  for (let item = 0; item < 10; item += 1) await tap(onBale, 'زیاد');
  await says(facilitator, '/extend 1d');
  for (let hour = 0; hour < 8 * 24 - 1; hour += 1) {
    both.pass(HOUR);
    if (hour % 12 === 0) await settle();
  }
  await settle();
  const reminded = both.db.$client
    .prepare("SELECT count(*) FROM outbox WHERE kind = 'reminder' AND state = 'sent'")
    .pluck()
    .get();
  expect(reminded).toBe(2 * 3);
  expect(inRound(hesitant)).toBe(5);
  await tap(hesitant, plain('label.start'));
  for (let item = 0; item < ITEMS; item += 1) await tap(hesitant, 'زیاد');
  await tap(hesitant, plain('label.submit'));
  for (const expert of experts) expect(inRound(expert)).toBeLessThanOrEqual(6);
  // An hour is left; closing tells nobody, and what comes of it comes with the next round.
  both.pass(DAY);
  await settle();
  for (const expert of experts) expect(inRound(expert)).toBeLessThanOrEqual(6);
}, 120_000);
