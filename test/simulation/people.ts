import { atPhone, readCard } from '../../src/rehearsal/card-reading.ts';
import type { ChatMessage } from '../../src/rehearsal/chats.ts';
import { buttonLabelled } from '../../src/rehearsal/keyboards.ts';
import { newestWith } from '../../src/rehearsal/said.ts';
import type { StudyFile } from '../../src/rehearsal/study-files.ts';
import { plain } from '../../src/texts/i18n.ts';
import { knownStudy, nameOf, workbookFor } from './drawn-study.ts';
import type { Shape } from './schedule.ts';
import type { Person, World } from './world.ts';

/** A button that somebody pressed. */
export interface PressMade {
  readonly by: Person;
  readonly data: string;
  readonly at: number;
  /** By the wall's clock. */
  readonly date: Date;
  outcome: 'unknown' | 'acknowledged' | 'refused';
  endedAt: number | null;
}

/** Everybody in a schedule; they know what stands in their chats, and nothing else. */
export interface People {
  readonly facilitators: readonly Person[];
  readonly all: readonly Person[];
  readonly presses: readonly PressMade[];
  /** Lets a message of a chat be answered as its reader would. @returns whether there was anything to do */
  goOnAnswering(expert: number): boolean;
  press(by: Person, message: ChatMessage, data: string): void;
  write(by: Person, text: string): void;
  /** The workbook of a study, or of another version of it, from its facilitator. */
  sendWorkbook(change: number, study: number): Promise<void>;
  chat(of: Person): readonly ChatMessage[];
  /** As the messenger knows them. */
  nameOf(person: Person): string;
  /** An expert's account at this moment. */
  expert(place: number): Person;
  /** The expert goes over to the other messenger. */
  moveExpert(place: number): Person;
}

const TEMPERS = ['agreeing', 'split', 'late', 'lazy'] as const;

/** Of each study its own, at the one messenger and at the other. */
export const facilitatorsOf = ({ facilitatorAtBale, studies = 1 }: Shape): readonly Person[] =>
  [facilitatorAtBale, !facilitatorAtBale]
    .slice(0, studies)
    .map((isAtBale, at) => ({ messenger: isAtBale ? 'bale' : 'telegram', id: 9001 + at }));
export const OPERATOR: Person = { messenger: 'telegram', id: 9100 };

export function createPeople(shape: Shape, world: World): People {
  const facilitators = facilitatorsOf(shape);
  const study: StudyFile = knownStudy(shape);
  const experts: Person[] = Array.from({ length: shape.experts + 1 }, (_, at) => ({
    messenger: shape.atBale > 0 && at % shape.atBale === shape.atBale - 1 ? 'bale' : 'telegram',
    id: 100 + at,
  }));
  const presses: PressMade[] = [];
  const local = ({ messenger }: Person) => world.messengers[messenger].local;
  const meet = (person: Person, firstName: string) => local(person).addPerson({ id: person.id, firstName });
  for (const person of facilitators) meet(person, 'پژوهشگر');
  meet(OPERATOR, 'نگهبان');
  for (const [at, person] of experts.entries()) meet(person, nameOf(at));

  const people: People = {
    facilitators,
    get all() {
      return [...experts, ...facilitators, OPERATOR];
    },
    presses,
    press(by, message, data) {
      if (local(by).chatState(by.id).blocked) return;
      const { time } = world;
      const made: PressMade = {
        ...{ by, data, at: time.elapsed(), date: time.now() },
        ...{ outcome: 'unknown', endedAt: null },
      };
      presses.push(made);
      void local(by)
        .pressData(by.id, message.id, data)
        .then(({ answered, showAlert }) => {
          made.endedAt = world.time.elapsed();
          if (answered) made.outcome = showAlert ? 'refused' : 'acknowledged';
        });
    },
    write(by, text) {
      if (!local(by).chatState(by.id).blocked) local(by).send(by.id, text);
    },
    async sendWorkbook(change, of) {
      const by = facilitators[of % facilitators.length]!;
      if (local(by).chatState(by.id).blocked) return;
      const bytes = await world.time.await(workbookFor(shape, change, of % facilitators.length));
      local(by).sendDocument(by.id, 'study.xlsx', bytes);
    },
    chat: (of) => local(of).chat(of.id),
    nameOf: (person) => local(person).chatState(person.id).person.firstName,
    expert: (place) => experts[place % experts.length]!,
    moveExpert(place) {
      const at = place % experts.length;
      const former = experts[at]!;
      const moved: Person = {
        messenger: former.messenger === 'bale' ? 'telegram' : 'bale',
        id: former.id + 1000,
      };
      experts[at] = moved;
      meet(moved, nameOf(at));
      return moved;
    },
    goOnAnswering(place) {
      const by = people.expert(place);
      const chat = people.chat(by);
      const seen = readCard(chat, study);
      const invitation = newestWith(chat, plain('label.start'), plain('label.resume'));
      if (invitation && (!seen || seen.message.id < invitation.id))
        return pressLabelled(by, invitation, isBegin);
      if (!seen) return false;
      if (!seen.play) return pressLabelled(by, seen.message, /^s:/);
      const temper = TEMPERS[place % TEMPERS.length]!;
      const known = { expert: place, temper, round: presses.length % 3, item: seen.item };
      const next = seen.play.next(atPhone(seen.message), {
        ...{ ...known, seed: shape.seed, scaleLabels: study.scaleLabels },
      });
      if ('write' in next) people.write(by, next.write);
      else void pressNamed(by, seen.message, next.press);
      return true;
    },
  };

  const isBegin = /^b:/;
  function pressLabelled(by: Person, message: ChatMessage, wanted: RegExp): boolean {
    const button = message.keyboard.flat().find(({ callback_data: data }) => wanted.test(data ?? ''));
    if (button?.callback_data) people.press(by, message, button.callback_data);
    return button !== undefined;
  }
  function pressNamed(by: Person, message: ChatMessage, label: string): void {
    const button = buttonLabelled(message.keyboard, label);
    if (button?.callback_data) people.press(by, message, button.callback_data);
  }
  return people;
}
