import { mostJudges } from '../../domain/most-judges.ts';
import type { RoundKind } from '../../domain/study-draft.ts';
import { kindOf } from '../../kinds/all.ts';
import type { Transaction } from '../../store/file/database.ts';
import { loadPanelRoundItems, loadPanelRounds } from '../../store/panel-rounds.ts';
import { loadActiveItemIds, loadPanels } from '../../store/panels.ts';
import { countRatings } from '../../store/results.ts';
import type { Round } from '../../store/rounds.ts';
import { loadVersions, type Study } from '../../store/studies.ts';
import type { PlannedRound } from './plan-round.ts';

/** A panel of whose items none can have a verdict: the most answers to one of them, and how many that takes. */
export interface FewJudges {
  readonly panel: string;
  readonly most: number;
  readonly least: number;
  /** Whether its items leave then, as an earlier version of the rule has it, or stay without a verdict. */
  readonly drops: boolean;
}

/** Panels of a planned round whose experts are too few for any verdict. */
export function loadFewJudges(tx: Transaction, study: Study, planned: PlannedRound): FewJudges[] {
  const { panels } = planned.opening;
  return fewIn(tx, study, panels, (kind) =>
    mostJudges(
      panels
        .filter((panel) => panel.kind === kind)
        .map(({ panelId }) => ({
          panel: panelId,
          experts: planned.experts.get(panelId) ?? [],
          items: loadActiveItemIds(tx, panelId, study.excludedAudiences),
        })),
    ),
  );
}

/** Panels of an open round whose answers so far are too few for any verdict. */
export function loadFewAnswers(tx: Transaction, study: Study, { id: roundId }: Round): FewJudges[] {
  const panelRounds = loadPanelRounds(tx, roundId);
  return fewIn(tx, study, panelRounds, (kind) => {
    const ratings = countRatings(tx, roundId, kind);
    const asking = panelRounds.filter((panelRound) => panelRound.kind === kind);
    return new Map(
      asking.map(({ id, panelId }) => [
        panelId,
        Math.max(0, ...loadPanelRoundItems(tx, id).map(({ itemId }) => ratings.get(itemId) ?? 0)),
      ]),
    );
  });
}

function fewIn(
  tx: Transaction,
  study: Study,
  asking: readonly { readonly panelId: number; readonly kind: RoundKind }[],
  mostOf: (kind: RoundKind) => ReadonlyMap<number, number>,
): FewJudges[] {
  const versions = loadVersions(tx, study.id);
  const names = new Map(loadPanels(tx, study.id).map(({ id, name }) => [id, name]));
  return [...new Set(asking.map(({ kind }) => kind))].flatMap((kind) => {
    const tooFew = kindOf(kind).tooFew(versions);
    if (!tooFew) return [];
    const { answers: least, drops } = tooFew;
    return [...mostOf(kind)]
      .filter(([, most]) => most < least)
      .map(([panelId, most]) => ({ panel: names.get(panelId) ?? '', most, least, drops }));
  });
}
