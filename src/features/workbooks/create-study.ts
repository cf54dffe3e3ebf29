import { foldText } from '../../domain/digits.ts';
import { drawPseudonym } from '../../domain/pseudonym.ts';
import type { ExpertDraft, ItemDraft, StudyDraft } from '../../domain/study-draft.ts';
import { logEvent } from '../../store/events.ts';
import { insertExpert, replaceSeats } from '../../store/experts.ts';
import type { Transaction } from '../../store/file/database.ts';
import { insertItem } from '../../store/items.ts';
import { insertPanel } from '../../store/panels.ts';
import { addStudyFacilitator, chooseStudy, insertStudy } from '../../store/studies.ts';

/** Where secrets and draws come from. */
export interface RandomSources {
  /** A personal link's secret. */
  readonly newToken: () => string;
  /** Whole numbers from 0 to below a limit. */
  readonly randomBelow: (limit: number) => number;
}

/** Seeds of drawn orders and permutation tests. */
const SEEDS = 2 ** 31;

/** Stores a study as its workbook has it; its creator is its first facilitator, and goes on with it. @returns its id */
export function createStudy(
  tx: Transaction,
  creation: { draft: StudyDraft; accountId: number; at: Date; random: RandomSources },
): number {
  const { draft, accountId, at, random } = creation;
  const studyId = insertStudy(tx, { ...draft, seed: random.randomBelow(SEEDS), createdAt: at });
  const panelIds = new Map(
    draft.panels.map((panel, position) => [
      foldText(panel.code),
      insertPanel(tx, { studyId, position, ...panel }),
    ]),
  );
  const taken = new Set<string>();
  for (const [position, expert] of draft.experts.entries()) {
    addExpert(tx, studyId, expert, { position, panelIds, random, taken });
  }
  for (const [position, item] of draft.items.entries())
    addItem(tx, studyId, item, { position, panelIds, at });
  addStudyFacilitator(tx, studyId, accountId, at);
  chooseStudy(tx, accountId, studyId);
  const details = {
    panels: draft.panels.length,
    experts: draft.experts.length,
    items: draft.items.length,
  };
  logEvent(tx, { studyId, at, actor: 'facilitator', accountId, kind: 'study.created', details });
  return studyId;
}

/** Panel ids by folded code: codes match whatever their spelling. */
export type PanelIds = ReadonlyMap<string, number>;

export function panelIdsOf(codes: readonly string[], panelIds: PanelIds): number[] {
  return codes.flatMap((code) => panelIds.get(foldText(code)) ?? []);
}

/**
 * Adds an expert with a link and a pseudonym of the expert's own.
 *
 * @param place.taken the study's pseudonyms; the new one is added to them
 */
export function addExpert(
  tx: Transaction,
  studyId: number,
  { key, name, role, mobile, background, panelCodes }: ExpertDraft,
  place: { position: number; panelIds: PanelIds; random: RandomSources; taken: Set<string> },
): void {
  const { position, panelIds, random, taken } = place;
  const pseudonym = drawPseudonym(taken, random.randomBelow);
  taken.add(pseudonym);
  const expertId = insertExpert(tx, {
    ...{ studyId, position, key, name, role, mobile, pseudonym, background: background ?? null },
    token: random.newToken(),
  });
  replaceSeats(tx, expertId, panelIdsOf(panelCodes, panelIds));
}

export function addItem(
  tx: Transaction,
  studyId: number,
  { panelCodes, ...item }: ItemDraft,
  { position, panelIds, at }: { position: number; panelIds: PanelIds; at: Date },
): void {
  insertItem(tx, {
    studyId,
    position,
    ...item,
    panelIds: panelIdsOf(panelCodes, panelIds),
    createdAt: at,
  });
}
