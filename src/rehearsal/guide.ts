import { plain } from '../texts/i18n.ts';
import { speaking } from '../texts/speaking.ts';
import type { Cast } from './cast.ts';
import { daytimeFrom } from './daytime.ts';
import { createFacilitator, REPLY_WITHIN_MS, Refused } from './facilitator-at-chat.ts';
import type { LocalMessenger } from './messenger.ts';
import type { Players } from './players.ts';
import type { RehearsalClock } from './rehearsal-clock.ts';
import type { StudySigns } from './signs.ts';

/** What a newcomer does next; `done` once the study is over. */
type GuideStep =
  | 'create'
  | 'invite'
  | 'join'
  | 'curate'
  | 'open'
  | 'answer'
  | 'remind'
  | 'closeAtDeadline'
  | 'closeNow'
  | 'export'
  | 'finish'
  | 'done';

export interface GuideState {
  readonly step: GuideStep;
  /** The round that the step is about. */
  readonly round: number;
  readonly mostRounds: number;
  /** What is being done at this moment, or null. */
  readonly doing: { readonly step: GuideStep; readonly done: number; readonly of: number } | null;
  /** The step that came to nothing, until another is tried, or until it has come about after all. */
  readonly failed: GuideStep | null;
  /** It failed because the bot would not do it: its answer says why. */
  readonly refused: boolean;
  /** Step after step without being asked. */
  readonly automatic: boolean;
}

export interface Guide {
  state(): GuideState;
  /** Does the next step as the facilitator would in the chat. Does nothing while one is being done. */
  next(): Promise<void>;
  /** Everybody who has a link joins. */
  joinAll(): Promise<void>;
  /** Everybody who would answer now does. */
  answerAll(): Promise<void>;
  /** Steps until the last round's result, or until it is stopped or a step fails. */
  runOn(): Promise<void>;
  stopRunning(): void;
  /** Resolves when nothing is being done. */
  whenIdle(): Promise<void>;
}

export interface GuideParts {
  readonly messenger: LocalMessenger;
  readonly facilitatorId: number;
  readonly cast: Cast;
  readonly players: Players;
  readonly signs: () => StudySigns;
  readonly clock: RehearsalClock;
  /** IANA name of the zone in which the study's times are told. */
  readonly zone: string;
  readonly onChange: () => void;
}

export function createGuide(parts: GuideParts): Guide {
  const { messenger, facilitatorId, cast, players, signs, clock, zone, onChange } = parts;
  let doing: GuideState['doing'] = null;
  /** The step that came to nothing, and what was to be done next then: what the bot does late all the same ends it. */
  let failed: { readonly step: GuideStep; readonly next: string } | null = null;
  let refused = false;
  let performing: Promise<void> = Promise.resolve();
  let automatic = false;

  const mostRounds = () => cast.study()?.mostRounds ?? 3;
  const facilitator = createFacilitator(messenger, facilitatorId);

  const nextStep = (): { step: GuideStep; round: number } => {
    const seen = signs();
    const { openedRound: opened, closedRound: closed } = seen;
    const at = (step: GuideStep, round = Math.max(opened, 1)) => ({ step, round });
    if (!seen.created) return at('create');
    if (seen.finished) return at('done');
    if (opened > closed) return at(stepInRound(opened));
    if (closed >= mostRounds() || seen.toldToFinish) return at(seen.exported ? 'finish' : 'export');
    if (opened === 0 && !cast.members().some(({ startToken }) => startToken)) return at('invite');
    if (opened === 0 && players.notJoined().length > 0) return at('join');
    return seen.ideasWait ? at('curate') : at('open', closed + 1);
  };
  const nextNamed = ({ step, round } = nextStep()) => `${step} ${round}`;
  /** The last round that was seen to have a deadline. */
  let dated = 0;
  const stepInRound = (round: number): GuideStep => {
    if (players.readyToAnswer().length > 0) return 'answer';
    const { reminder, deadline } = clock.nextMoments();
    if (reminder && players.waitingForReminder() > 0) return 'remind';
    if (deadline) dated = round;
    // Once the deadline is past, nobody has to close the round: its result is on the way.
    const closesItself = deadline ? round % 2 === 1 : dated === round;
    return closesItself ? 'closeAtDeadline' : 'closeNow';
  };
  /** The result of a round comes some moments after its closing, and only then can the next one be opened. */
  const result = (round: number) => messenger.until(() => signs().summarizedRound >= round, REPLY_WITHIN_MS);
  const beginInDaytime = async () => {
    // The clock moves for a bot that is there to see it: one whose commands are set.
    await messenger.until(() => messenger.commandsFor(facilitatorId).length > 0, REPLY_WITHIN_MS);
    const daytime = daytimeFrom(clock.now(), zone);
    if (daytime > clock.now()) await clock.moveTo(daytime);
  };

  const carryOut: Record<GuideStep, (round: number) => Promise<unknown>> = {
    async create() {
      await beginInDaytime();
      await facilitator.createExample(cast.language());
      await cast.settled();
    },
    async invite() {
      await facilitator.askForDocument('/invite');
      await cast.settled();
    },
    join: () => everybody(players.notJoined(), players.join),
    curate: () => facilitator.acceptSuggestions(),
    async open(round) {
      await result(round - 1);
      await facilitator.confirm(
        '/open',
        [plain('label.openRound')],
        plain('rehearsal.sign.opened', { number: round }),
      );
    },
    answer: () => everybody(players.readyToAnswer(), players.answer),
    async remind() {
      const { reminder } = clock.nextMoments();
      if (reminder) await clock.moveTo(reminder);
      await messenger.until(() => players.readyToAnswer().length > 0, REPLY_WITHIN_MS);
      await everybody(players.readyToAnswer(), players.answer);
    },
    async closeAtDeadline(round) {
      const { deadline } = clock.nextMoments();
      if (deadline) await clock.moveTo(deadline);
      await result(round);
    },
    async closeNow(round) {
      await facilitator.confirm(
        '/close',
        [plain('label.closeRound'), plain('label.closeAllTheSame')],
        plain('rehearsal.sign.closed', { number: round }),
      );
      await result(round);
    },
    export: () => facilitator.askForDocument('/export'),
    finish: () =>
      facilitator.confirm('/finish', [plain('label.finishStudy')], plain('rehearsal.sign.finished')),
    done: () => Promise.resolve(),
  };
  const everybody = (
    members: ReturnType<Players['notJoined']>,
    does: (member: (typeof members)[number]) => Promise<void>,
  ) =>
    players.each(members, does, (done) => {
      doing = doing && { ...doing, done, of: members.length };
      onChange();
    });
  const perform = (step: GuideStep, round: number): Promise<void> => {
    if (doing) return performing;
    doing = { step, done: 0, of: 0 };
    failed = null;
    onChange();
    performing = carry(step, round);
    return performing;
  };
  const carry = async (step: GuideStep, round: number) => {
    try {
      await speaking(cast.language(), () => carryOut[step](round));
    } catch (error) {
      failed = { step, next: nextNamed() };
      refused = error instanceof Refused;
      automatic = false;
    } finally {
      doing = null;
      onChange();
    }
  };

  return {
    state() {
      const next = nextStep();
      const stillFailed = failed?.next === nextNamed(next) ? failed.step : null;
      return { ...next, mostRounds: mostRounds(), doing, failed: stillFailed, refused, automatic };
    },
    async next() {
      const { step, round } = nextStep();
      await perform(step, round);
    },
    joinAll: () => perform('join', 1),
    answerAll: () => perform('answer', signs().openedRound),
    async runOn() {
      if (automatic) return;
      automatic = true;
      onChange();
      // What was begun before is waited for: nothing else is done meanwhile.
      await performing;
      while (automatic) {
        const { step, round } = nextStep();
        if (step === 'export' || step === 'finish' || step === 'done') break;
        await perform(step, round);
      }
      automatic = false;
      onChange();
    },
    stopRunning() {
      automatic = false;
      onChange();
    },
    whenIdle: () => performing,
  };
}
