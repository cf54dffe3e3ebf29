import { plain } from '../../src/texts/i18n.ts';
import { spokenDigits } from '../../src/texts/numerals.ts';
import type { PhoneCamera } from './phone-camera.ts';
import { judgesWorkbook, largeWorkbook, longOrdersWorkbook, threeKindsWorkbook } from './pictured-kinds.ts';
import { CHOICES, EXPERTS } from './pictured-study.ts';
import type { RehearsalHere } from './rehearsal-here.ts';

/* Rounds of every kind as one of their experts lives through them, and the facilitator's work between them. */

const MINUTE = 60_000;
const HERO = 0;
const OTHERS = EXPERTS.map((_, at) => at).slice(1);
const number = (value: number) => spokenDigits(String(value));

/** A study is made from a workbook, and all its experts join. */
async function begin(here: RehearsalHere, workbook: Uint8Array): Promise<void> {
  const facilitator = here.facilitatorId;
  await here.sends(facilitator, 'study.xlsx', workbook);
  await here.presses(facilitator, plain('label.createStudy'));
  await here.says(facilitator, '/invite');
  for (const [at] of EXPERTS.entries()) {
    await here.says(here.expertId(at), `/start ${here.tokenOf(at)}`);
    await here.presses(here.expertId(at), plain('label.accept'));
  }
}

async function open(here: RehearsalHere): Promise<void> {
  await here.says(here.facilitatorId, '/open 7d');
  await here.presses(here.facilitatorId, plain('label.openRound'));
}

async function close(here: RehearsalHere): Promise<void> {
  await here.says(here.facilitatorId, '/close');
  await here.presses(here.facilitatorId, plain('label.closeRound'));
}

/** Presses buttons of an expert's card, one after another. */
async function pressAll(here: RehearsalHere, at: number, labels: readonly string[]): Promise<void> {
  for (const label of labels) await here.presses(here.expertId(at), label);
}

/** Puts items in an order, each by its number; the last one is placed by itself. */
const order = (...numbers: number[]) => numbers.map(number);

const start = plain('label.start');
const submit = plain('label.submit');
const next = plain('label.next');

export async function picturesOfThreeKinds(here: RehearsalHere, camera: PhoneCamera): Promise<void> {
  await begin(here, await threeKindsWorkbook());
  await here.pass(MINUTE);
  const hero = here.expertId(HERO);
  const take = (...[name, caption, shot]: [string, string, { messages?: number; press?: string }?]) =>
    camera.take(hero, name, caption, shot);
  await orientation();
  await firstRound();
  await curation(here, camera);
  await take('proposals-told', 'What became of the expert’s proposals, before the next round.');
  await take('objection-asked', '«منظورم این نبود»: what was meant, in one message.', {
    press: plain('suggest.told.button.object', { number: 1 }),
  });
  await here.presses(hero, plain('label.cancel'));
  await open(here);
  await take('kinds-opening-2', 'The next round: three panels again, and what was said of the ideas.');
  await pressAll(here, HERO, [start, ...Array<string>(4).fill(plain('label.keepPrevious'))]);
  await take(
    'order-feedback',
    'An order with feedback: the panel’s mean place and the expert’s own, for each item.',
  );
  await here.presses(hero, plain('label.keepPrevious'));
  await take('idea-as-item', 'An idea that has become an item is screened: «بله» means that it stays.');

  async function orientation(): Promise<void> {
    await here.says(here.facilitatorId, '/briefing');
    await here.says(
      here.facilitatorId,
      'پیش از دور نخست: جمع‌سپاری یعنی سپردن کار به خود مردم محله، با نظارت شهرداری. دربارهٔ هر خدمت به تجربهٔ خودتان تکیه کنید.',
    );
    await here.presses(here.facilitatorId, plain('label.send'));
    await take('orientation', 'The orientation, confirmed by one tap.');
    await take('orientation-read', 'It holds nobody up; who has read it says so.', {
      press: plain('label.read'),
    });
  }

  async function firstRound(): Promise<void> {
    await open(here);
    await take('kinds-opening', 'A round of three kinds: what each panel is asked, and how long it takes.');
    await here.presses(hero, start);
    await take('kinds-likert', 'First the items that are rated; the panel stands above.');
    await pressAll(here, HERO, [CHOICES[3]!, CHOICES[4]!, CHOICES[1]!, CHOICES[2]!]);
    await take('order-5', 'Five items to put in order: whole titles in the text, numbers on the buttons.');
    await pressAll(here, HERO, order(3, 1));
    await take('order-5-half', 'Half way: the placed ones first, in their order.');
    await pressAll(here, HERO, order(5, 2));
    await take('order-5-whole', 'The last one left is placed by itself; the order is whole.');
    await take('order-5-moving', 'A place pressed: its item can be moved.', { press: number(4) });
    await here.presses(hero, plain('label.higher'));
    await here.presses(hero, next);
    await take('ideas', 'Proposals: the question, and each message is one.');
    await here.says(hero, 'ایستگاه تعمیر دوچرخه به دست جوانان محله');
    await here.pass(MINUTE);
    await here.says(hero, 'کاشت و آبیاری درختان جلوی هر خانه');
    await here.says(hero, 'خیلی بلند '.repeat(120));
    await take('idea-too-long', 'Over 1,000 characters: the bot says so, and nothing is lost.');
    await here.pass(MINUTE);
    await here.says(hero, 'برپایی بازارچهٔ آخر هفته و نظارت بر بهداشت آن به دست کسبه');
    await take(
      'ideas-list',
      'The list below what was written, each proposal with a button that removes it.',
      {
        messages: 2,
      },
    );
    await take('idea-removed', 'One removed; «برگرداندن» brings it back.', { press: number(2) });
    await here.presses(hero, next);
    await take('kinds-overview', 'The overview: items, the order and the proposals, one line each.');
    await take('kinds-handed-in', 'Handed in; the list can be taken up again until the round closes.', {
      press: submit,
    });
    for (const at of OTHERS) await answerThreeKinds(here, at);
    await here.pass(MINUTE);
    await close(here);
    await here.pass(MINUTE);
  }
}

async function answerThreeKinds(here: RehearsalHere, at: number): Promise<void> {
  const expert = here.expertId(at);
  const ratings = [3, 4, 1, 2].map((point, item) => CHOICES[(point + ((at + item) % 3 === 0 ? 1 : 0)) % 5]!);
  const orders = [order(3, 1, 5, 2), order(1, 3, 2, 5), order(3, 5, 1, 4)];
  await pressAll(here, at, [start, ...ratings, ...orders[at % 3]!, next]);
  const ideas = [
    'ایستگاه تعمیر دوچرخه در هر محله',
    'کتابخانهٔ کوچک در بوستان',
    'آموزش کمک‌های نخستین به خانواده‌ها و تشکیل گروه امداد محله',
  ];
  await here.says(expert, ideas[at % 3]!);
  await here.presses(expert, submit);
}

/** What the facilitator makes of the ideas: the near ones side by side, merged, reworded, split. */
async function curation(here: RehearsalHere, camera: PhoneCamera): Promise<void> {
  const facilitator = here.facilitatorId;
  const take = (...[name, caption, shot]: [string, string, { messages?: number; press?: string }?]) =>
    camera.take(facilitator, name, caption, shot);
  await here.says(facilitator, '/suggestions');
  const waiting = () => here.messenger.chat(facilitator).at(-1)!;
  const isOn = (words: string) => waiting().text.includes(words);
  const isWaiting = () =>
    waiting()
      .keyboard.flat()
      .some(({ text }) => text === plain('label.acceptProposal'));
  while (isWaiting()) {
    if (isOn('کمک‌های نخستین') && !camera.has('split-asked')) {
      await take('curation', 'One idea at a time, with what is like it beside it.');
      await here.presses(facilitator, plain('suggest.review.button.split'));
      await take('split-asked', 'Splitting: one title on each line, in one message.');
      await here.says(facilitator, 'آموزش کمک‌های نخستین به خانواده‌ها\nتشکیل گروه امداد محله');
      await take('split-shown', 'What it would become, before it is accepted.', { messages: 2 });
    } else if (isOn('نزدیک به این پیشنهاد') && isOn('دوچرخه') && !camera.has('merge-shown')) {
      await take('curation-alike', 'An idea that is like another: both are shown side by side.');
      await here.presses(facilitator, plain('label.mergeProposal'));
      await take('merge-asked', 'Merging: with which one, the most similar first.');
      await here.presses(facilitator, waiting().keyboard[0]![0]!.text);
      await take('merge-shown', 'Both texts are kept; either may be the title, or another.');
    } else if (isOn('بازارچه') && !camera.has('reword-asked')) {
      await here.presses(facilitator, plain('label.rewordProposal'));
      await take('reword-asked', 'Rewording: the title of the item.');
      await here.says(facilitator, 'برپایی و ادارهٔ بازارچهٔ آخر هفته');
    } else if (isOn('نزدیک به این پیشنهاد')) {
      await here.presses(facilitator, plain('label.mergeProposal'));
      await here.presses(facilitator, waiting().keyboard[0]![0]!.text);
    }
    await here.presses(facilitator, plain('label.acceptProposal'));
  }
  await take('curated', 'Nothing waits any more: proposers are told.');
  await here.says(facilitator, '/item S1');
  await take('item', 'Everything about one item.', { messages: 2 });
  await here.says(facilitator, '/funnel');
  await take('funnel', 'How many items came to each step and left at it.', { messages: 3 });
  await here.says(facilitator, '/protocol');
  await take('protocol', 'The rules in plain words.', { messages: 2 });
  await here.pass(2 * MINUTE);
}

export async function picturesOfLongOrders(here: RehearsalHere, camera: PhoneCamera): Promise<void> {
  const hero = here.expertId.bind(here);
  await begin(here, await longOrdersWorkbook());
  await open(here);
  await here.presses(hero(HERO), start);
  for (const items of [12, 20]) {
    const take = (state: string, caption: string) =>
      camera.take(hero(HERO), `order-${items}${state}`, caption);
    await take('', `${items === 12 ? 'Twelve' : 'Twenty'} items at the start.`);
    const half = Array.from({ length: items / 2 }, (_, at) => at * 2 + 1);
    await pressAll(here, HERO, order(...half));
    await take('-half', 'Half way.');
    const rest = Array.from({ length: items / 2 - 1 }, (_, at) => items - at * 2);
    await pressAll(here, HERO, order(...rest));
    await take('-whole', 'Whole.');
    await here.presses(hero(HERO), number(7));
    await take('-moving', 'Moving the seventh.');
    await here.presses(hero(HERO), next);
  }
}

export async function picturesOfJudges(here: RehearsalHere, camera: PhoneCamera): Promise<void> {
  await begin(here, await judgesWorkbook());
  const hero = here.expertId(HERO);
  const take = (...[name, caption, shot]: [string, string, { messages?: number; press?: string }?]) =>
    camera.take(hero, name, caption, shot);
  const judge = async (words: readonly string[]) => {
    for (const [at] of EXPERTS.entries()) {
      if (at !== HERO) await here.presses(here.expertId(at), start);
      await pressAll(here, at, [...words, submit]);
    }
    await close(here);
  };
  await open(here);
  await here.presses(hero, start);
  await take('cvr', 'Validity by necessity: three words.');
  await judge(Array<string>(3).fill(plain('expert.choice.essential')));
  await open(here);
  await here.presses(hero, start);
  await take('cvi', 'Validity by relevance: four words, the study’s question for this round above.');
  await judge(Array<string>(3).fill(plain('expert.choice.highlyRelevant')));
  await open(here);
  await here.presses(hero, start);
  await take('number', 'A number, written in any digits; the card names bounds and unit.');
  await here.says(hero, '۱۴۳۰');
  await take('number-out-of-bounds', 'Out of bounds: the bounds are said, nothing is changed.', {
    messages: 2,
  });
  await here.says(hero, '۱۴۰۸');
  await take('number-written', 'The next card below what was written; the number stands.', { messages: 2 });
  for (const written of ['1410', '۱۴۱۲']) await here.says(hero, written);
  await here.presses(hero, submit);
  for (const at of OTHERS) {
    await here.presses(here.expertId(at), start);
    for (let item = 0; item < 3; item += 1) {
      await here.says(here.expertId(at), String(1406 + ((at * 3 + item * 2) % 12)));
    }
    await here.presses(here.expertId(at), submit);
  }
  await close(here);
  await open(here);
  await here.presses(hero, start);
  await take(
    'number-feedback',
    'With feedback: median and quartiles, and the expert’s number, kept by one tap.',
  );
}

export async function picturesOfSittings(here: RehearsalHere, camera: PhoneCamera): Promise<void> {
  await begin(here, await largeWorkbook());
  const hero = here.expertId(HERO);
  const take = (name: string, caption: string) => camera.take(hero, name, caption);
  await open(here);
  await take('sittings-opening', 'A round of ninety items: how much work it is.');
  await here.presses(hero, start);
  await take('sittings', 'The overview lists the sittings, each begun by a button.');
  await here.presses(hero, 'خدمات شهری');
  await take('sitting-card', 'A card within a sitting.');
  for (let item = 0; item < 30; item += 1) await here.presses(hero, CHOICES[item % 5]!);
  await take('sitting-ended', 'A sitting’s end: said so, and the next one offered.');
}
