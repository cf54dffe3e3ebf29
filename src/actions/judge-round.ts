import { setImmediate as nextTurn } from 'node:timers/promises';
import type { JudgedPanel, PanelAnswers, PanelToJudge } from '../domain/judging.ts';
import { choicesOf } from '../domain/kinds.ts';
import { dropsEverywhere } from '../domain/verdict.ts';
import { type Database, type Transaction, transact } from '../store/database.ts';
import { logEvent } from '../store/events.ts';
import { loadItemPanels } from '../store/items.ts';
import { queueMessage } from '../store/outbox.ts';
import { dropItems, loadActiveItems, loadPanels, setPanelStatus } from '../store/panels.ts';
import { insertItemResult, loadCountedAnswers, loadHandedIn } from '../store/results.ts';
import {
  freezePanelRound,
  loadPanelRound,
  loadPanelRoundExperts,
  loadPanelRoundItems,
  loadPanelRounds,
  needRound,
  type PanelRound,
  setPanelVerdict,
  setRoundJudged,
} from '../store/rounds.ts';
import { loadScale, loadStudyFacilitators, needStudy, type Study } from '../store/studies.ts';
import { applyAcceptedProposals } from './apply-proposals.ts';
import type { RunInBackground } from './background.ts';
import { summaryParts } from './compose-summary.ts';

/** Experts whose answers are loaded at once: a taste of a large panel, so that presses never wait for it. */
const EXPERTS_A_SLICE = 5;

/**
 * Judges a closed round panel by panel, and freezes what comes of it; then the facilitators get the summary. A panel
 * is judged in one short transaction, so that a run that was killed goes on with the next one.
 */
export async function judgeRound(
  db: Database,
  roundId: number,
  { run, now }: { run: RunInBackground; now: () => Date },
): Promise<void> {
  const round = needRound(db, roundId);
  if (round.state !== 'closed') return;
  const study = needStudy(db, round.studyId);
  for (const panelRound of loadPanelRounds(db, roundId)) {
    if (panelRound.state === 'judged') continue;
    const panel = await loadPanelToJudge(db, study, panelRound, round.number);
    const judged = await run('judge-panel', panel);
    await freezePanel(db, study, panelRound, judged);
  }
  transact(db, (tx) => endJudging(tx, study, roundId, round.number, now()));
}

async function loadPanelToJudge(
  db: Database,
  study: Study,
  panelRound: PanelRound,
  roundNumber: number,
): Promise<PanelToJudge> {
  const { answers, noOpinion, handedIn } = await loadPanelAnswers(db, panelRound);
  const previousRound =
    panelRound.feedbackFromId === null ? undefined : loadPanelRound(db, panelRound.feedbackFromId);
  const previous = previousRound ? await loadPanelAnswers(db, previousRound) : null;
  const { minRounds, maxRounds, stabilityThreshold, agreementThreshold } = study;
  return {
    ...answers,
    kind: panelRound.kind,
    roundNumber,
    scale: choicesOf(panelRound.kind, loadScale(db, study.id)).map(({ value }) => value),
    neutralPoint: study.neutralPoint,
    noOpinion,
    handedIn,
    rules: { minRounds, maxRounds, stabilityThreshold, agreementThreshold },
    previous: previous && { ...previous.answers, w: previousRound?.concordance?.w ?? null },
    seed: study.seed + panelRound.id,
  };
}

/** A panel's answers of one round as a table, loaded a few experts at a time. */
async function loadPanelAnswers(
  db: Database,
  panelRound: PanelRound,
): Promise<{ answers: PanelAnswers; noOpinion: number[]; handedIn: boolean[] }> {
  const itemIds = loadPanelRoundItems(db, panelRound.id).map(({ itemId }) => itemId);
  const expertIds = loadPanelRoundExperts(db, panelRound.id);
  const column = new Map(itemIds.map((itemId, at) => [itemId, at]));
  const row = new Map(expertIds.map((expertId, at) => [expertId, at]));
  const ratings: (number | null)[][] = expertIds.map(() => itemIds.map(() => null));
  const noOpinion = itemIds.map(() => 0);
  const handedIn = new Set<number>();
  for (let from = 0; from < expertIds.length; from += EXPERTS_A_SLICE) {
    const slice = expertIds.slice(from, from + EXPERTS_A_SLICE);
    for (const { expertId, itemId, state, value } of loadCountedAnswers(db, panelRound, slice)) {
      if (state === 'rated') ratings[row.get(expertId)!]![column.get(itemId)!] = value;
      if (state === 'no_opinion') noOpinion[column.get(itemId)!]! += 1;
    }
    for (const expertId of loadHandedIn(db, panelRound.roundId, slice)) handedIn.add(expertId);
    await nextTurn();
  }
  return {
    answers: { itemIds, expertIds, ratings },
    noOpinion,
    handedIn: expertIds.map((expertId) => handedIn.has(expertId)),
  };
}

/** Results written in one go; a large panel's are written in slices, and its state last. */
const RESULTS_A_SLICE = 200;

async function freezePanel(
  db: Database,
  study: Study,
  panelRound: PanelRound,
  judged: JudgedPanel,
): Promise<void> {
  for (let from = 0; from < judged.items.length; from += RESULTS_A_SLICE) {
    const slice = judged.items.slice(from, from + RESULTS_A_SLICE);
    transact(db, (tx) => {
      for (const item of slice) {
        insertItemResult(tx, { panelRoundId: panelRound.id, ...item, counts: { ...item.counts } });
      }
    });
    await nextTurn();
  }
  transact(db, (tx) => {
    const dropped = judged.items.filter(({ kept }) => !kept).map(({ itemId }) => itemId);
    const panelIds = dropsEverywhere(panelRound.kind)
      ? loadPanels(tx, study.id).map(({ id }) => id)
      : [panelRound.panelId];
    dropItems(tx, panelIds, dropped, 'below_rule', panelRound.roundId);
    setPanelStatus(tx, panelRound.panelId, judged.status);
    const { items, status, concordance, ...counts } = judged;
    freezePanelRound(tx, panelRound.id, { ...counts, concordance, verdict: status });
  });
}

function endJudging(tx: Transaction, study: Study, roundId: number, number: number, at: Date): void {
  setRoundJudged(tx, roundId, at);
  applyAcceptedProposals(tx, study.id, at);
  dropEmptiedPanels(tx, study, roundId);
  if (number >= study.maxRounds) finishSkippedPanels(tx, study);
  const parts = summaryParts(tx, roundId);
  for (const accountId of loadStudyFacilitators(tx, study.id)) {
    for (let part = 0; part < parts; part += 1) {
      queueMessage(tx, {
        kind: 'summary',
        key: `summary:${roundId}:${accountId}:${part}`,
        accountId,
        at,
        args: { roundId, part },
      });
    }
  }
  logEvent(tx, { studyId: study.id, at, actor: 'program', kind: 'round.judged', details: { round: number } });
}

/** A screening or validity round drops an item everywhere: it may have emptied panels that kept all they judged. */
function dropEmptiedPanels(tx: Transaction, study: Study, roundId: number): void {
  const left = loadActiveItems(tx, study.id, study.excludedAudiences);
  const losers = [...loadItemPanels(tx, study.id).values()]
    .flat()
    .filter(({ panelId, droppedInRoundId }) => droppedInRoundId === roundId && !left.has(panelId));
  for (const panelId of new Set(losers.map((row) => row.panelId))) {
    setPanelStatus(tx, panelId, 'dropped');
    setPanelVerdict(tx, roundId, panelId, 'dropped');
  }
}

/** A panel that took no part in the last round is over all the same. */
function finishSkippedPanels(tx: Transaction, study: Study): void {
  for (const panel of loadPanels(tx, study.id)) {
    if (panel.status === 'active') setPanelStatus(tx, panel.id, 'finished');
  }
}
