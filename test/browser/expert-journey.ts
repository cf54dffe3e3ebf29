import { plain } from '../../src/texts/i18n.ts';
import type { PhoneCamera } from './phone-camera.ts';
import { CHOICES, EXPERTS, ITEMS, otherWorkbook, picturedWorkbook } from './pictured-study.ts';
import type { RehearsalHere } from './rehearsal-here.ts';

/*
 * A study as one of its experts lives through it, from the invitation to the certificate, pictured at every screen.
 * What the others answer is given by their place in the workbook: the pictures are the same whenever they are taken.
 */

const DAY = 24 * 3_600_000;
const HOUR = 3_600_000;
const HERO = 0;
const OTHERS = EXPERTS.map((_, at) => at).slice(1);

interface Story {
  readonly here: RehearsalHere;
  readonly camera: PhoneCamera;
  readonly facilitator: number;
  readonly hero: number;
  take(
    name: string,
    caption: string,
    shot?: { messages?: number; press?: string; of?: number },
  ): Promise<void>;
}

export async function picturesOfAJourney(here: RehearsalHere, camera: PhoneCamera): Promise<void> {
  const facilitator = here.facilitatorId;
  await here.sends(facilitator, 'study.xlsx', await picturedWorkbook());
  await here.presses(facilitator, plain('label.createStudy'));
  await here.says(facilitator, '/invite');
  const story: Story = {
    here,
    camera,
    facilitator,
    hero: here.expertId(HERO),
    take: (name, caption, { of = here.expertId(HERO), ...shot } = {}) => camera.take(of, name, caption, shot),
  };
  await joining(story);
  await firstRound(story);
  await besidesTheRound(story);
  await remindersOf(story);
  await theEndOfARound(story);
  await secondRound(story);
  await severalStudies(story);
  await theEnd(story);
}

async function joining({ here, take, hero }: Story): Promise<void> {
  const [stranger, byPhone] = [here.expertId(8), here.expertId(7)];
  const tokens = EXPERTS.map((_, at) => here.tokenOf(at));
  await here.says(hero, `/start ${tokens[HERO]}`);
  await take(
    'consent',
    'The personal link opens the consent: who asks, how much work, who sees what, how to leave.',
  );
  await here.presses(hero, plain('label.accept'));
  await take('welcome', 'Joined; nothing to do until a round opens.');
  await here.says(byPhone, '/start');
  await take('join-by-phone', 'Without the link: the phone number, shared by the messenger’s button.', {
    of: byPhone,
    messages: 2,
  });
  here.messenger.shareContact(byPhone, '989139999999', byPhone);
  await take('phone-not-found', 'A number that no workbook names.', { of: byPhone, messages: 2 });
  here.messenger.shareContact(byPhone, '989131000008', byPhone);
  await take('phone-found', 'The workbook has the number: the same consent follows.', {
    of: byPhone,
    messages: 3,
  });
  await here.presses(byPhone, plain('label.accept'));
  await here.says(stranger, `/start ${tokens[HERO]}`);
  await take('used-link', 'A link that somebody used, and one that never was, get the same reply.', {
    of: stranger,
    messages: 2,
  });
  await here.says(stranger, 'سلام، خسته نباشید');
  await take('stranger', 'Somebody who has not joined writes something.', { of: stranger, messages: 2 });
  for (const at of OTHERS.filter((at) => at !== 7)) {
    await here.says(here.expertId(at), `/start ${tokens[at]}`);
    await here.presses(here.expertId(at), plain('label.accept'));
  }
}

async function open({ here, facilitator }: Story): Promise<void> {
  await here.says(facilitator, '/open 7d');
  await here.presses(facilitator, plain('label.openRound'));
}

/** What an expert thinks of an item: near the middle of the panel but for those who see some items otherwise. */
function opinion(expert: number, item: number, round: number): string {
  const worth = [3, 4, 2, 3, 4, 1, 4][item % 7]!;
  const apart = (expert * 5 + item * 3) % 7;
  const distance = apart === 0 ? -2 : apart === 1 ? -1 : apart === 5 && round === 1 ? 1 : 0;
  return CHOICES[Math.min(Math.max(worth + distance, 0), 4)]!;
}

/** Answers items one after another, from the card that is open. */
async function answers(story: Story, expert: number, round: number, items = ITEMS.length): Promise<void> {
  for (let item = 0; item < items; item += 1) {
    await story.here.presses(story.here.expertId(expert), opinion(expert, item, round));
  }
}

async function firstRound(story: Story): Promise<void> {
  const { here, hero, take } = story;
  await here.pass(HOUR);
  await open(story);
  await take('opening-1', 'A round opens: how many items and minutes, until when, one button.');
  await here.presses(hero, plain('label.start'));
  await take('card-1', 'The card: the item first, its answers as buttons, the rest quiet.');
  await here.presses(hero, plain('expert.button.details'));
  await take('details', 'Behind «بیشتر»: all there is to read, and what is rarely pressed.');
  await here.presses(hero, plain('expert.button.back'));
  await take('after-a-tap', 'One tap answers, and the same message is the next item.', {
    press: CHOICES[3]!,
  });
  await here.presses(hero, plain('label.writeReason'));
  await take('reason-asked', 'Writing a reason: one message, never demanded.');
  await here.says(hero, 'پیمانکار این کار را با داربست ایمن انجام می‌دهد؛ مردم ابزارش را ندارند.');
  await take('reason-written', 'The card comes below what was typed, with the reason on it.', {
    messages: 2,
  });
  await here.presses(hero, CHOICES[0]!);
  await here.presses(hero, plain('label.noOpinion'));
  for (let item = 3; item < 9; item += 1) await here.presses(hero, opinion(HERO, item, 1));
  await here.presses(hero, plain('label.previous'));
  await take('answered-card', 'Back at an item: the expert’s answer is marked, and can be changed.');
  await here.presses(hero, plain('expert.button.details'));
  await here.presses(hero, plain('expert.button.list'));
  await take('overview-open', 'The overview while items are open: these stand first.');
  await take(
    'overview-warning',
    'Handing in with items open: the first press says how many, a second one hands in.',
    {
      press: plain('label.submit'),
    },
  );
}

async function besidesTheRound({ here, hero, take, facilitator }: Story): Promise<void> {
  await here.says(hero, '/help');
  await take('help', 'Help: one line for each command.', { messages: 2 });
  await here.says(hero, '/suggest');
  await take('suggest', 'Proposals: an item to add, an item to remove, a comment.', { messages: 2 });
  await here.presses(hero, plain('suggest.button.add'));
  await take('suggest-add', 'An item to add: its title in one message.');
  await here.says(hero, 'کاشت و نگهداری باغچه‌های کوچک محله');
  await take('suggest-received', 'Each proposal is acknowledged, with a way back to the round.', {
    messages: 2,
  });
  await here.presses(hero, plain('suggest.button.another'));
  await here.presses(hero, plain('suggest.button.remove'));
  await take('suggest-items', 'An item to remove: chosen by its number, or its code typed.');
  await here.presses(hero, '۶');
  await take('suggest-remove', 'And why.');
  await here.says(hero, 'این کار را قانون بر عهدهٔ شهرداری گذاشته است.');
  await here.says(hero, '/suggest');
  await here.presses(hero, plain('suggest.button.comment'));
  await take('suggest-comment', 'A comment on the study.');
  await here.says(hero, 'لطفاً منظور از ذی‌نفع را روشن‌تر بنویسید.');
  await here.says(hero, '/ask');
  await take('ask', 'A question to the facilitator, passed on without the name.', { messages: 2 });
  await here.says(hero, 'آیا هزینهٔ هر خدمت را هم در نظر بگیریم؟');
  await take('asked', 'It has arrived.', { messages: 2 });
  await here.presses(facilitator, plain('ask.facilitator.button.answer'));
  await here.says(facilitator, 'نه؛ فقط شدنی بودن آن را بسنجید.');
  await take('ask-answer', 'The answer comes back to who asked.');
  await here.says(facilitator, '/announce');
  await here.says(facilitator, 'با سپاس از همراهی شما؛ نشست حضوری پس از دور سوم برگزار می‌شود.');
  await here.presses(facilitator, plain('announce.button.send', { recipients: EXPERTS.length }));
  await take('announcement', 'An announcement of the facilitator.');
  await here.says(hero, 'سلام، من از کجا ادامه بدهم؟');
  await take('unexpected-text', 'A text that nobody asked for gets a way on.', { messages: 2 });
  await here.sends(hero, 'یادداشت صوتی.ogg', new Uint8Array(24_000));
  await take('unexpected-file', 'So does a voice message, a sticker or a file.', { messages: 2 });
  await here.says(hero, '/privacy');
  await take('privacy', 'What is stored, who sees what, for how long.', { messages: 2 });
  await here.says(hero, '/leave');
  await take('leave', 'Leaving: what stays and why, and a choice about the open round.', { messages: 2 });
  await here.presses(hero, plain('leave.button.withdraw', { round: 1 }));
  await take('leave-confirm', 'Asked once more.');
  await here.presses(hero, plain('label.cancel'));
}

async function remindersOf(story: Story): Promise<void> {
  const { here, take } = story;
  const [notBegun, lastPress] = [here.expertId(1), here.expertId(2)];
  await here.presses(lastPress, plain('label.start'));
  await answers(story, 2, 1);
  await here.pass(4 * DAY);
  await take('reminder-not-begun', 'Three reminders: to an expert who has not begun,', { of: notBegun });
  await take('reminder-half-way', 'to one half way,');
  await take('reminder-last-press', 'and to one who only has to hand in.', { of: lastPress });
  await here.presses(notBegun, plain('reminder.button.putOff'));
  await take('put-off', '«امروز نه»: no more today; one tap still leads on.', { of: notBegun });
  await here.pass(2 * DAY);
  await take('reminder-again', 'The next one takes the old one’s place, in other words.');
  await here.pass(DAY - 3 * HOUR);
  await take('reminder-last', 'The last one, three hours before the end.', { of: notBegun });
  await here.says(story.facilitator, '/extend 1d');
  await take('extended', 'The deadline has moved.');
}

async function theEndOfARound(story: Story): Promise<void> {
  const { here, hero, take } = story;
  await here.presses(hero, plain('label.resume'));
  await take('resumed', 'One tap leads to the next open item.');
  for (let item = 9; item < ITEMS.length; item += 1) await here.presses(hero, opinion(HERO, item, 1));
  await take('overview-complete', 'Everything answered: the overview, and «ثبت نهایی».');
  await take('handed-in', 'Handed in; the open question of the round stands below.', {
    press: plain('label.submit'),
  });
  for (const at of OTHERS.filter((at) => at !== 2)) {
    await here.presses(here.expertId(at), plain('label.start'));
    await answers(story, at, 1);
    await here.presses(here.expertId(at), plain('label.submit'));
  }
  await reasonsOfOthers(story);
  await here.pass(2 * DAY);
  await take('deadline-passed', 'A press after the deadline: why it does not count.', { press: '۵' });
  await here.says(hero, '/continue');
  await take('between', 'Between rounds there is nothing to do.', { messages: 2 });
  await here.says(hero, '/history');
  await take('history', 'The expert’s own answers beside the panel’s, round by round.', { messages: 2 });
  await here.presses(hero, plain('history.button.file'));
  await take('history-file', 'And as a file.');
  await letThrough(story);
}

/** Two of the others say why they think what they think of an item. */
async function reasonsOfOthers({ here }: Story): Promise<void> {
  const reasons = [
    [3, 'هنرجویان محله در دو نوروز گذشته همین کار را با نظارت شهرداری انجام دادند.'],
    [4, 'دیوارنگاره بی‌طرح مصوب زود رنگ می‌بازد و پاک کردنش خرج دارد.'],
    [5, 'داوطلب زیاد است و شهرداری فقط رنگ و داربست می‌دهد.'],
  ] as const;
  for (const [at, reason] of reasons) {
    const expert = here.expertId(at);
    await here.presses(expert, '۲');
    await here.presses(expert, plain('label.writeReason'));
    await here.says(expert, reason);
  }
}

/** The facilitator lets the reasons and proposals through, but one. */
async function letThrough({ here, facilitator }: Story): Promise<void> {
  await here.says(facilitator, '/suggestions');
  await here.presses(facilitator, plain('label.acceptProposal'));
  await here.presses(facilitator, plain('label.rejectProposal'));
  for (let decided = 0; decided < 5; decided += 1) {
    await here.presses(facilitator, plain('label.acceptProposal')).catch(() => {});
  }
}

async function secondRound(story: Story): Promise<void> {
  const { here, hero, take } = story;
  await open(story);
  await take('opening-2', 'The second round: what changed, and what became of the expert’s proposals.');
  await here.presses(hero, plain('label.start'));
  await take(
    'card-2',
    'The card with feedback: the panel’s spread, with the expert’s previous answer marked.',
  );
  await here.presses(hero, plain('label.keepPrevious'));
  await take('card-2-differing', 'An item with others’ reasons: «بیشتر» has their mark.');
  await here.presses(hero, plain('expert.button.details'));
  await take('card-2-details', 'Behind «بیشتر» now: others’ reasons, and «نظرم همین است».');
  await here.presses(hero, plain('expert.button.othersReasons'));
  await take('others-reasons', 'Others’ reasons, unsigned, from both sides of the median.');
  await here.presses(hero, plain('expert.button.back'));
  await here.presses(hero, plain('expert.button.details'));
  await take('stands-by', 'One tap says that the expert stands by a differing answer.', {
    press: plain('expert.button.standBy'),
  });
  await here.presses(hero, CHOICES[0]!);
  await take('reason-before', 'After a differing answer the next card quietly asks for its reason.');
  await here.presses(hero, plain('expert.button.details'));
  await here.presses(hero, plain('expert.button.list'));
  await take('overview-2', 'The overview offers to keep what is not touched yet.');
  await take('kept-all', 'Kept: each item can be seen before handing in.', {
    press: plain('label.keepAllPrevious'),
  });
  await here.presses(hero, plain('label.submit'));
  await keepEverything(story, OTHERS);
  await here.says(story.facilitator, '/close');
  await here.presses(story.facilitator, plain('label.closeRound'));
}

/** Three taps a round. */
async function keepEverything({ here }: Story, experts: readonly number[]): Promise<void> {
  for (const at of experts) {
    for (const label of ['start', 'keepAllPrevious', 'submit'] as const) {
      await here.presses(here.expertId(at), plain(`label.${label}`));
    }
  }
}

async function severalStudies(story: Story): Promise<void> {
  const { here, hero, take, facilitator } = story;
  await open(story);
  await keepEverything(story, OTHERS);
  await here.sends(facilitator, 'other.xlsx', await otherWorkbook());
  await here.presses(facilitator, plain('label.createStudy'));
  await here.says(hero, `/start ${here.tokenOf(HERO)}`);
  await here.presses(hero, plain('label.accept'));
  await open(story);
  await here.says(hero, '/continue');
  await take('several-rounds', 'Rounds of two studies are open: which one?', { messages: 2 });
  for (const label of [`${plain('label.start')} ۲`, plain('label.keepAllPrevious'), plain('label.submit')]) {
    await here.presses(hero, label);
  }
  await here.says(hero, '/ask');
  await take('several-ask', 'And which one a question is about.', { messages: 2 });
  await here.presses(hero, plain('label.cancel'));
}

async function theEnd(story: Story): Promise<void> {
  const { here, hero, take, facilitator } = story;
  const token = here.tokenOf(8);
  await here.says(facilitator, '/close');
  await here.presses(facilitator, plain('label.closeRound'));
  await here.says(facilitator, '/finish');
  await here.presses(facilitator, plain('label.finishStudy'));
  await here.says(here.expertId(8), `/start ${token}`);
  await take('over', 'A link to a study that is over.', { messages: 2, of: here.expertId(8) });
  await here.says(facilitator, '/studies');
  await here.presses(facilitator, 'f.choose:1');
  await here.says(facilitator, '/close');
  await here.presses(facilitator, plain('label.closeRound'));
  await here.says(facilitator, '/finish');
  await here.presses(facilitator, plain('label.finishStudy'));
  await take('letter', 'The closing letter: what the panel decided, and where the expert stood in it.');
  await here.presses(hero, plain('certificate.button'));
  await take('certificate', 'The certificate of taking part, a picture in the organiser’s name.');
  await here.says(hero, '/continue');
  await take('finished', 'After the end.', { messages: 2 });
}

/** The same on Bale, where no button has a colour. */
export async function picturesOnBale(here: RehearsalHere, camera: PhoneCamera): Promise<void> {
  const facilitator = here.facilitatorId;
  await here.sends(facilitator, 'study.xlsx', await picturedWorkbook());
  await here.presses(facilitator, plain('label.createStudy'));
  await here.says(facilitator, '/invite');
  const hero = here.expertId(HERO);
  const story: Story = { here, camera, facilitator, hero, take: (...shot) => camera.take(hero, ...shot) };
  for (const [at] of EXPERTS.entries()) {
    await here.says(here.expertId(at), `/start ${here.tokenOf(at)}`);
    await here.presses(here.expertId(at), plain('label.accept'));
  }
  await open(story);
  await take('bale-opening', 'Bale: its own signs for bold, no colours.');
  for (const [at] of EXPERTS.entries()) {
    await here.presses(here.expertId(at), plain('label.start'));
    await answers(story, at, 1);
  }
  await here.says(facilitator, '/close');
  await here.presses(facilitator, plain('label.closeRound'));
  await open(story);
  await here.presses(hero, plain('label.start'));
  await here.presses(hero, plain('label.next'));
  await take('bale-card', 'Bale: what is coloured on Telegram has a mark here.');

  function take(name: string, caption: string): Promise<void> {
    return story.take(name, caption);
  }
}
