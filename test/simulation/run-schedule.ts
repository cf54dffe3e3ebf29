import { linkMark } from '../../src/features/joining/list-experts.ts';
import { renewLinkButton } from '../../src/messages/buttons.ts';
import { loadAllExperts } from '../../src/store/experts.ts';
import { createPeople, facilitatorsOf, OPERATOR, type People } from './people.ts';
import { FAULTY_METHODS, type Schedule, type Shape, type Step } from './schedule.ts';
import { createWatch, type Watch } from './watch.ts';
import { COMMANDS, TEXTS } from './what-is-said.ts';
import { createWorld, type Person, type World } from './world.ts';

/** What came of a schedule. */
export interface Played {
  /** What did not hold; empty: everything did. */
  readonly faults: readonly string[];
  /** How often rare states were met, and faults came. */
  readonly met: ReadonlyMap<string, number>;
  /** Of the study's own time, in milliseconds. */
  readonly lived: number;
  /** Tells two runs apart that should be one. */
  readonly trace: string;
}

/** Plays a schedule from the study's workbook to the end, when faults have stopped and everything is to be right. */
export async function playSchedule({ shape, steps }: Schedule): Promise<Played> {
  const world = createWorld({
    ...{ seed: shape.seed, facilitators: facilitatorsOf(shape), operators: [OPERATOR] },
    ...{ messagesPerSecond: shape.messagesPerSecond, quiet: shape.quiet, nightly: true },
  });
  const people = createPeople(shape, world);
  const watch = createWatch(shape, world, people);
  const began = world.time.now();
  try {
    await begin(world, people);
    for (const [at, step] of steps.entries()) {
      await take(step, { shape, world, people, watch });
      await world.time.pass(step.ms);
      watch.look(`step ${at} ${step.do}`);
      if (watch.faults.length > 0) break;
    }
    if (watch.faults.length === 0) {
      await calm(world, people);
      await watch.lookAtTheEnd();
    }
    return {
      faults: watch.faults,
      met: watch.met,
      lived: world.time.now().getTime() - began.getTime(),
      trace: watch.trace(),
    };
  } finally {
    await world.end();
  }
}

const ANSWER_MS = 400;
const STUDY_ID = 1;

/** The study is created from its workbook, and everybody joins. */
async function begin(world: World, people: People): Promise<void> {
  const { time } = world;
  const [facilitator] = people.facilitators;
  await world.start();
  await time.pass(3000);
  people.write(facilitator!, '/start');
  people.write(OPERATOR, '/start');
  await people.sendWorkbook(0);
  await pressNewest(world, people, /^f\.create:/);
  for (const [at, token] of tokensOf(world).entries()) {
    people.write(people.expert(at), `/start ${token}`);
  }
  await time.pass(1500);
  for (const [at] of tokensOf(world).entries()) pressConsent(people, people.expert(at));
  await time.pass(1500);
}

function tokensOf({ db }: World): string[] {
  return db.$client.prepare('SELECT token FROM experts ORDER BY position').pluck().all() as string[];
}

/** Presses a button of the facilitator's newest messages, once it is there. */
async function pressNewest({ time }: World, people: People, wanted: RegExp): Promise<void> {
  const [facilitator] = people.facilitators;
  for (let tries = 0; tries < 10; tries += 1) {
    await time.pass(ANSWER_MS);
    const found = buttonOf(people, wanted);
    if (!found) continue;
    people.press(facilitator!, found.message, found.data);
    return void (await time.pass(ANSWER_MS));
  }
  throw new Error(`no button ${wanted} came`);
}

const NEWEST = 4;

function buttonOf(people: People, wanted: RegExp) {
  for (const message of people.chat(people.facilitators[0]!).slice(-NEWEST).reverse()) {
    const data = message.keyboard
      .flat()
      .find((button) => wanted.test(button.callback_data ?? ''))?.callback_data;
    if (data) return { message, data };
  }
  return null;
}

interface Parts {
  readonly shape: Shape;
  readonly world: World;
  readonly people: People;
  readonly watch: Watch;
}

async function take(step: Step, parts: Parts): Promise<void> {
  const { world, people, watch } = parts;
  const { time, messengers } = world;
  switch (step.do) {
    case 'go on':
      return goOn(parts);
    case 'answer': {
      for (let card = 0; card < step.cards; card += 1) {
        if (!people.goOnAnswering(step.who)) return;
        await time.pass(ANSWER_MS);
      }
      return;
    }
    case 'press': {
      const by = people.all[step.who % people.all.length]!;
      const withButtons = people.chat(by).filter(({ keyboard }) => keyboard.length > 0);
      const message = withButtons.at(-1 - (step.message % Math.max(1, withButtons.length)));
      const data = message?.keyboard.flat().flatMap((button) => button.callback_data ?? []) ?? [];
      if (message && data.length > 0) people.press(by, message, data[step.button % data.length]!);
      return;
    }
    case 'write':
      return people.write(people.all[step.who % people.all.length]!, TEXTS[step.text % TEXTS.length]!);
    case 'command':
      return people.write(people.facilitators[0]!, COMMANDS[step.text % COMMANDS.length]!);
    case 'fault':
      watch.met.count(`fault ${step.what}`);
      return messengers[step.at].arm({
        what: step.what,
        on: FAULTY_METHODS[step.on % FAULTY_METHODS.length]!,
      });
    case 'updates again':
      watch.met.count('fault update twice');
      return messengers[step.at].repeatUpdates();
    case 'down':
      watch.met.count('fault messenger down');
      messengers[step.at].setDown(true);
      await time.pass(step.seconds * 1000);
      return messengers[step.at].setDown(false);
    case 'block': {
      const by = people.all[step.who % people.all.length]!;
      watch.met.count(step.blocked ? 'fault block' : 'fault unblock');
      const { local } = messengers[by.messenger];
      return step.blocked ? local.block(by.id) : local.unblock(by.id);
    }
    case 'kill':
      await time.settle(step.turns);
      watch.beforeKill();
      world.kill(step.arrive);
      await time.pass(step.downSeconds * 1000);
      return world.start();
    case 'restart':
      await world.stop();
      return world.start();
    case 'disk':
      watch.met.count(`fault disk ${step.state}`);
      world.setDisk(step.state);
      await time.pass(step.seconds * 1000);
      return world.setDisk('well');
    case 'clock':
      watch.met.count(step.hours < 0 ? 'fault clock back' : 'fault clock forward');
      return time.setWall(step.hours * HOUR_MS);
    case 'sleep':
      return sleep(world, step.hours);
    case 'move':
      return moveSeat(step.who, parts);
    case 'workbook':
      await people.sendWorkbook(step.change);
      return;
  }
}

const HOUR_MS = 3_600_000;
/** Between two looks at what is due: as a machine that sleeps and wakes, or a study in which nobody does anything. */
const STRIDE_HOURS = 2;
const AWAKE_MS = 6000;

async function sleep({ time }: World, hours: number): Promise<void> {
  for (let left = hours; left > 0; left -= STRIDE_HOURS) {
    time.setWall(Math.min(left, STRIDE_HOURS) * HOUR_MS);
    await time.pass(AWAKE_MS);
  }
}

const PREVIEWED = /^(ro|rc|rf|rr|f\.apply|f\.create):/;

/** What the study needs next: a preview is confirmed, an expert answers, or a command is given. */
async function goOn({ shape, world, people }: Parts): Promise<void> {
  const offered = buttonOf(people, PREVIEWED);
  if (offered) return people.press(people.facilitators[0]!, offered.message, offered.data);
  const round = world.db.$client.prepare('SELECT number, state FROM rounds ORDER BY id DESC LIMIT 1').get() as
    | { number: number; state: string }
    | undefined;
  if (round?.state === 'open') {
    const experts = Array.from({ length: shape.experts }, (_, at) => at);
    if (experts.filter((at) => people.goOnAnswering(at)).length > 0) return;
    return people.write(people.facilitators[0]!, '/close');
  }
  if (round && round.state !== 'judged') return;
  const isLast = round?.number === shape.rounds.length;
  people.write(people.facilitators[0]!, isLast ? '/finish' : '/open');
}

/** The facilitator renews an expert's link, and the expert uses it with another account. */
async function moveSeat(place: number, { world, people, watch }: Parts): Promise<void> {
  const { db, time } = world;
  const experts = loadAllExperts(db, STUDY_ID);
  const expert = experts[place % Math.max(1, experts.length)];
  const [facilitator] = people.facilitators;
  const message = people.chat(facilitator!).findLast(({ from }) => from === 'bot');
  if (!expert || !message) return;
  const shown = { expertId: expert.id, panelId: 0, page: 0, mark: linkMark(expert) };
  people.press(facilitator!, message, renewLinkButton.write(shown));
  await time.pass(ANSWER_MS);
  const token = loadAllExperts(db, STUDY_ID).find(({ id }) => id === expert.id)?.token;
  if (!token) return;
  const moved = people.moveExpert(Number(expert.key!.slice(1)));
  watch.met.count('two messengers on one seat');
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

/** Faults stop, and time passes in which everything due can go out. */
async function calm(world: World, people: People): Promise<void> {
  const { time, messengers } = world;
  for (const messenger of Object.values(messengers)) messenger.heal();
  world.setDisk('well');
  if (!world.isRunning) await world.start();
  for (const person of people.all) {
    const { local } = messengers[person.messenger];
    if (!local.chatState(person.id).blocked) continue;
    local.unblock(person.id);
    // Bale tells nobody of that: whoever comes back is known by what they write.
    if (person.messenger === 'bale') people.write(person, '/help');
  }
  await time.pass(60_000);
  await sleep(world, 30);
  await time.pass(60_000);
}
