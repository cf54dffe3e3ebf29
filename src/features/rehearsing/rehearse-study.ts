import { setImmediate as nextTurn } from 'node:timers/promises';
import { temperOf } from '../../domain/invented-expert.ts';
import type { Outcome } from '../../domain/refusals.ts';
import { type RehearsalTurns, rehearsalTurns } from '../../domain/rehearsal-turns.ts';
import type {
  RehearsalProgress,
  RehearsalRequest,
  Rehearsed,
  RunInBackground,
} from '../../jobs/background.ts';
import type { Message } from '../../messages/message.ts';
import { MESSENGERS } from '../../messengers/all.ts';
import { seededRandom } from '../../statistics/seeded-random.ts';
import { ensureAccount } from '../../store/accounts.ts';
import { loadExperts } from '../../store/experts.ts';
import { addFacilitator } from '../../store/facilitators.ts';
import { type Database, openDatabase, transact } from '../../store/file/database.ts';
import { loadPanelRounds } from '../../store/panel-rounds.ts';
import { loadPanels } from '../../store/panels.ts';
import { loadNewProposals } from '../../store/proposals.ts';
import { loadInvited } from '../../store/questionnaires.ts';
import { loadOpenRound, type Round } from '../../store/rounds.ts';
import { loadScale, needStudy } from '../../store/studies.ts';
import { composeNews } from '../answering/compose-news.ts';
import { exportStudy } from '../exporting/export-study.ts';
import { acceptConsent } from '../joining/enrol.ts';
import { composeClosingCard, composeClosingPicture } from '../judging/closing-cards.ts';
import { judgeRound } from '../judging/judge-round.ts';
import { decideProposal } from '../proposals/decide-proposal.ts';
import { closeOverdueRounds } from '../rounds/close-round.ts';
import { finishPreviewed, prepareFinish } from '../rounds/finish-study.ts';
import { openRound, prepareOpening } from '../rounds/open-round.ts';
import { asSample } from '../rounds/sample-card.ts';
import { createStudy } from '../workbooks/create-study.ts';
import { checkStudy } from './check-study.ts';
import { answerByHand } from './invented-hand.ts';
import {
  aboutText,
  cardHeading,
  closingCaption,
  openingHeading,
  type PlayedRound,
  refusedMessage,
  rehearsedMessage,
  ruleCheckMessage,
} from './rehearsed-message.ts';

export interface RehearsalParts {
  readonly run: RunInBackground;
  readonly tell: (progress: RehearsalProgress) => void;
}

const ANSWERS_A_MINUTE = 30_000;
/** About so many closing cards are sent, of each round as many; the archive has all charts. */
const MOST_CLOSING_CARDS = 10;
const MOST_SAMPLE_CARDS = 6;

/**
 * Plays a whole study with invented experts in a database of its own, which is only in memory and gone with its end:
 * the facilitator's actions and the experts' are those of a real study, and nothing is sent to anybody.
 */
export async function rehearseStudy(request: RehearsalRequest, parts: RehearsalParts): Promise<Rehearsed> {
  const turns = rehearsalTurns(request.draft);
  const attempts = turns.answers <= SHORT ? ATTEMPTS : 1;
  for (let attempt = 1; ; attempt += 1) {
    const db = openDatabase(':memory:');
    try {
      const stage = setStage(db, { ...request, seed: request.seed + attempt - 1 }, turns, parts);
      const played = await playRounds(stage, request.now);
      if ('refused' in played) return played;
      if (isPlayedThrough(stage) || attempt === attempts) return await tell(stage, played);
    } finally {
      db.$client.close();
    }
  }
}

/** Of so few answers a rehearsal is over in seconds, and may be begun again. */
const SHORT = 5000;
/** Invented experts may drop all that a panel has before its last rounds are seen: others then play it again. */
const ATTEMPTS = 4;

function isPlayedThrough({ db, studyId }: Stage): boolean {
  return loadPanels(db, studyId).every(({ status }) => status !== 'dropped');
}

function setStage(
  db: Database,
  request: RehearsalRequest,
  turns: RehearsalTurns,
  parts: RehearsalParts,
): Stage {
  const { seed, zone } = request;
  const random = seededRandom(seed);
  return {
    ...{ db, random, zone, seed, turns: turns.experts, ...parts },
    minutes: Math.ceil(turns.answers / ANSWERS_A_MINUTE),
    ...castStudy(db, request, random.below),
  };
}

/** A study that has ended: how its rounds went, and what is shown of them. */
interface PlayedStudy {
  readonly rounds: readonly (PlayedRound & { readonly id: number })[];
  /** Cards as an expert saw them. */
  readonly shown: readonly SentCard[];
  readonly endedAt: Date;
}

async function playRounds(stage: Stage, now: Date): Promise<PlayedStudy | { refused: Message }> {
  const shown: SentCard[] = [];
  const rounds: (PlayedRound & { id: number })[] = [];
  let at = now;
  for (;;) {
    const opened = openNext(stage, at);
    if (!opened.ok && rounds.length === 0) return { refused: refusedMessage(opened.refusal) };
    if (!opened.ok) break;
    rounds.push(await playRound(stage, opened.round, shown));
    at = new Date(opened.round.deadline.getTime() + PAUSE_MS);
    decideIdeas(stage, at);
  }
  finish(stage, at);
  return { rounds, shown, endedAt: at };
}

async function tell(stage: Stage, { rounds, shown, endedAt }: PlayedStudy): Promise<Rehearsed> {
  const { db, studyId, random, zone, minutes } = stage;
  const { title } = needStudy(db, studyId);
  stage.tell({ round: null, answered: 0, experts: 0, minutes });
  const check = checkStudy(db, studyId, random);
  const ofEach = Math.ceil(MOST_CLOSING_CARDS / rounds.length);
  const closing = await closingCards(
    stage,
    rounds.map(({ id }) => id),
    ofEach,
  );
  return {
    told: rehearsedMessage({ title, rounds, closing: closing.cards.length, allClosing: closing.all }),
    cards: [...shown.slice(0, MOST_SAMPLE_CARDS), ...closing.cards],
    archive: await exportStudy(db, studyId, {
      ...{ now: endedAt, zone, rehearsal: aboutText(title, check) },
      draw: (picture) => stage.run('draw-picture', picture),
    }),
    check: ruleCheckMessage(title, check),
  };
}

type SentCard = Extract<Rehearsed, { told: Message }>['cards'][number];

/** Between a round's deadline and the next opening. */
const PAUSE_MS = 24 * 60 * 60 * 1000;

interface Stage extends RehearsalParts {
  readonly db: Database;
  readonly studyId: number;
  readonly facilitatorId: number;
  readonly random: ReturnType<typeof seededRandom>;
  readonly zone: string;
  readonly seed: number;
  readonly minutes: number;
  /** Places in the workbook of experts who have their turn in every round. */
  readonly turns: ReadonlySet<number>;
}

/** Creates the study, and lets everybody join. */
function castStudy(
  db: Database,
  { draft, now: at }: RehearsalRequest,
  randomBelow: (limit: number) => number,
): { studyId: number; facilitatorId: number } {
  const messenger = MESSENGERS[0]!.name;
  let people = 0;
  const someone = () => {
    people += 1;
    return people;
  };
  return transact(db, (tx) => {
    const facilitatorId = ensureAccount(tx, messenger, someone(), at).id;
    addFacilitator(tx, facilitatorId, 'settings', at);
    const random = { randomBelow, newToken: () => `rehearsal-${someone()}` };
    const studyId = createStudy(tx, { draft, accountId: facilitatorId, at, random });
    for (const { token } of loadExperts(tx, studyId)) {
      const accountId = ensureAccount(tx, messenger, someone(), at).id;
      const joined = acceptConsent(tx, { token: token!, accountId, at, randomBelow });
      if (!joined.ok) throw new Error(`an invented expert could not join: ${joined.refusal.code}`);
    }
    return { studyId, facilitatorId };
  });
}

/** Opens the next round as `/open` would. */
function openNext(
  { db, studyId, facilitatorId: accountId, zone }: Stage,
  at: Date,
): Outcome<{ round: Round }> {
  return transact(db, (tx) => {
    const prepared = prepareOpening(tx, { study: needStudy(tx, studyId), accountId, when: null, at });
    if (!prepared.ok) return prepared;
    const { previewId } = prepared;
    const opened = openRound(tx, { previewId, accountId, at, zone, quietHours: null });
    return opened.ok ? { ok: true, round: loadOpenRound(tx, studyId)! } : opened;
  });
}

async function playRound(
  stage: Stage,
  round: Round,
  shown: SentCard[],
): Promise<PlayedRound & { id: number }> {
  const { db, run, random } = stage;
  const answered = await answerRound(stage, round, shown);
  transact(db, (tx) => closeOverdueRounds(tx, round.deadline));
  await judgeRound(db, round.id, {
    run: withoutPictures(run),
    now: () => round.deadline,
    randomBelow: random.below,
  });
  return { id: round.id, number: round.number, ...answered };
}

/** Of all closing cards only those are drawn that are sent. */
function withoutPictures(run: RunInBackground): RunInBackground {
  return (name, input) =>
    name === 'draw-picture' ? Promise.reject(new Error('not drawn in a rehearsal')) : run(name, input);
}

/** Everybody answers, each by temper. */
async function answerRound(
  stage: Stage,
  round: Round,
  shown: SentCard[],
): Promise<Omit<PlayedRound, 'number'>> {
  const { db, studyId, turns, seed, minutes, tell } = stage;
  const places = new Map(loadExperts(db, studyId).map(({ id, position }) => [id, position]));
  const invited = loadInvited(db, round.id, 0, Number.MAX_SAFE_INTEGER).map((one) => ({
    ...one,
    expert: places.get(one.expertId)!,
  }));
  const answering = invited
    .toSorted((one, other) => one.expert - other.expert)
    .filter(({ expert }) => turns.has(expert));
  const scaleLabels = loadScale(db, studyId).map(({ label }) => label);
  const reader = answering.find(({ expert }) => temperOf(seed, expert) === 'agreeing') ?? answering[0];
  let answered = 0;
  for (const [at, { questionnaireId, accountId, expert }] of answering.entries()) {
    tell({ round: round.number, answered: at, experts: answering.length, minutes });
    let card: Message | null = null;
    const opening = { questionnaireId, accountId, at: round.openedAt, zone: stage.zone };
    if (expert === reader?.expert && shown.length === 0) shown.push(...openingCard(db, opening));
    const sitter = { questionnaireId, accountId, expert, temper: temperOf(seed, expert), seed };
    const takesPart = answerByHand(
      db,
      { ...sitter, round: round.number, scaleLabels },
      {
        nextMoment: momentsOf(round, at / answering.length),
        onCard: (message) => {
          card ??= message;
        },
      },
    );
    if (takesPart) answered += 1;
    if (expert === reader?.expert && card)
      shown.push({ message: asSample(card, cardHeading(round.number)), png: null });
    await nextTurn();
  }
  return { experts: invited.length, asked: answering.length, answered };
}

const PRESS_EVERY_MS = 15_000;
/** Nobody begins in the last part of a round. */
const BEGUN_BY = 0.7;

/** The moments of an expert's presses. @param turn 0 to 1: when in the round the expert begins */
function momentsOf({ openedAt, deadline }: Round, turn: number): () => Date {
  const last = deadline.getTime() - 1;
  let at = openedAt.getTime() + (last - openedAt.getTime()) * BEGUN_BY * turn;
  return () => {
    at = Math.min(at + PRESS_EVERY_MS, last);
    return new Date(at);
  };
}

function openingCard(
  db: Database,
  { at, zone, ...to }: { questionnaireId: number; accountId: number; at: Date; zone: string },
): readonly SentCard[] {
  const news = { ...to, rowId: Number.MAX_SAFE_INTEGER, kind: 'round-opened' } as const;
  const message = composeNews(db, news, { at, zone, quietHours: null });
  return message ? [{ message: asSample(message, openingHeading()), png: null }] : [];
}

/** The closing cards of rounds, as their facilitator gets them; of each round so many, those left out counted. */
async function closingCards(
  { db, run }: Stage,
  roundIds: readonly number[],
  ofEach: number,
): Promise<{ cards: SentCard[]; all: number }> {
  const cards: SentCard[] = [];
  let all = 0;
  for (const roundId of roundIds) {
    const pictures = loadPanelRounds(db, roundId).flatMap(({ id }) => {
      const picture = composeClosingPicture(db, id);
      return picture ? [{ id, picture }] : [];
    });
    all += pictures.length;
    for (const { id, picture } of pictures.slice(0, ofEach)) {
      const { html } = composeClosingCard(db, { panelRoundId: id, fileId: null }) as Message;
      // Where this machine cannot draw, it goes out as text.
      const png = await run('draw-picture', { of: 'closing', ...picture }).catch(() => null);
      cards.push({ message: { html: closingCaption(html) }, png });
    }
  }
  return { cards, all };
}

/** Takes in every idea that could be an item of its own, as a facilitator might. */
function decideIdeas({ db, studyId, facilitatorId: accountId }: Stage, at: Date): void {
  transact(db, (tx) => {
    for (const { id: proposalId } of loadNewProposals(tx, studyId)) {
      const press = { proposalId, accountId, at };
      if (!decideProposal(tx, { ...press, decision: 'accepted' }).ok)
        decideProposal(tx, { ...press, decision: 'rejected' });
    }
  });
}

function finish({ db, studyId, facilitatorId: accountId }: Stage, at: Date): void {
  transact(db, (tx) => {
    const prepared = prepareFinish(tx, { study: needStudy(tx, studyId), accountId, at });
    if (prepared.ok) finishPreviewed(tx, { previewId: prepared.previewId, accountId, at });
  });
}
