import {
  type CheckedStudy,
  canBeChecked,
  checkRules,
  type PanelEnds,
  runsFor,
  WAYS,
  type Way,
} from '../../domain/rule-check.ts';
import { leavesByAudience } from '../../domain/study-draft.ts';
import { kindOf } from '../../kinds/all.ts';
import type { SeededRandom } from '../../statistics/seeded-random.ts';
import type { Transaction } from '../../store/file/database.ts';
import { loadItemPanels, loadItems } from '../../store/items.ts';
import { loadPanels, loadSeatedExperts } from '../../store/panels.ts';
import { loadRoundPlan, loadScale, loadVersions, needStudy, rulesOf } from '../../store/studies.ts';

/** What a study's rules say of experts who say nothing; null where it has no rule that could. */
export interface RuleCheck {
  readonly runs: number;
  readonly panels: readonly {
    readonly name: string;
    readonly experts: number;
    readonly items: number;
    /** By the way in which its experts answer. */
    readonly ends: Readonly<Record<Way, PanelEnds>>;
  }[];
}

/** Checks the rules of a study that is played to its end, with all items that it has had. */
export function checkStudy(tx: Transaction, studyId: number, random: SeededRandom): RuleCheck | null {
  const study = loadChecked(tx, studyId);
  if (!canBeChecked(study)) return null;
  const runs = runsFor(study);
  const [first, camps, same] = WAYS.map((way) => checkRules(study, way, { runs, random }));
  const names = new Map(loadPanels(tx, studyId).map(({ id, name }) => [id, name]));
  return {
    runs,
    panels: study.panels.map(({ id, experts, items }, at) => ({
      ...{ name: names.get(id) ?? '', experts: experts.length, items: items.length },
      ends: { random: first![at]!, camps: camps![at]!, same: same![at]! },
    })),
  };
}

function loadChecked(tx: Transaction, studyId: number): CheckedStudy {
  const study = needStudy(tx, studyId);
  const { kind, question, openForDays, maxRounds, excludedAudiences } = study;
  const places = loadItemPanels(tx, studyId);
  const items = loadItems(tx, studyId).filter((item) => !leavesByAudience(item, excludedAudiences));
  const experts = loadSeatedExperts(tx, studyId);
  return {
    ...{ kind, question, openForDays, maxRounds, kindOf },
    plan: loadRoundPlan(tx, studyId),
    panels: loadPanels(tx, studyId).map(({ id, code }) => ({
      ...{ id, code, experts: experts.get(id) ?? [] },
      items: items
        .filter((item) => places.get(item.id)?.some(({ panelId }) => panelId === id))
        .map((item) => item.id),
    })),
    rules: rulesOf(study),
    versions: loadVersions(tx, studyId),
    scale: loadScale(tx, studyId).map(({ value }) => value),
    isShuffled: study.shuffledItems,
  };
}
