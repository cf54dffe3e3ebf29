import { plain } from '../../src/texts/i18n.ts';
import { workbookOf } from '../workbook/workbook-of.ts';
import type { PhoneCamera } from './phone-camera.ts';
import { CHOICES, EXPERTS, ITEMS, picturedSheets } from './pictured-study.ts';
import type { RehearsalHere } from './rehearsal-here.ts';

/*
 * A study as its facilitator runs it, from the first message to the removal of the names: what docs/fa/guide.md shows
 * of the chat and no other page does.
 */

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** Of nine experts these join; the others are what `/status` and `/remind` speak of. */
const JOINED = 8;

export async function playGuide(here: RehearsalHere, camera: PhoneCamera): Promise<void> {
  const facilitator = here.facilitatorId;
  const says = (text: string) => here.says(facilitator, text);
  const presses = (label: string) => here.presses(facilitator, label);
  const take = (name: string, messages = 1) => camera.take(facilitator, name, name, { messages });

  await says('/start');
  await take('welcome', 2);
  const sheets = picturedSheets();
  const spoilt = { ...sheets, گویه‌ها: [...sheets['گویه‌ها']!.slice(0, -1), ['S1', null, null, 'P2']] };
  await here.sends(facilitator, 'study.xlsx', await workbookOf(spoilt));
  await take('faults');
  await here.sends(facilitator, 'study.xlsx', await workbookOf(sheets));
  await take('preview');
  await presses(plain('label.createStudy'));
  await says('/rehearse');
  await take('rehearsed');
  await says('/invite');
  await take('invite', 2);
  const tokens = EXPERTS.map((_, at) => here.tokenOf(at));
  for (let at = 0; at < JOINED; at += 1) {
    await here.says(here.expertId(at), `/start ${tokens[at]}`);
    await here.presses(here.expertId(at), plain('label.accept'));
  }
  await says('/open 7d');
  await take('open', 2);
  await presses(plain('label.openRound'));
  await aRound();
  await says('/export');
  await take('export', 2);
  await says('/finish');
  await take('finish', 2);
  await presses(plain('label.finishStudy'));
  await says('/forget');
  await take('forget', 2);

  async function aRound(): Promise<void> {
    for (let at = 0; at < JOINED - 3; at += 1) await answers(at);
    await here.presses(here.expertId(JOINED - 3), plain('label.start'));
    await here.says(here.expertId(0), '/ask');
    await here.says(here.expertId(0), 'آیا هزینهٔ هر خدمت را هم در نظر بگیریم؟');
    await take('question');
    await here.pass(2 * DAY + HOUR);
    await says('/status');
    await take('status', 2);
    await says('/remind');
    await take('remind', 2);
    await presses(plain('label.sendReminder'));
    await says('/form');
    await take('form', 2);
    await answers(JOINED - 2);
    await says('/close');
    await take('close', 2);
    await presses(plain('label.closeRound'));
  }

  async function answers(at: number): Promise<void> {
    const expert = here.expertId(at);
    await here.presses(expert, plain('label.start'));
    for (const item of ITEMS.keys()) await here.presses(expert, opinion(at, item));
    await here.presses(expert, plain('label.submit'));
  }
}

/** Near the middle of the panel; a few see some items otherwise. */
function opinion(expert: number, item: number): string {
  const apart = (expert * 5 + item * 3) % 7 === 0 ? -2 : 0;
  return CHOICES[Math.max([3, 4, 2, 3, 4, 1, 4][item % 7]! + apart, 0)]!;
}
