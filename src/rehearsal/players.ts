import { type AnsweringPlan, planAnswering, remarksOf } from '../domain/invented-expert.ts';
import type { Play } from '../kinds/play.ts';
import { plain } from '../texts/i18n.ts';
import { speaking } from '../texts/speaking.ts';
import { atPhone, type CardSeen, readCard } from './card-reading.ts';
import type { Cast, CastMember } from './cast.ts';
import type { ChatMessage } from './chats.ts';
import { progressOf } from './expert-progress.ts';
import type { LocalMessenger } from './messenger.ts';
import type { PressAnswer } from './open-presses.ts';
import { propose, writeReason } from './remarks.ts';
import { bare, hasButton, newestWith } from './said.ts';
import type { StudySigns } from './signs.ts';

/** Invented experts at their phones: they read messages and press buttons, nothing else. */
export interface Players {
  /** Who has a link and has not joined. */
  notJoined(): readonly CastMember[];
  /** Who has joined, would answer now by temper, and has not begun. */
  readyToAnswer(): readonly CastMember[];
  /** How many would answer once a reminder has come. */
  waitingForReminder(): number;
  /** Opens the personal link and accepts. */
  join(member: CastMember): Promise<void>;
  /** Answers the open round as far as the expert's temper goes. */
  answer(member: CastMember): Promise<void>;
  /**
   * Does something for everybody, a few at a time; what one fails at does not stop the others.
   *
   * @throws Error where all of them fail
   */
  each(
    members: readonly CastMember[],
    does: (member: CastMember) => Promise<void>,
    onProgress: (done: number) => void,
  ): Promise<void>;
}

const AT_A_TIME = 6;
const REACTION_WITHIN_MS = 15_000;
const OPENING_WITHIN_MS = 3000;
/** Above the items of any questionnaire: an expert whose card does not move on gives up. */
const MOST_PRESSES = 2000;

export function createPlayers(
  messenger: LocalMessenger,
  cast: Cast,
  signs: () => StudySigns,
  seed: number,
): Players {
  const progress = (member: CastMember) =>
    speaking(cast.language(), () => progressOf(messenger, cast, member, signs()));
  const wasReminded = (member: CastMember) =>
    speaking(cast.language(), () => messagesWithBegin(messenger.chat(member.personId), signs().openedAt)) > 1;
  const planOf = (member: CastMember, reminded = wasReminded(member)): AnsweringPlan =>
    planAnswering({ seed, expert: member.index, temper: member.temper }, signs().openedRound, reminded);
  const waiting = () => cast.members().filter((member) => progress(member) === 'waiting');
  return {
    notJoined: () => cast.members().filter((member) => progress(member) === 'invited'),
    readyToAnswer: () => waiting().filter((member) => planOf(member).takesPart),
    waitingForReminder: () =>
      waiting().filter((member) => !planOf(member).takesPart && planOf(member, true).takesPart).length,
    join: (member) => speaking(cast.language(), () => join(messenger, member)),
    answer: (member) =>
      speaking(cast.language(), () =>
        createAnswering({ messenger, cast, member, plan: planOf(member), signs: signs(), seed }).play(),
      ),
    async each(members, does, onProgress) {
      const waiting = [...members];
      let done = 0;
      let failed = 0;
      const work = async () => {
        for (let member = waiting.shift(); member; member = waiting.shift()) {
          await does(member).catch(() => {
            failed += 1;
          });
          done += 1;
          onProgress(done);
        }
      };
      await Promise.all(Array.from({ length: AT_A_TIME }, work));
      if (failed > 0 && failed === members.length) throw new Error('the bot reacted to nobody');
    },
  };
}

const NEXT_SITTING = () => new RegExp(`^${plain('expert.sitting.next', { number: '[\\d۰-۹]+' })}$`);

/** Messages that invite to begin or resume, since a message of the facilitator's chat: the second is a reminder. */
function messagesWithBegin(chat: readonly ChatMessage[], since: number): number {
  const begin = [plain('label.start'), plain('label.resume')];
  return chat.filter((message) => message.id > since && begin.some((label) => hasButton(message, label)))
    .length;
}

async function join(messenger: LocalMessenger, { personId, startToken }: CastMember): Promise<void> {
  const sentAt = messenger.send(personId, startToken ? `/start ${startToken}` : '/start');
  const consent = await messenger.until(() => {
    const seen = newestWith(messenger.chat(personId), plain('label.accept'));
    return seen && seen.id > sentAt ? seen : undefined;
  }, REACTION_WITHIN_MS);
  await messenger.press(personId, consent.id, plain('label.accept'));
}

interface AnsweringParts {
  readonly messenger: LocalMessenger;
  readonly cast: Cast;
  readonly member: CastMember;
  readonly plan: AnsweringPlan;
  readonly signs: StudySigns;
  readonly seed: number;
}

/** One expert's round: from the opening to the last press. */
function createAnswering({ messenger, cast, member, plan, signs, seed }: AnsweringParts) {
  const { personId, temper, index } = member;
  const { openedRound: round, openedAt } = signs;
  const card = (): CardSeen | null => readCard(messenger.chat(personId), cast.study());
  const remarks = remarksOf({ seed, expert: index, temper }, round);

  /** OpenPresses, and waits until what the expert sees has changed. */
  const press = async (seen: CardSeen, label: string): Promise<PressAnswer> => {
    const answer = await messenger.press(personId, seen.message.id, label);
    if (answer.answered && !answer.showAlert) {
      await messenger.until(() => isOther(card(), seen), REACTION_WITHIN_MS);
    }
    return answer;
  };
  /** The opening of the round, which may still be on its way; in quiet hours it waits for the morning. */
  const opening = () =>
    messenger
      .until(() => {
        const seen = newestWith(messenger.chat(personId), plain('label.start'), plain('label.resume'));
        return seen && seen.id > openedAt ? seen : undefined;
      }, OPENING_WITHIN_MS)
      .catch(() => null);
  const begin = async (): Promise<CardSeen> => {
    const invitation = await opening();
    const before = card();
    if (invitation && (!before || before.message.id < invitation.id)) {
      const label = hasButton(invitation, plain('label.start'))
        ? plain('label.start')
        : plain('label.resume');
      await messenger.press(personId, invitation.id, label);
    } else {
      messenger.send(personId, '/continue');
    }
    return messenger.until(() => isOther(card(), before) && card(), REACTION_WITHIN_MS);
  };
  /** Does what the kind of round asks for, and waits until what the expert sees has changed. */
  const answer = async (seen: CardSeen, play: Play): Promise<PressAnswer | null> => {
    const scaleLabels = cast.study()?.scaleLabels ?? [];
    const { item, message } = seen;
    const step = play.next(atPhone(message), { seed, expert: index, temper, round, item, scaleLabels });
    if ('press' in step) return press(seen, step.press);
    messenger.send(personId, step.write);
    // The old card may lose its buttons before the new one has come.
    await messenger.until(() => {
      const now = card();
      return now && isOther(now, seen);
    }, REACTION_WITHIN_MS);
    return null;
  };

  /** A large questionnaire lists its sittings: goes on to the next one, where there is one left. */
  const sitDown = async (seen: CardSeen): Promise<CardSeen> => {
    const labels = seen.message.keyboard.flat().map(({ text }) => bare(text));
    const sitting = labels.find((label) => NEXT_SITTING().test(label));
    if (seen.play || sitting === undefined) return seen;
    await press(seen, sitting);
    return card() ?? seen;
  };

  return {
    async play(): Promise<void> {
      if (!plan.takesPart) return;
      let seen = await sitDown(await begin());
      if (plan.keepsAll && hasButton(seen.message, plain('label.keepAllPrevious'))) {
        await press(seen, plain('label.keepAllPrevious'));
        seen = card() ?? seen;
      }
      // Who answers everything need not know how much that is.
      const most = plan.share === 1 ? MOST_PRESSES : Math.ceil(plan.share * (seen.items ?? 1));
      for (let presses = 0; presses < MOST_PRESSES && seen.play; presses += 1) {
        if (presses >= most && !plan.handsIn && !plan.keepsAll) return;
        // A card from which no other is turned to is answered to its end.
        const goesOn = presses < most || !hasButton(seen.message, plain('label.next'));
        if (goesOn && presses === remarks.reasonAt) {
          seen = (await writeReason({ messenger, personId, index }, card)) ?? seen;
        }
        const came =
          goesOn && seen.play ? await answer(seen, seen.play) : await press(seen, plain('label.next'));
        if (came?.showAlert) return;
        const now = card();
        // Handed in from the card itself: nothing is left to press.
        if (!now) return;
        seen = await sitDown(now);
      }
      if (seen.play || !(plan.handsIn || plan.keepsAll)) return;
      await handIn(seen);
      if (remarks.proposes) await propose({ messenger, personId, index });
    },
  };

  /** With items open the first press only tells how many. */
  async function handIn(seen: CardSeen): Promise<void> {
    await press(seen, plain('label.submit'));
    const after = card();
    const stillOpen = after && !after.play && after.message.id >= seen.message.id;
    if (stillOpen) await press(after, plain('label.submit'));
  }
}

function isOther(now: CardSeen | null, before: CardSeen | null): boolean {
  if (!now || !before) return now !== before;
  return now.message.id !== before.message.id || now.message.edits !== before.message.edits;
}
