import { expect, test } from 'vitest';
import { plain, type TextKey } from '../../src/texts/i18n.ts';
import { workbookOf } from '../workbook/workbook-of.ts';
import { type Exploration, exploreScreens } from './explore-screens.ts';
import { missing, patternOf, together, whatExpertsSee } from './seen-screens.ts';
import { type Chatting, startOnBoth, type TwoMessengers } from './two-messengers.ts';
import { type Walk, walkOn } from './walk.ts';

const FACILITATOR = 501;
const DAY = 24 * 3_600_000;
const TYPED = 'ΚΕΙΜΕΝΟ';
const COMMANDS = ['/start', '/continue', '/suggest', '/ask', '/history', '/privacy', '/leave', '/help'];
const SAYS = [...COMMANDS, TYPED, '/nonsense', '/start abcdefghijklmnopqrstuvwx'];
const POINTS = ['ΛΙΓΟ', 'ΜΕΤΡΙΑ', 'ΠΟΛΥ'];
/** One more than stand on a page of the overview. */
const ITEMS = 9;

/**
 * Experts by what they are for: those whose answers the others are shown, and explorers, each for one path. Of these
 * there are half as many again as are needed: each has to join, and to be brought where the explorers begin.
 */
const PARTS = {
  seated: 5,
  waiting: 25,
  newcomers: 40,
  midway: 6,
  reminded: 6,
  between: 16,
  returning: 80,
  ended: 18,
  nearlyDone: 1,
  leaving: 1,
  unused: 1,
};
const EXPERTS = Object.values(PARTS).reduce((sum, part) => sum + part);
/** Has joined by another account, has no account, and shares a number with another. */
const [JOINED, UNUSED] = [0, EXPERTS - 1];

const phoneOf = (at: number) => `98913${1_000_000 + at}`;

const SHEETS = {
  مطالعه: [
    ['ویژگی', 'مقدار'],
    ['عنوان', 'ΜΕΛΕΤΗ'],
    ['پرسش', 'ΕΡΩΤΗΣΗ'],
    ['راهنما', 'ΟΔΗΓΙΕΣ'],
    ['برگزارکننده', 'ΟΡΓΑΝΩΤΗΣ'],
    // Nothing leaves and no panel ends, whatever the explorers answer.
    ['نقطهٔ خنثی', 1],
    ['حداقل دورها', 3],
    ['حداقل پاسخ برای بازخورد', 2],
    ['مهلت دور (روز)', 7],
  ],
  طیف: [['مقدار', 'برچسب'], ...POINTS.map((label, at) => [at + 1, label])],
  پانل‌ها: [
    ['کد', 'نام'],
    ['P1', 'ΟΜΑΔΑ'],
  ],
  خبرگان: [
    ['کد', 'نام', 'نقش', 'پانل‌ها', 'موبایل'],
    ...Array.from({ length: EXPERTS }, (_, at) => [...[`E${at}`, 'ΕΙΔΙΚΟΣ', '', 'P1', phoneOf(at)]]),
  ],
  گویه‌ها: [
    ['کد', 'عنوان', 'تعریف', 'پانل‌ها'],
    ...Array.from({ length: ITEMS }, (_, at) => [
      ...[`S${at + 1}`, 'ΥΠΗΡΕΣΙΑ', at === 0 ? 'ΟΡΙΣΜΟΣ '.repeat(60).trim() : null, 'P1'],
    ]),
  ],
};

/** Where somebody is half way, the card has been explored already. */
const NEITHER_HISTORY_NOR_LEAVING = /^[^hl]/;

/** And what a reminder leads to. */
const NEITHER_BEGIN_NOR_PUT_OFF = /^(?!b:|nt:)/;

/** What a screen leads on to by: a button, a text that it asks for, or a command that it names. */
const A_COMMAND = /\/(?:start|continue|suggest|ask|history|privacy|leave|help)\b/;

/** What needs no way on: the consent follows at once, or there is nothing to be done any more. */
const AN_END = ['expert.join.found', 'expert.join.over'] as const satisfies readonly TextKey[];

/**
 * Every text that is a screen's own, by its key: what is not seen on the way fails the test. Those of other kinds of rounds
 * are in a test of their own; screens of several studies are variations of these, and pressed through by `walkWholeStudy`.
 */
const EXPECTED = [
  ...['expert.consent.invitation', 'expert.welcome.joined', 'expert.welcome.waiting', 'expert.join.howTo'],
  ...[
    'expert.join.found',
    'expert.join.notFound',
    'expert.join.notYourNumber',
    'expert.join.joinedElsewhere',
  ],
  ...['expert.join.over', 'refusal.link.unknown', 'refusal.unknownCommand', 'expert.unexpected.stranger'],
  ...['expert.opening.work', 'expert.opening.workWithFeedback', 'change.nothing', 'suggest.told.heading'],
  ...[
    'expert.card.progressLeft',
    'expert.card.feedback',
    'expert.card.chosen',
    'expert.card.noOpinionChosen',
  ],
  ...['expert.card.reason', 'expert.card.reasonBefore', 'expert.reason.ask', 'expert.reason.present'],
  ...[
    'expert.others.heading',
    'expert.others.below',
    'expert.overview.someOpen',
    'expert.overview.allAnswered',
  ],
  ...['expert.overview.warning', 'expert.overview.handedIn', 'expert.overview.openQuestion'],
  ...['expert.overview.asksReasons', 'expert.overview.howToChangeOnPage', 'expert.closed.withNextRound'],
  ...['reminder.notBegun.first', 'reminder.halfWay.first', 'reminder.lastPress.first', 'reminder.putOff'],
  ...['expert.moved', 'suggest.menu', 'suggest.ask.add', 'suggest.ask.remove', 'suggest.ask.comment'],
  ...['suggest.items.heading', 'suggest.received', 'suggest.cancelled', 'suggest.needsText'],
  ...[
    'ask.write',
    'ask.writeAgain',
    'ask.sent',
    'ask.sentFinished',
    'ask.cancelled',
    'ask.answer',
    'announce.message',
  ],
  ...['history.round', 'history.openRound', 'history.empty', 'privacy.heading'],
  ...['leave.screen', 'leave.openChoice', 'leave.confirm', 'leave.confirmWithdraw', 'leave.done'],
  ...['leave.doneWithdrawn', 'leave.cancelled', 'expert.help.heading', 'expert.unexpected.text'],
  ...['expert.unexpected.media', 'expert.unexpected.reasonNeedsText', 'expert.continue.between'],
  ...['expert.continue.left', 'expert.continue.finished', 'letter.finished'],
] as const satisfies readonly TextKey[];

test('every screen of an expert is reached, answers every press, and leads on', async () => {
  const both = await startOnBoth([{ messenger: 'telegram', userId: FACILITATOR }]);
  const walk = walkOn(both, TYPED);
  const shown = whatExpertsSee(both, FACILITATOR);
  const facilitator = both.person('telegram', FACILITATOR, 'F');
  const decides = async (command: string, label: 'openRound' | 'closeRound' | 'finishStudy') => {
    await walk.says(facilitator, command);
    await walk.presses(facilitator, plain(`label.${label}`));
  };
  const found: Exploration = { screens: [], popUps: [], faults: [], steps: 0, people: 0 };
  const explore = (people: Iterable<Chatting>, says: readonly string[] = SAYS, avoid = /^$/) =>
    exploreScreens(both, people[Symbol.iterator](), found, { says, typed: TYPED, avoid });
  await walk.sends(facilitator, 'study.xlsx', await workbookOf(SHEETS));
  await walk.presses(facilitator, plain('label.createStudy'));
  const tokens = both.db.$client.prepare('SELECT token FROM experts ORDER BY id').pluck().all() as string[];
  const everybody = tokens.map((_, at) => both.person('telegram', 1000 + at, 'E'));
  const { seated, waiting, newcomers, midway, reminded, between, returning, ended, nearlyDone, leaving } =
    parted(everybody);

  // Before joining, and between joining and the first round.
  await explore(Array.from({ length: 40 }, (_, at) => both.person('telegram', 5000 + at, 'S')));
  await together(everybody.slice(0, UNUSED), async (person, at) => {
    await walk.says(person, `/start ${tokens[at]}`);
    await walk.presses(person, plain('label.accept'));
  });
  await shareNumbers(both, walk);
  await explore(waiting);

  await decides('/open', 'openRound');
  await together(seated, (person, at) => answers(walk, person, { items: ITEMS, low: at >= 3 }));
  await together([...between, ...returning, ...ended], (person) => answers(walk, person, { items: 2 }));
  await writeReasons(walk, seated);
  await explore(newcomers);
  await together(midway, (person) => answerSome(walk, person));
  await explore(midway, ['/history', '/leave'], NEITHER_HISTORY_NOR_LEAVING);
  await answers(walk, nearlyDone[0]!, { items: ITEMS, handsIn: false });
  await leavesAndComesBack(walk, leaving[0]!);
  await walk.says(facilitator, '/extend 1d');
  both.pass(5 * DAY + 60_000);
  // Reminders of so many go out some at a tick.
  for (let ticks = 0; ticks < 10; ticks += 1) {
    await walk.settle();
    both.pass(5000);
  }
  await walk.settle();
  await explore(reminded, [], NEITHER_BEGIN_NOR_PUT_OFF);
  await tellAndAnswer(both, walk, facilitator);
  await decides('/close', 'closeRound');
  await walk.presses(ended[0]!, '۱');
  await explore(between, COMMANDS);
  await letReasonsThrough(walk, facilitator);

  await decides('/open', 'openRound');
  await explore(returning);
  await decides('/close', 'closeRound');
  await decides('/finish', 'finishStudy');
  await explore(ended, [...COMMANDS, TYPED]);
  await walk.says(both.person('telegram', 5999, 'S'), `/start ${tokens[UNUSED]}`);
  expect(both.complaints).toEqual([]);
  await both.stop();

  expect(found.faults).toEqual([]);
  expect(
    missing(
      EXPECTED,
      shown.map(({ text }) => text),
    ),
  ).toEqual([]);
  const deadEnds = shown.filter(
    ({ text, isOpen }) =>
      !isOpen && !A_COMMAND.test(text) && !AN_END.some((end) => patternOf(end).test(text)),
  );
  expect([...new Set(deadEnds.map(({ text }) => text))]).toEqual([]);
  expect(found.popUps.filter(({ isAlert }) => isAlert)).toEqual([]);
  expect(found.screens.length).toBeGreaterThan(EXPECTED.length);
});

type Parts = Record<keyof typeof PARTS, Chatting[]>;

function parted(everybody: readonly Chatting[]): Parts {
  let from = 0;
  const parts = Object.entries(PARTS).map(([name, length]) => {
    from += length;
    return [name, everybody.slice(from - length, from)];
  });
  return Object.fromEntries(parts) as Parts;
}

/** Answers the first items and hands in, pressing twice where some are open. */
async function answers(
  walk: Walk,
  person: Chatting,
  { items, low = false, handsIn = true }: { items: number; low?: boolean; handsIn?: boolean },
): Promise<void> {
  await walk.presses(person, plain('label.start'));
  for (let item = 0; item < items; item += 1) await walk.presses(person, low ? POINTS[0]! : POINTS[2]!);
  if (!handsIn) return;
  if (items < ITEMS) {
    await walk.presses(person, plain('expert.button.details'));
    await walk.presses(person, plain('expert.button.list'));
    await walk.presses(person, plain('label.submit'));
  }
  await walk.presses(person, plain('label.submit'));
}

async function leavesAndComesBack(walk: Walk, person: Chatting): Promise<void> {
  await answerSome(walk, person);
  await walk.presses(person, plain('label.previous'));
  await walk.says(person, '/leave');
  for (const kind of ['lw', 'lc']) await walk.pressesKind(person, kind);
  for (const text of ['/continue', TYPED]) await walk.says(person, text);
}

async function answerSome(walk: Walk, person: Chatting): Promise<void> {
  for (const label of [plain('label.start'), POINTS[2]!, plain('label.noOpinion')]) {
    await walk.presses(person, label);
  }
}

/** The last two of the seated say why they answered lower than the others. */
async function writeReasons(walk: Walk, seated: readonly Chatting[]): Promise<void> {
  for (const person of seated.slice(3)) {
    await walk.presses(person, '۱');
    await walk.presses(person, plain('label.writeReason'));
    await walk.says(person, TYPED);
  }
}

/** By one's own number, somebody else's, one that nobody has, and one whose expert has joined already. */
async function shareNumbers(both: TwoMessengers, walk: Walk): Promise<void> {
  const shares = async (id: number, phone: string, of?: number) => {
    both.person('telegram', id, 'S');
    both.servers.telegram.shareContact(id, phone, of);
    await walk.settle();
  };
  await shares(5900, phoneOf(UNUSED));
  await shares(5900, phoneOf(UNUSED), 5900);
  await shares(5901, '989990000000', 5901);
  await shares(5902, phoneOf(JOINED), 5902);
}

/** An announcement, and the answer to a question. */
async function tellAndAnswer(both: TwoMessengers, walk: Walk, facilitator: Chatting): Promise<void> {
  await walk.says(facilitator, '/announce');
  await walk.says(facilitator, TYPED);
  await walk.pressesKind(facilitator, 'f.announce');
  const question = facilitator.seen().find(({ keyboard }) => keyboard.flat().some(isAnswering))!;
  const button = question.keyboard.flat().find(isAnswering)!;
  await both.servers.telegram.pressData(FACILITATOR, question.id, button.callback_data!);
  await walk.settle();
  await walk.says(facilitator, TYPED);
}

function isAnswering({ callback_data: data }: { callback_data?: string }): boolean {
  return data?.startsWith('f.answer:') ?? false;
}

/** Rejects proposals until it comes to the reasons, and lets these through. */
async function letReasonsThrough(walk: Walk, facilitator: Chatting): Promise<void> {
  await walk.says(facilitator, '/suggestions');
  const newest = () => facilitator.seen().at(-1)!;
  while (
    !newest()
      .keyboard.flat()
      .some(({ callback_data: data }) => data?.startsWith('f.reason'))
  ) {
    await walk.presses(facilitator, plain('label.rejectProposal'));
    await walk.says(facilitator, '/suggestions');
  }
  await walk.pressesKind(facilitator, 'f.reasons');
}
