import { strFromU8, unzipSync } from 'fflate';
import { afterEach, expect, test } from 'vitest';
import { completeRaters, type RatingTable } from '../../src/statistics/complete-raters.ts';
import { concordanceChange } from '../../src/statistics/concordance-change.ts';
import { kendallW } from '../../src/statistics/kendall-w.ts';
import { readCsv } from '../features/exporting/read-csv.ts';
import { type AnswerTo, type ProcessPlay, playProcessStudy, read } from './process-play.ts';
import {
  MODEL_CASE,
  type Person,
  type Process,
  type ProcessStudySize,
  panelsOf,
  peopleOf,
  processesOf,
  processSheets,
  ROLES,
  ratingOf,
  SMALL_CASE,
  scaleLabel,
} from './process-study.ts';
import { startOnBoth, type TwoMessengers } from './two-messengers.ts';

/** All events of a study at its full size take minutes; the same ones happen in a small one. */
const SIZE: ProcessStudySize = process.env['MODE'] === 'long' ? MODEL_CASE : SMALL_CASE;
const FACILITATOR = 501;

let both: TwoMessengers;
afterEach(async () => {
  expect(both.complaints).toEqual([]);
  await both.stop();
});

/** By round and person, what was pressed or typed of each item; null: no opinion. */
const said = new Map<number, Map<string, { person: Person; ratings: Map<string, number | null> }>>();

/** Rates as the study has it, and keeps what was said. @param passes what somebody has no opinion on */
function judging(round: number, passes: (item: Process, person: Person) => boolean = () => false): AnswerTo {
  const ofRound = said.get(round) ?? new Map();
  said.set(round, ofRound);
  return (item, person) => {
    const rating = passes(item, person) ? null : ratingOf(item, person, round);
    const own = ofRound.get(person.code) ?? { person, ratings: new Map() };
    ofRound.set(person.code, own);
    own.ratings.set(item.code, rating);
    return rating === null ? null : { label: scaleLabel(rating) };
  };
}

const screening: AnswerTo = ({ isLawful }) =>
  isLawful ? { label: 'بله' } : { label: 'خیر', reason: 'قانون آن را بر عهدهٔ شهرداری گذاشته است' };

const seatsOn = (people: readonly Person[], panels: readonly string[]) =>
  people.filter(({ panels: seats }) => seats.some((panel) => panels.includes(panel)));

/** What those who sit on a panel said of its items in a round. */
function tableOf(round: number, panel: string, items: readonly Process[]): RatingTable<string, string> {
  const own = [...said.get(round)!].filter(([, { person }]) => person.panels.includes(panel));
  const given = (ratings: Map<string, number | null>) =>
    [...ratings].flatMap(([code, rating]) => (rating === null ? [] : [[code, rating] as const]));
  return {
    items: items.map(({ code }) => code),
    ratings: new Map(own.map(([code, { ratings }]) => [code, new Map(given(ratings))])),
  };
}

const wOf = (table: RatingTable<string, string>) => kendallW(completeRaters(table).ratings);

interface Results {
  readonly study: { readonly rounds: number };
  readonly panels: readonly {
    readonly code: string;
    readonly status: string;
    readonly rounds: readonly PanelRound[];
  }[];
  readonly final: readonly { readonly code: string; readonly decided: string }[];
  readonly funnel: readonly { readonly step: string; readonly entered: number; readonly left: number }[];
}

interface PanelRound {
  readonly number: number;
  readonly invited: number;
  readonly answered: number;
  readonly submitted: number;
  readonly raters: number;
  readonly kendall: { readonly w: number; readonly change: number; readonly change_common: number } | null;
  readonly items: readonly { readonly code: string; readonly n: number; readonly mean: number }[];
}

test('all processes come down to an agreed list: in sittings, on paper, with people who come late, change and leave', async () => {
  both = await startOnBoth([{ messenger: 'telegram', userId: FACILITATOR }]);
  const facilitator = both.person('telegram', FACILITATOR, 'سارا');
  const all = processesOf(SIZE);
  const lawful = all.filter(({ isLawful }) => isLawful);
  const standing = all.filter(({ standsIn }) => standsIn !== null);
  const asked = SIZE.departments.reduce((sum, department) => sum + department.asked, 0);
  const departments = panelsOf(SIZE);
  const panels = departments.map(({ panel }) => panel!);
  const going = panels.filter((panel) => standing.some(({ standsIn }) => standsIn === panel));
  const fallen = panels.at(-1)!;
  const play: ProcessPlay = playProcessStudy(both, facilitator, all);

  const planned = peopleOf(SIZE);
  const called = (code: string) => planned.find((person) => person.code === code)!;
  const [late, later] = [called(`P1-${SIZE.own}`), called(`P2-${SIZE.own}`)];
  const first = planned.filter((person) => person !== late && person !== later);
  const lawyers = first.filter(({ role }) => role === ROLES.lawyer);
  const judges = first.filter(({ role }) => role !== ROLES.lawyer);
  const onPaper = new Set(
    first
      .filter(({ code }) => ['L1', 'L2'].includes(code) || /^P\d-[12]$/.test(code))
      .map(({ code }) => code),
  );
  const online = (people: readonly Person[]) => people.filter(({ code }) => !onPaper.has(code));
  const typed = (people: readonly Person[]) => people.filter(({ code }) => onPaper.has(code));
  const answerRound = async (people: readonly Person[], answerTo: AnswerTo) => {
    const preview = await play.answersOnPaper(typed(people), answerTo);
    expect(preview.match(/فرم کامل است/g)).toHaveLength(typed(people).length);
    return Promise.all(online(people).map((person) => play.answers(person, answerTo)));
  };

  // What the law lets through on the last panel has no panel yet.
  const unplaced = lawful.filter(({ panels: own }) => own[0] === fallen).map(({ code }) => code);
  await play.sends(processSheets(SIZE, first, new Set(unplaced)), 'ایجاد مطالعه', 'مطالعه ساخته شد');
  await play.joins(online(first));

  await play.opens('۱');
  const sittings = (await answerRound(lawyers, screening)).flat();
  expect(Math.max(...sittings)).toBeLessThanOrEqual(40);
  expect(sittings.reduce((sum, one) => sum + one)).toBe(asked * online(lawyers).length);
  await play.closes('۱');

  const stranded = read(await play.says('/open', 'پیش‌نمایش دور ۲'));
  for (const code of unplaced)
    expect(stranded).toMatch(new RegExp(`هیچ پانلی آن را نمی‌سنجد: .*${code}(,|،|\\s)`));
  await play.sends(
    processSheets(SIZE, first, new Set()),
    'اعمال تغییرات',
    'تغییرات اعمال شد',
    'غربال تمام شد',
  );
  const second = await play.opens('۲');
  expect(second).not.toContain('هیچ پانلی آن را نمی‌سنجد');
  expect(second.match(/کمبود: ۱ خبره/g)).toHaveLength(2);
  const oldForm = facilitator.fileOf(await play.says('/form', 'فرم کاغذی دور'));
  await answerRound(judges, judging(2));
  await play.sends(processSheets(SIZE, planned, new Set()), 'اعمال تغییرات', 'تغییرات اعمال شد');
  await play.joins([late, later]);
  await play.letsIn(late, departments[0]!.name);
  await play.answers(late, judging(2));
  await play.closes('۲');
  expect(play.chatOf(later).seen().map(read).join()).not.toContain('دور ۲');

  // One is replaced, and one whose panel is empty now moves to another.
  const replaced = called('P3-3');
  const replacement = { ...replaced, code: 'P3-9', name: 'خبره P3-9' };
  const moved = { ...called(`${fallen}-3`), panels: ['P1'] };
  const third = planned.map((person) =>
    person === replaced ? replacement : person.code === moved.code ? moved : person,
  );
  const changes = await play.sends(
    processSheets(SIZE, third, new Set()),
    'اعمال تغییرات',
    'تغییرات اعمال شد',
  );
  expect(changes).toContain(`خبرهٔ «${moved.name}»: پانل‌ها از «${fallen}» به «P1»`);
  expect(changes).toContain(`۱ خبره برداشته می‌شود: ${replaced.name}`);
  await play.joins([replacement]);
  await play.opens('۳');
  const refused = await facilitator.sendFile('form.xlsx', new Uint8Array(oldForm));
  expect(read(refused)).toContain('این فرم از دور ۲ است که دیگر باز نیست');
  for (const person of [moved, replacement, later])
    expect(read(await play.chatOf(person).reads('دور ۳ باز شد'))).not.toContain('پاسخ خودتان');
  const judgesOf = (people: readonly Person[]) => seatsOn(people, going);
  const isShared = (item: Process, { code }: Person) =>
    code === 'C1' && item.standsIn !== null && item.panels.length > 1;
  await answerRound(judgesOf(third), judging(3, isShared));
  const leaver = called('P2-3');
  await play.leaves(leaver, ['کناره‌گیری و پاک کردن', 'بله']);
  said.get(3)!.delete(leaver.code);
  await play.closes('۳');

  const fourth = third.filter((person) => person !== leaver);
  await play.opens('۴');
  await answerRound(judgesOf(fourth), judging(4));
  await play.closes('۴');

  const funnel = read(await play.says('/funnel', 'گام‌به‌گام'));
  const persian = (number: number) => number.toLocaleString('fa', { useGrouping: false });
  expect(funnel).toContain(`${persian(SIZE.items)} گویه بود و ${persian(SIZE.items - asked)} گویه کنار رفت`);
  expect(funnel).toContain(`اکنون ${persian(standing.length)} گویه مانده است`);
  await both.servers.telegram.until(() =>
    facilitator.seen().some(({ document }) => document?.name.endsWith('.png')),
  );

  const files = unzipSync(new Uint8Array(facilitator.fileOf(await play.says('/export', 'results.json'))));
  const results = JSON.parse(strFromU8(files['results.json']!)) as Results;
  expect(results.funnel).toEqual([
    { step: 'audience', entered: SIZE.items, left: SIZE.items - asked },
    { step: 'round 1', entered: asked, left: asked - lawful.length },
    { step: 'round 2', entered: lawful.length, left: lawful.length - standing.length },
    ...[3, 4].map((round) => ({ step: `round ${round}`, entered: standing.length, left: 0 })),
  ]);
  expect(results.final).toHaveLength(asked);
  const decided = (how: string) => results.final.filter((item) => item.decided === how).length;
  // One stays on a panel and was dropped by another.
  expect([decided('kept'), decided('open')]).toEqual([standing.length - 1, 1]);
  expect(decided('dropped')).toBe(asked - standing.length);
  const dropped = results.panels.filter(({ status }) => status === 'dropped').map(({ code }) => code);
  expect(dropped).toEqual(panels.filter((panel) => !going.includes(panel)));

  const invited = { 2: [...first, late], 3: third, 4: fourth } as Record<number, readonly Person[]>;
  const itemsOf = (round: number, panel: string) =>
    round === 2
      ? lawful.filter((item) => item.panels.includes(panel))
      : standing.filter(({ standsIn }) => standsIn === panel);
  let rows = 0;
  for (const { code, rounds } of results.panels.filter((panel) => panel.code !== 'L')) {
    expect(rounds.map(({ number }) => number)).toEqual(going.includes(code) ? [2, 3, 4] : [2]);
    for (const round of rounds) {
      const { number, kendall } = round;
      const table = tableOf(number, code, itemsOf(number, code));
      const was = number === 2 ? null : tableOf(number - 1, code, itemsOf(number - 1, code));
      const change = was && concordanceChange({ w: wOf(was), table: was }, { w: wOf(table), table });
      expect([code, number, round.invited, round.answered, round.submitted, round.raters]).toEqual([
        ...[code, number, seatsOn(invited[number]!, [code]).length, table.ratings.size, table.ratings.size],
        completeRaters(table).raters.length,
      ]);
      expect(kendall!.w).toBeCloseTo(wOf(table)!, 11);
      expect([kendall!.change, kendall!.change_common]).toEqual([
        change ? expect.closeTo(change.change!, 11) : null,
        change ? expect.closeTo(change.changeCommon!, 11) : null,
      ]);
      for (const item of round.items) {
        const given = [...table.ratings.values()].flatMap((own) => own.get(item.code) ?? []);
        rows += given.length;
        expect(item.n).toBe(given.length);
        expect(item.mean).toBeCloseTo(given.reduce((sum, one) => sum + one) / given.length, 11);
      }
    }
  }
  const [, ...answers] = readCsv(strFromU8(files['answers.csv']!));
  const ofJudges = answers.filter(([, panel]) => panel !== 'L');
  expect(ofJudges).toHaveLength(rows);
  expect(answers).toHaveLength(rows + asked * lawyers.length);
  // Two persons of each panel on paper, each under one code that no answer from the messenger bears.
  const codes = (origin: string) =>
    new Set(
      answers
        .filter((row) => (row.at(-1) === 'paper') === (origin === 'paper'))
        .map(([, , expert]) => expert),
    );
  expect(codes('paper').size).toBe(onPaper.size);
  expect([...codes('paper')].filter((code) => codes('messenger').has(code))).toEqual([]);
}, 900_000);
