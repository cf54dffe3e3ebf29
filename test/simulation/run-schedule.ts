import {
  ANSWER_MS,
  applyWorkbook,
  beginStudies,
  closeRound,
  goOn,
  moveSeat,
  type Playing,
} from './facilitating.ts';
import { createPeople, facilitatorsOf, OPERATOR, type People } from './people.ts';
import { FAULTY_METHODS, type Happening, type Schedule, type Step } from './schedule.ts';
import { MOMENTS } from './traps.ts';
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
    ...{ messagesPerSecond: shape.messagesPerSecond, quiet: shape.quiet, taskMs: shape.taskMs ?? 0 },
  });
  const people = createPeople(shape, world);
  const watch = createWatch(shape, world, people);
  const began = world.time.now();
  try {
    await beginStudies({ shape, world, people });
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

interface Parts extends Playing {
  readonly watch: Watch;
}

async function take(step: Step, parts: Parts): Promise<void> {
  const { world, people, watch } = parts;
  const { time, messengers } = world;
  switch (step.do) {
    case 'go on':
      return goOn(parts, studyOf(step, people));
    case 'close':
      return close(step, parts);
    case 'answer': {
      for (let card = 0; card < step.cards; card += 1) {
        if (!people.goOnAnswering(step.who)) return;
        await time.pass(ANSWER_MS);
      }
      return;
    }
    case 'press':
      return pressAny(step, people);
    case 'write':
      return people.write(people.all[step.who % people.all.length]!, TEXTS[step.text % TEXTS.length]!);
    case 'command': {
      const may = [...people.facilitators, OPERATOR];
      return people.write(may[(step.by ?? 0) % may.length]!, COMMANDS[step.text % COMMANDS.length]!);
    }
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
    case 'block':
      return setBlocked(people.all[step.who % people.all.length]!, step.blocked, parts);
    case 'kill':
      await time.settle(step.turns);
      world.kill(step.arrive);
      await time.pass(step.downSeconds * 1000);
      return world.start();
    case 'trap':
      return world.trap({ ...step, moment: MOMENTS[step.moment % MOMENTS.length]! });
    case 'restart':
      await world.stop();
      return world.start();
    case 'restore': {
      const restored = await world.restore(step);
      if (!restored) return;
      watch.restored(restored);
      return world.start();
    }
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
      return moveSeat(parts, step.who);
    case 'workbook':
      return people.sendWorkbook(step.change, studyOf(step, people));
  }
}

type Of<Do extends Happening['do']> = Extract<Happening, { readonly do: Do }>;

const studyOf = ({ study = 0 }: { study?: number }, { facilitators }: People) => study % facilitators.length;

function pressAny({ who, message: at, button }: Of<'press'>, people: People): void {
  const by = people.all[who % people.all.length]!;
  const withButtons = people.chat(by).filter(({ keyboard }) => keyboard.length > 0);
  const message = withButtons.at(-1 - (at % Math.max(1, withButtons.length)));
  const data = message?.keyboard.flat().flatMap((one) => one.callback_data ?? []) ?? [];
  if (message && data.length > 0) people.press(by, message, data[button % data.length]!);
}

function setBlocked(by: Person, blocked: boolean, { world, watch }: Parts): void {
  watch.met.count(blocked ? 'fault block' : 'fault unblock');
  const { local } = world.messengers[by.messenger];
  if (blocked) local.block(by.id);
  else local.unblock(by.id);
}

/** Until a workbook has been read, where that takes long. */
const READ_MS = 4000;
/** What may change while a round is open. */
const AN_EXPERT_MORE = 3;
const ON_SENDS = '^send';

async function close(step: Of<'close'>, parts: Parts): Promise<void> {
  const { world, people } = parts;
  const study = studyOf(step, people);
  const { meanwhile } = step;
  if (meanwhile === 'workbook') {
    await people.sendWorkbook(AN_EXPERT_MORE, study);
    await world.time.pass(READ_MS);
  }
  if (!(await closeRound(parts, study))) return;
  const { messenger } = people.facilitators[study]!;
  await world.time.pass(0);
  if (meanwhile === '429') world.messengers[messenger].arm({ what: '429', on: ON_SENDS });
  if (meanwhile === 'kill') world.trap({ moment: 'begin judge-panel', arrive: false, downSeconds: 1 });
  if (meanwhile === 'workbook') applyWorkbook(people, study);
  await world.time.pass(ANSWER_MS);
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

/** Faults stop, and time passes in which everything due can go out. */
async function calm(world: World, people: People): Promise<void> {
  const { time, messengers } = world;
  world.disarm();
  for (const messenger of Object.values(messengers)) messenger.heal();
  world.setDisk('well');
  await world.start();
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
