import { expect, test } from 'vitest';
import { plain, type TextKey } from '../../src/texts/i18n.ts';
import { workbookOf } from '../workbook/workbook-of.ts';
import { type Exploration, exploreScreens } from './explore-screens.ts';
import { missing, together, whatExpertsSee } from './seen-screens.ts';
import { type Chatting, startOnBoth, type TwoMessengers } from './two-messengers.ts';
import { type Walk, walkOn } from './walk.ts';

const FACILITATOR = 501;
const TYPED = 'ΚΕΙΜΕΝΟ';
const POINTS = ['ΛΙΓΟ', 'ΜΕΤΡΙΑ', 'ΠΟΛΥ'];
const TOO_LONG = 'Α'.repeat(1001);
/** Above which a round comes in sittings. */
const ONE_GO = 40;

type Row = readonly (string | number | null)[];

function sheetsOf(study: {
  experts: number;
  panels: readonly string[];
  items: readonly Row[];
  rounds: readonly Row[];
}) {
  const { experts, panels, items, rounds } = study;
  return {
    مطالعه: [
      ['ویژگی', 'مقدار'],
      ['عنوان', 'ΜΕΛΕΤΗ'],
      ['پرسش', 'ΕΡΩΤΗΣΗ'],
      ['برگزارکننده', 'ΟΡΓΑΝΩΤΗΣ'],
      ['نقطهٔ خنثی', 1],
      ['حداقل دورها', 3],
      ['حداقل پاسخ برای بازخورد', 2],
    ],
    طیف: [['مقدار', 'برچسب'], ...POINTS.map((label, at) => [at + 1, label])],
    پانل‌ها: [['کد', 'نام'], ...panels.map((code) => [code, `ΟΜΑΔΑ ${code}`])],
    خبرگان: [
      ['کد', 'نام', 'نقش', 'پانل‌ها'],
      ...Array.from({ length: experts }, (_, at) => [`E${at}`, 'ΕΙΔΙΚΟΣ', '', panels.join('،')]),
    ],
    گویه‌ها: [['کد', 'عنوان', 'پانل‌ها', 'کمینه', 'بیشینه'], ...items],
    دورها: [['شماره', 'نوع', 'پانل‌ها'], ...rounds],
  };
}

interface Stage {
  readonly both: TwoMessengers;
  readonly walk: Walk;
  readonly people: readonly Chatting[];
  readonly found: Exploration;
  decides(command: string, label: 'openRound' | 'closeRound'): Promise<void>;
  explores(people: readonly Chatting[], says?: readonly string[], avoid?: RegExp): Promise<void>;
  /** @returns keys of texts that nobody saw */
  ends(expected: readonly TextKey[]): Promise<TextKey[]>;
}

/** A study all of whose experts have joined. */
async function onStage(experts: number, sheets: ReturnType<typeof sheetsOf>): Promise<Stage> {
  const both = await startOnBoth([{ messenger: 'telegram', userId: FACILITATOR }]);
  const walk = walkOn(both, TYPED);
  const shown = whatExpertsSee(both, FACILITATOR);
  const facilitator = both.person('telegram', FACILITATOR, 'F');
  const found: Exploration = { screens: [], popUps: [], faults: [], steps: 0, people: 0 };
  await walk.sends(facilitator, 'study.xlsx', await workbookOf(sheets));
  await walk.presses(facilitator, plain('label.createStudy'));
  const tokens = both.db.$client.prepare('SELECT token FROM experts ORDER BY id').pluck().all() as string[];
  const people = Array.from({ length: experts }, (_, at) => both.person('telegram', 1000 + at, 'E'));
  await together(people, async (person, at) => {
    await walk.says(person, `/start ${tokens[at]}`);
    await walk.presses(person, plain('label.accept'));
  });
  return {
    ...{ both, walk, people, found },
    async decides(command, label) {
      await walk.says(facilitator, command);
      await walk.presses(facilitator, plain(`label.${label}`));
    },
    explores: (some, says = [], avoid = /^$/) =>
      exploreScreens(both, some[Symbol.iterator](), found, { says, typed: TYPED, avoid }),
    async ends(expected) {
      expect(both.complaints).toEqual([]);
      await both.stop();
      return missing(
        expected,
        [...shown, ...found.popUps].map(({ text }) => text),
      );
    },
  };
}

/** `vitest --mode long`: three minutes with two cores. */
const LONG = process.env['MODE'] === 'long';

test.runIf(LONG)(
  'every screen of orders, proposals and numbers is reached, and answers every press',
  async () => {
    const experts = 805;
    const stage = await onStage(
      experts,
      sheetsOf({
        experts,
        panels: ['P1', 'P2', 'P3'],
        items: [
          ...[1, 2, 3].map((at) => [`R${at}`, 'ΥΠΗΡΕΣΙΑ', 'P1', null, null]),
          ...[1, 2].map((at) => [`N${at}`, 'ΑΡΙΘΜΟΣ', 'P3', 0, 100]),
        ],
        rounds: [
          [1, 'رتبه‌بندی', 'P1'],
          [1, 'بارش فکری', 'P2'],
          [1, 'عددی', 'P3'],
          [2, 'رتبه‌بندی', 'P1'],
          [2, 'عددی', 'P3'],
        ],
      }),
    );
    const { walk, people } = stage;
    const [seated, ordering, writing, counting, again] = [0, 5, 265, 415, 565].map((from, at, starts) =>
      people.slice(from, starts[at + 1] ?? experts),
    ) as [Chatting[], Chatting[], Chatting[], Chatting[], Chatting[]];
    const goesTo = async (person: Chatting, step: number) => {
      await walk.presses(person, plain('label.start'));
      for (let passed = 0; passed < step; passed += 1) await walk.presses(person, plain('label.next'));
    };

    await stage.decides('/open', 'openRound');
    await together([...seated, ...again], (person) => answersAll(walk, person));
    await stage.explores(ordering);
    await together(writing, (person) => goesTo(person, 1));
    await stage.explores(writing, [TYPED, TOO_LONG]);
    await together(counting, (person) => goesTo(person, 2));
    await stage.explores(counting, ['۵۰', '500', TYPED]);
    await stage.decides('/close', 'closeRound');
    await stage.decides('/open', 'openRound');
    await stage.explores(again);

    expect(stage.found.faults).toEqual([]);
    expect(stage.found.popUps.filter(({ isAlert }) => isAlert)).toEqual([]);
    expect(
      await stage.ends([
        ...(['expert.opening.ideasToo', 'expert.card.progressMixedLeft'] as const),
        ...([
          'expert.order.heading',
          'expert.order.first',
          'expert.order.next',
          'expert.order.isWhole',
        ] as const),
        ...(['expert.order.moving', 'expert.order.legend', 'expert.order.left'] as const),
        ...(['expert.ideas.howTo', 'expert.ideas.list', 'expert.ideas.howToEnd'] as const),
        ...(['expert.ideas.pressed.removed', 'refusal.idea.tooLong'] as const),
        ...(['expert.number.between', 'expert.number.feedback', 'refusal.number.outside'] as const),
      ]),
    ).toEqual([]);
  },
  600_000,
);

/** An order, a proposal and two numbers, handed in. */
async function answersAll(walk: Walk, person: Chatting): Promise<void> {
  await walk.presses(person, plain('label.start'));
  for (const number of ['۲', '۱']) await walk.presses(person, number);
  await walk.presses(person, plain('label.next'));
  await walk.says(person, `${TYPED} ${person.id}`);
  await walk.presses(person, plain('label.next'));
  for (const number of ['20', '۷۰']) await walk.says(person, number);
  await walk.presses(person, plain('label.submit'));
}

test('every screen of a round in sittings is reached, and answers every press', async () => {
  const experts = 81;
  const stage = await onStage(
    experts,
    sheetsOf({
      experts,
      panels: ['P1', 'P2'],
      items: Array.from({ length: ONE_GO + 2 }, (_, at) => [
        ...[`S${at}`, 'ΥΠΗΡΕΣΙΑ', at < 3 ? 'P1' : 'P2', null, null],
      ]),
      rounds: [[1, 'لیکرت', null]],
    }),
  );
  const { walk, people } = stage;
  await stage.decides('/open', 'openRound');
  const [whole, ...explorers] = people;
  await stage.explores(explorers);
  await walk.presses(whole!, plain('label.start'));
  await walk.presses(whole!, plain('expert.sitting.next', { number: 1 }));
  for (let item = 0; item < 3; item += 1) await walk.presses(whole!, POINTS[1]!);

  expect(stage.found.faults).toEqual([]);
  expect(
    await stage.ends([
      ...(['expert.sitting.howTo', 'expert.sitting.toDo', 'expert.sitting.begun'] as const),
      ...(['expert.sitting.done', 'expert.sitting.ended'] as const),
    ]),
  ).toEqual([]);
}, 600_000);
