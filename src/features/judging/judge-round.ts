import { setImmediate as nextTurn } from 'node:timers/promises';
import type { PanelJudgement } from '../../domain/judged-round.ts';
import type { PanelAnswers, PanelToJudge } from '../../domain/judging.ts';
import type { RoundKind } from '../../domain/study-draft.ts';
import type { RunInBackground, TellProgress } from '../../jobs/background.ts';
import { kindOf } from '../../kinds/all.ts';
import { logEvent } from '../../store/events.ts';
import { type Database, type Transaction, transact } from '../../store/file/database.ts';
import { countOpenQuestion } from '../../store/open-question.ts';
import { queueMessage } from '../../store/outbox.ts';
import {
  freezePanelRound,
  loadPanelRound,
  loadPanelRoundExperts,
  loadPanelRoundItems,
  loadPanelRounds,
  type PanelRound,
  setPanelVerdict,
} from '../../store/panel-rounds.ts';
import {
  countActiveItems,
  dropItems,
  loadPanels,
  loadPanelsThatLost,
  setPanelStatus,
} from '../../store/panels.ts';
import { countIdeas } from '../../store/proposals.ts';
import { loadReminderEffect } from '../../store/reminders.ts';
import { insertItemResult, loadGivenAnswers } from '../../store/results.ts';
import { countRoundsOfKind, needRound, type Round, setRoundJudged } from '../../store/rounds.ts';
import {
  loadScale,
  loadStudyFacilitators,
  loadVersions,
  needStudy,
  rulesOf,
  type Study,
} from '../../store/studies.ts';
import { applyAcceptedProposals } from '../proposals/apply-proposals.ts';
import { tellProposers } from '../proposals/tell-proposers.ts';
import { drawRoundCodes } from '../studies/draw-round-codes.ts';
import { queueClosingCards } from './closing-cards.ts';
import { planSummary } from './compose-summary.ts';

/** Roughly how many answers are loaded at a time: some milliseconds, so that presses never wait for a large panel. */
const ANSWERS_A_SLICE = 1000;

/**
 * Judges a closed round panel by panel and freezes the results; then the facilitators get each panel's closing card,
 * and the summary. Each panel is judged in one short transaction, so that a killed run goes on with the next one.
 */
export async function judgeRound(db: Database, roundId: number, parts: JudgingParts): Promise<void> {
  const round = needRound(db, roundId);
  if (round.state === 'closed') await judgeClosedRound(db, round, parts);
  await queueClosingCards(db, roundId, parts);
  await queueSummary(db, needRound(db, roundId), parts.now());
}

interface JudgingParts {
  readonly run: RunInBackground;
  readonly now: () => Date;
  /** Draws whole numbers from 0 to below a limit, for codes. */
  readonly randomBelow: (limit: number) => number;
  readonly told?: TellProgress;
}

async function judgeClosedRound(
  db: Database,
  { id: roundId, studyId, number }: Round,
  { run, now, randomBelow, told }: JudgingParts,
): Promise<void> {
  const study = needStudy(db, studyId);
  const panelRounds = loadPanelRounds(db, roundId);
  const judges = await loadJudges(db, roundId, panelRounds);
  for (const [at, panelRound] of panelRounds.entries()) {
    if (panelRound.state === 'judged') continue;
    told?.({ step: at + 1, steps: panelRounds.length, what: 'facilitator.job.steps.panel' });
    const panel = await loadPanelToJudge(db, study, panelRound, { number, judges });
    const judged = await run('judge-panel', panel);
    await freezePanel(db, study, panelRound, { number, judged, randomBelow });
  }
  transact(db, (tx) => endJudging(tx, study, roundId, number, now()));
}

/** Loads everything that a panel's verdict in a round depends on. */
export async function loadPanelToJudge(
  db: Database,
  study: Study,
  panelRound: PanelRound,
  { number: roundNumber, judges }: { number: number; judges: Judges },
): Promise<PanelToJudge> {
  const { answers, noOpinion, handedIn, inBulk } = await loadPanelAnswers(db, panelRound);
  const previousRound =
    panelRound.feedbackFromId === null ? undefined : loadPanelRound(db, panelRound.feedbackFromId);
  const previous = previousRound ? await loadPanelAnswers(db, previousRound) : null;
  const ideas = countIdeas(db, panelRound);
  return {
    ...answers,
    kind: panelRound.kind,
    roundNumber,
    roundOfKind: countRoundsOfKind(db, panelRound),
    scale: loadScale(db, study.id).map(({ value }) => value),
    noOpinion,
    handedIn,
    ideas: answers.expertIds.map((expertId) => ideas.get(expertId) ?? 0),
    inBulk,
    rules: rulesOf(study),
    versions: loadVersions(db, study.id),
    judges: answers.itemIds.map((itemId) => judges.get(panelRound.kind)?.get(itemId) ?? null),
    previous: previous && { ...previous.answers, w: previousRound?.concordance?.w ?? null },
    seed: study.seed + panelRound.id,
  };
}

/** By kind and item: the ratings of all its judges, each counted once, where several panels share one verdict on it. */
type Judges = ReadonlyMap<RoundKind, ReadonlyMap<number, readonly number[]>>;

/** @param panelRounds all panel-rounds of the round */
export async function loadJudges(
  db: Database,
  roundId: number,
  panelRounds: readonly PanelRound[],
): Promise<Judges> {
  const judges = new Map<RoundKind, Map<number, number[]>>();
  for (const kind of new Set(panelRounds.map((panelRound) => panelRound.kind))) {
    if (kindOf(kind).dropsFrom !== 'everyPanel') continue;
    const asking = panelRounds.filter((panelRound) => panelRound.kind === kind);
    const asked = asking.flatMap(({ id }) => loadPanelRoundItems(db, id).map(({ itemId }) => itemId));
    const shared = asked.filter((itemId, at) => asked.indexOf(itemId) !== at);
    const ratings = new Map(shared.map((itemId) => [itemId, [] as number[]]));
    judges.set(kind, ratings);
    if (ratings.size === 0) continue;
    for (const expertId of new Set(asking.flatMap(({ id }) => loadPanelRoundExperts(db, id)))) {
      for (const [itemId, value] of loadGivenAnswers(db, { roundId, panelId: 0, kind }, expertId).answers) {
        if (value !== null) ratings.get(itemId)?.push(value);
      }
      await nextTurn();
    }
  }
  return judges;
}

/** A panel's answers of one round as a table, loaded a few experts at a time. */
async function loadPanelAnswers(
  db: Database,
  panelRound: PanelRound,
): Promise<{ answers: PanelAnswers; noOpinion: number[]; handedIn: boolean[]; inBulk: boolean[][] }> {
  const { id } = panelRound;
  const itemIds = loadPanelRoundItems(db, id).map(({ itemId }) => itemId);
  const expertIds = loadPanelRoundExperts(db, id);
  const column = new Map(itemIds.map((itemId, at) => [itemId, at]));
  const noOpinion = itemIds.map(() => 0);
  const ratings: (number | null)[][] = [];
  const handedIn: boolean[] = [];
  const inBulk: boolean[][] = [];
  let loaded = 0;
  for (const expertId of expertIds) {
    const given = loadGivenAnswers(db, panelRound, expertId);
    const row: (number | null)[] = itemIds.map(() => null);
    const bulk = itemIds.map(() => false);
    for (const [itemId, value, kept] of given.answers) {
      const at = column.get(itemId);
      // An item of another of the expert's panels.
      if (at === undefined) continue;
      bulk[at] = kept === 1;
      if (value === null) noOpinion[at]! += 1;
      else row[at] = value;
    }
    ratings.push(row);
    inBulk.push(bulk);
    handedIn.push(given.handedIn);
    loaded += itemIds.length;
    if (loaded < ANSWERS_A_SLICE) continue;
    loaded = 0;
    await nextTurn();
  }
  return { answers: { itemIds, expertIds, ratings }, noOpinion, handedIn, inBulk };
}

/** Results written at a time; a large panel's are written in slices, and its state last. */
const RESULTS_A_SLICE = 200;

async function freezePanel(
  db: Database,
  study: Study,
  panelRound: PanelRound,
  round: { number: number; judged: PanelJudgement; randomBelow: JudgingParts['randomBelow'] },
): Promise<void> {
  const { number, judged, randomBelow } = round;
  for (let from = 0; from < judged.items.length; from += RESULTS_A_SLICE) {
    const slice = judged.items.slice(from, from + RESULTS_A_SLICE);
    transact(db, (tx) => {
      for (const item of slice) insertItemResult(tx, panelRound.id, item);
    });
    await nextTurn();
  }
  transact(db, (tx) => {
    const dropped = judged.items.filter(({ kept }) => !kept).map(({ itemId }) => itemId);
    if (kindOf(panelRound.kind).drops(number, judged.rules))
      dropItems(tx, losingPanels(tx, panelRound, study), dropped, 'below_rule', panelRound.roundId);
    setPanelStatus(tx, panelRound.panelId, judged.verdict);
    const { items, ...result } = judged;
    freezePanelRound(tx, panelRound.id, result);
    if (study.anonymity === 'unlinked') drawRoundCodes(tx, study.id, [panelRound.id], randomBelow);
  });
}

/** The panels that lose an item when this panel-round drops it. */
function losingPanels(tx: Transaction, { kind, panelId }: PanelRound, study: Study): number[] {
  switch (kindOf(kind).dropsFrom) {
    case 'itsPanel':
      return [panelId];
    case 'everyPanel':
      return loadPanels(tx, study.id).map(({ id }) => id);
    case 'nowhere':
      return [];
  }
}

function endJudging(tx: Transaction, study: Study, roundId: number, number: number, at: Date): void {
  setRoundJudged(tx, roundId, at);
  applyAcceptedProposals(tx, study.id, at);
  tellProposers(tx, study, at);
  dropEmptiedPanels(tx, study, roundId);
  if (number >= study.maxRounds) finishSkippedPanels(tx, study);
  logEvent(tx, {
    ...{ studyId: study.id, at, actor: 'program', kind: 'round.judged' },
    details: {
      ...{ round: number, openQuestion: countOpenQuestion(tx, roundId) },
      reminders: loadReminderEffect(tx, roundId),
    },
  });
}

/** Tells the facilitators exactly once, also where a killed run had judged the round already. */
async function queueSummary(db: Database, { id: roundId, studyId }: Round, at: Date): Promise<void> {
  const plan = await planSummary(db, roundId, { afterCards: true });
  transact(db, (tx) => {
    for (const accountId of loadStudyFacilitators(tx, studyId)) {
      for (const { part, parts, panelIds } of plan) {
        queueMessage(tx, {
          kind: 'summary',
          key: `summary:${roundId}:${accountId}:${part}`,
          accountId,
          at,
          args: { roundId, part, parts, panelIds: [...panelIds], afterCards: true },
        });
      }
    }
  });
}

/**
 * A screening or validity round drops an item from all panels: it may have emptied panels that kept all they judged.
 */
function dropEmptiedPanels(tx: Transaction, study: Study, roundId: number): void {
  const left = countActiveItems(tx, study.id, study.excludedAudiences);
  for (const panelId of loadPanelsThatLost(tx, study.id, roundId)) {
    if (left.has(panelId)) continue;
    setPanelStatus(tx, panelId, 'dropped');
    setPanelVerdict(tx, roundId, panelId, 'dropped');
  }
}

/** A panel that sat out the last round is finished all the same. */
function finishSkippedPanels(tx: Transaction, study: Study): void {
  for (const panel of loadPanels(tx, study.id)) {
    if (panel.status === 'active') setPanelStatus(tx, panel.id, 'finished');
  }
}
