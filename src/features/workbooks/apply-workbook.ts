import { isDeepStrictEqual } from 'node:util';
import { foldText } from '../../domain/digits.ts';
import { type CurrentExpert, type ExpertMatching, matchExperts } from '../../domain/expert-matching.ts';
import { drawPseudonym } from '../../domain/pseudonym.ts';
import { type StudyChange, wantedRules } from '../../domain/study-change.ts';
import type { ExpertDraft } from '../../domain/study-draft.ts';
import { loadUncodedOnPaper, setPaperCode } from '../../store/answers.ts';
import { recordDeviation } from '../../store/deviations.ts';
import { logEvent } from '../../store/events.ts';
import {
  type Expert,
  loadAllExperts,
  loadExpert,
  loadSeats,
  removeExpert,
  replaceSeats,
  restoreExpert,
  updateExpert,
} from '../../store/experts.ts';
import { loadJudgedPanelRounds } from '../../store/export-rows.ts';
import type { Transaction } from '../../store/file/database.ts';
import { insertPanel, loadPanels, removePanel, restorePanel, updatePanel } from '../../store/panels.ts';
import { loadTakenCodes } from '../../store/round-codes.ts';
import { replaceRoundPlan, replaceScale, saveAsides, updateRules } from '../../store/studies.ts';
import { tellOfRemoval } from '../leaving/tell-of-removal.ts';
import { drawRoundCodes } from '../studies/draw-round-codes.ts';
import { wakePanels } from '../studies/wake-panels.ts';
import { applyItems } from './apply-items.ts';
import { addExpert, type PanelIds, panelIdsOf } from './create-study.ts';
import { deviationDetails } from './deviation-details.ts';
import type { WorkbookChange } from './workbook-change.ts';

/**
 * Makes a study what its later workbook says. Ids, links and accounts stay; what rounds hold stays too, so that an
 * expert, item or panel that is taken off keeps its past. Departures from the locked protocol are logged one by one.
 */
export function applyWorkbook(tx: Transaction, applied: WorkbookChange): void {
  const { study, draft, change, at, accountId, reason } = applied;
  const rules = wantedRules(applied.current, draft);
  updateRules(tx, study.id, rules);
  if (study.anonymity === 'named' && rules.anonymity !== 'named') codePaper(tx, applied);
  if (rules.anonymity === 'unlinked' && study.anonymity !== 'unlinked') drawPastCodes(tx, applied);
  if (change.scale) replaceScale(tx, study.id, draft.scale);
  if (change.rounds) replaceRoundPlan(tx, study.id, draft.rounds);
  if (change.asides.length > 0) saveAsides(tx, study.id, draft);
  const panelIds = applyPanels(tx, applied);
  applyExperts(tx, applied, panelIds);
  applyItems(tx, applied, panelIds);
  for (const { id } of change.panels.removed) removePanel(tx, id, at);
  wakePanels(tx, study.id);
  logEvent(tx, {
    ...{ studyId: study.id, at, actor: 'facilitator', accountId, kind: 'study.changed' },
    details: countsOf(change),
  });
  for (const part of change.deviations)
    recordDeviation(tx, study.id, { ...deviationDetails(part, change), reason, at, accountId });
}

/** What came on paper while answers were told under names gets the codes of its own that a coded study gives it. */
function codePaper(tx: Transaction, { study, random }: WorkbookChange): void {
  const taken = loadTakenCodes(tx, study.id);
  for (const expertId of loadUncodedOnPaper(tx, study.id)) {
    const code = drawPseudonym(taken, random.randomBelow);
    taken.add(code);
    setPaperCode(tx, expertId, code);
  }
}

/** Rounds that were judged before their answers were to stand under codes of one round and panel. */
function drawPastCodes(tx: Transaction, { study, random }: WorkbookChange): void {
  const judged = loadJudgedPanelRounds(tx, study.id).map(({ panelRound }) => panelRound.id);
  drawRoundCodes(tx, study.id, judged, random.randomBelow);
}

/** Panels in the workbook's order. @returns their ids, by folded code */
function applyPanels(tx: Transaction, { study, draft }: WorkbookChange): PanelIds {
  const known = new Map(loadPanels(tx, study.id).map((panel) => [foldText(panel.code), panel]));
  return new Map(
    draft.panels.map(({ code, name }, position) => {
      const panel = known.get(foldText(code));
      if (!panel) return [foldText(code), insertPanel(tx, { studyId: study.id, position, code, name })];
      updatePanel(tx, panel.id, { position, name });
      if (panel.removedAt) restorePanel(tx, panel.id);
      return [foldText(code), panel.id];
    }),
  );
}

function applyExperts(tx: Transaction, applied: WorkbookChange, panelIds: PanelIds): void {
  const { study, current, draft, decisions, change, at } = applied;
  const { matched, added, removed } = matchExperts(current.experts, draft.experts, decisions);
  for (const { id } of removed) {
    tellOfRemoval(tx, loadExpert(tx, id)!, at);
    removeExpert(tx, id, at);
  }
  const panelsRemoved = change.panels.removed.map(({ id }) => id);
  if (panelsRemoved.length > 0) clearSeats(tx, study.id, panelsRemoved);
  const placed: PlacedExperts = {
    position: new Map(draft.experts.map((expert, place) => [expert, place])),
    panelIds,
  };
  changeExperts(tx, study.id, matched, placed);
  addExperts(tx, applied, added, placed);
}

/** Where experts stand: their places in the workbook, and its panels. */
interface PlacedExperts {
  readonly position: ReadonlyMap<ExpertDraft, number>;
  readonly panelIds: PanelIds;
}

/** Writes only what differs: most of a large study's experts stay as they are. */
function changeExperts(
  tx: Transaction,
  studyId: number,
  matched: ExpertMatching['matched'],
  { position, panelIds }: PlacedExperts,
): void {
  const stored = new Map(loadAllExperts(tx, studyId).map((expert) => [expert.id, expert]));
  const seats = loadSeats(tx, studyId);
  for (const { current: known, draft: expert } of matched) {
    const { name, role, mobile, background = null } = expert;
    const key = expert.key ?? known.key;
    const listed = { position: position.get(expert)!, key, name, role, mobile, background };
    if (!isDeepStrictEqual(listed, pickListed(stored.get(known.id)!))) updateExpert(tx, known.id, listed);
    const panels = panelIdsOf(expert.panelCodes, panelIds);
    if (!isSameSet(panels, seats.get(known.id) ?? [])) replaceSeats(tx, known.id, panels);
  }
}

function addExperts(
  tx: Transaction,
  { study, random }: WorkbookChange,
  added: readonly ExpertDraft[],
  { position, panelIds }: PlacedExperts,
): void {
  const returning = returningExperts(tx, study.id, added);
  const taken = loadTakenCodes(tx, study.id);
  for (const expert of added) {
    const place = position.get(expert)!;
    const formerId = returning.get(expert);
    if (formerId === undefined) {
      addExpert(tx, study.id, expert, { position: place, panelIds, random, taken });
      continue;
    }
    const { key, name, role, mobile, background = null } = expert;
    restoreExpert(tx, formerId, random.newToken());
    updateExpert(tx, formerId, { position: place, key, name, role, mobile, background });
    replaceSeats(tx, formerId, panelIdsOf(expert.panelCodes, panelIds));
  }
}

function pickListed({ position, key, name, role, mobile, background }: Expert) {
  return { position, key, name, role, mobile, background };
}

function isSameSet(one: readonly number[], other: readonly number[]): boolean {
  return one.length === other.length && one.every((id) => other.includes(id));
}

/** Experts whom an earlier workbook took off and this one names again: they keep their code and their past. */
function returningExperts(
  tx: Transaction,
  studyId: number,
  added: readonly ExpertDraft[],
): Map<ExpertDraft, number> {
  const codes = new Map(loadPanels(tx, studyId).map(({ id, code }) => [id, code]));
  const seats = loadSeats(tx, studyId);
  const former: CurrentExpert[] = loadAllExperts(tx, studyId)
    .filter(({ removedAt }) => removedAt !== null)
    .map(({ id, key, name, role, mobile }) => ({
      ...{ id, key, name, role, mobile },
      panelCodes: (seats.get(id) ?? []).flatMap((panelId) => codes.get(panelId) ?? []),
    }));
  const { matched } = matchExperts(former, added);
  return new Map(matched.map(({ current, draft }) => [draft, current.id]));
}

function clearSeats(tx: Transaction, studyId: number, panelIds: readonly number[]): void {
  for (const [expertId, seats] of loadSeats(tx, studyId)) {
    const left = seats.filter((panelId) => !panelIds.includes(panelId));
    if (left.length < seats.length) replaceSeats(tx, expertId, left);
  }
}

/** How much changed, without a name. */
function countsOf({ rules, scale, panels, experts, items, rounds }: StudyChange): Record<string, unknown> {
  return {
    rules: rules.map(({ field }) => field),
    scale: scale !== null,
    rounds: rounds !== null,
    panelsAdded: panels.added.length,
    panelsRenamed: panels.renamed.length,
    panelsRemoved: panels.removed.length,
    expertsAdded: experts.added.length,
    expertsChanged: experts.changed.length,
    expertsRemoved: experts.removed.length,
    itemsAdded: items.added.length,
    itemsReworded: items.reworded.length,
    itemsMoved: items.moved.length,
    itemsRelabelled: items.relabelled.length,
    itemsRemoved: items.removed.length,
  };
}
