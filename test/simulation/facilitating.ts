import { linkMark } from '../../src/features/joining/list-experts.ts';
import { renewLinkButton } from '../../src/messages/buttons.ts';
import { loadAllExperts } from '../../src/store/experts.ts';
import { OPERATOR, type People } from './people.ts';
import type { Shape } from './schedule.ts';
import type { Person, World } from './world.ts';

/*
 * What facilitators do, as far as they think about what a study needs. A study is meant by its place; its facilitator
 * has the same.
 */

export interface Playing {
  readonly shape: Shape;
  readonly world: World;
  readonly people: People;
}

/** Until an answer has come, or is not to be waited for. */
export const ANSWER_MS = 400;
const TRIES = 40;

/** The studies are created from their workbooks, and everybody joins. */
export async function beginStudies({ world, people }: Playing): Promise<void> {
  const { time } = world;
  await world.start();
  await time.pass(3000);
  people.write(OPERATOR, '/start');
  for (const [study, facilitator] of people.facilitators.entries()) {
    people.write(facilitator, '/start');
    await people.sendWorkbook(0, study);
    await pressWhenThere({ world, people }, study, /^f\.create:/);
    const tokens = tokensOf(world, study);
    for (const [at, token] of tokens.entries()) people.write(people.expert(at), `/start ${token}`);
    await time.pass(1500);
    for (const [at] of tokens.entries()) pressConsent(people, people.expert(at));
    await time.pass(1500);
  }
}

function tokensOf({ db }: World, study: number): string[] {
  const tokens = 'SELECT token FROM experts WHERE study_id = ? ORDER BY position';
  return db.$client
    .prepare(tokens)
    .pluck()
    .all(study + 1) as string[];
}

type Pressing = Pick<Playing, 'world' | 'people'>;

/** Presses a button of the newest messages that a facilitator has, once it is there. */
async function pressWhenThere({ world, people }: Pressing, study: number, wanted: RegExp): Promise<void> {
  for (let tries = 0; tries < TRIES; tries += 1) {
    await world.time.pass(ANSWER_MS);
    if (!pressOffered(people, study, wanted)) continue;
    await world.time.pass(ANSWER_MS);
    return;
  }
  throw new Error(`no button ${wanted} came`);
}

const NEWEST = 4;

/** @returns whether such a button was there */
function pressOffered(people: People, study: number, wanted: RegExp): boolean {
  const by = people.facilitators[study]!;
  for (const message of people.chat(by).slice(-NEWEST).reverse()) {
    const button = message.keyboard.flat().find(({ callback_data: data }) => wanted.test(data ?? ''));
    if (!button?.callback_data) continue;
    people.press(by, message, button.callback_data);
    return true;
  }
  return false;
}

const PREVIEWED = /^(ro|rc|rf|rr|f\.create):/;

/** What a study needs next: a preview is confirmed, its experts answer, or a command is given and confirmed. */
export async function goOn({ shape, world, people }: Playing, study: number): Promise<void> {
  if (applyWorkbook(people, study) || pressOffered(people, study, PREVIEWED)) return;
  const round = newestRound(world, study);
  if (round?.state === 'open') {
    const experts = Array.from({ length: shape.experts }, (_, at) => at);
    if (experts.filter((at) => people.goOnAnswering(at)).length > 0) return;
    return command({ world, people }, study, '/close');
  }
  if (round && round.state !== 'judged') return;
  const isLast = round?.number === shape.rounds.length;
  await command({ world, people }, study, isLast ? '/finish' : '/open');
}

/** Closes the open round, which is opened first where there is none. @returns whether there was one then */
export async function closeRound(playing: Playing, study: number): Promise<boolean> {
  if (newestRound(playing.world, study)?.state !== 'open') {
    await goOn(playing, study);
    await playing.world.time.pass(ANSWER_MS);
    await goOn(playing, study);
    await playing.world.time.pass(ANSWER_MS);
  }
  if (newestRound(playing.world, study)?.state !== 'open') return false;
  await command(playing, study, '/close');
  return true;
}

async function command({ world, people }: Pressing, study: number, text: string): Promise<void> {
  people.write(people.facilitators[study]!, text);
  await world.time.pass(ANSWER_MS);
  pressOffered(people, study, /^(ro|rc|rf):/);
}

/** Applies a changed workbook whose preview is there, and says why, as is asked of what departs from the protocol. */
export function applyWorkbook(people: People, study: number): boolean {
  const isThere = pressOffered(people, study, /^f\.apply:/);
  if (isThere) people.write(people.facilitators[study]!, WHY_CHANGED);
  return isThere;
}

const WHY_CHANGED = 'داوران خواسته‌اند که این گویه هم پرسیده شود.';

function newestRound(
  { db }: World,
  study: number,
): { readonly number: number; readonly state: string } | undefined {
  return db.$client
    .prepare('SELECT number, state FROM rounds WHERE study_id = ? ORDER BY id DESC LIMIT 1')
    .get(study + 1) as { number: number; state: string } | undefined;
}

/** The facilitator of the first study renews an expert's link, and the expert uses it with another account. */
export async function moveSeat({ world, people }: Pressing, place: number): Promise<void> {
  const { db, time } = world;
  const experts = loadAllExperts(db, 1);
  const expert = experts[place % Math.max(1, experts.length)];
  const [facilitator] = people.facilitators;
  const message = people.chat(facilitator!).findLast(({ from }) => from === 'bot');
  if (!expert || !message) return;
  const shown = { expertId: expert.id, panelId: 0, page: 0, mark: linkMark(expert) };
  people.press(facilitator!, message, renewLinkButton.write(shown));
  await time.pass(ANSWER_MS);
  const token = loadAllExperts(world.db, 1).find(({ id }) => id === expert.id)?.token;
  if (!token) return;
  const moved = people.moveExpert(Number(expert.key!.slice(1)));
  people.write(moved, `/start ${token}`);
  await time.pass(ANSWER_MS);
  pressConsent(people, moved);
}

function pressConsent(people: People, by: Person): void {
  const consent = people.chat(by).findLast(({ keyboard }) => keyboard.flat().some(isConsent));
  const data = consent?.keyboard.flat().find(isConsent)?.callback_data;
  if (data) people.press(by, consent!, data);
}

const isConsent = ({ callback_data: data }: { callback_data?: string }) => data?.startsWith('j:') === true;
