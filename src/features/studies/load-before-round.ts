import type { StudyBeforeRound } from '../../domain/round-opening.ts';
import { kindOf } from '../../kinds/all.ts';
import type { Transaction } from '../../store/file/database.ts';
import { countActiveItems, loadPanels, loadSeatedExperts, type Panel } from '../../store/panels.ts';
import { loadRounds } from '../../store/rounds.ts';
import { loadRoundPlan, type Study } from '../../store/studies.ts';

/** A study as far as opening its next round depends on it, and what each panel brings to that. */
export interface BeforeRound {
  readonly before: StudyBeforeRound;
  readonly panels: readonly Panel[];
  /** How many items each panel still judges, by panel id. */
  readonly items: ReadonlyMap<number, number>;
  /** Experts seated on each panel, by panel id. */
  readonly experts: ReadonlyMap<number, readonly number[]>;
}

export function loadBeforeRound(tx: Transaction, study: Study): BeforeRound {
  const { id: studyId, state, kind, question, openForDays, maxRounds } = study;
  const panels = loadPanels(tx, studyId);
  const items = countActiveItems(tx, studyId, study.excludedAudiences);
  const experts = loadSeatedExperts(tx, studyId);
  const before: StudyBeforeRound = {
    ...{ state, kind, question, openForDays, maxRounds, kindOf },
    plan: loadRoundPlan(tx, studyId),
    rounds: loadRounds(tx, studyId),
    panels: panels.map(({ id, code, status }) => ({
      ...{ id, code, status, items: items.get(id) ?? 0 },
      experts: experts.get(id)?.length ?? 0,
    })),
  };
  return { before, panels, items, experts };
}
