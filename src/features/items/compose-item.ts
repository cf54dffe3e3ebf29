import { finalDecision } from '../../domain/hand-decision.ts';
import type { JudgedItem } from '../../domain/judged-round.ts';
import { leavesByAudience } from '../../domain/study-draft.ts';
import type { WhyNull } from '../../domain/why-null.ts';
import { kindOf } from '../../kinds/all.ts';
import { type ItemColumn, PER_CENT, whyNoFigure } from '../../kinds/item-column.ts';
import type { Message } from '../../messages/message.ts';
import { panelTitle } from '../../messages/panel-title.ts';
import { loadDeviations } from '../../store/deviations.ts';
import { loadJudgedPanelRounds } from '../../store/export-rows.ts';
import type { Transaction } from '../../store/file/database.ts';
import { type Item, loadItemPanels, loadItems, loadWordings } from '../../store/items.ts';
import { loadJudgedRound } from '../../store/judged-rounds.ts';
import { loadPanels, type Panel } from '../../store/panels.ts';
import { loadProposals } from '../../store/proposals.ts';
import { loadReasonsFor } from '../../store/reasons.ts';
import { loadRounds } from '../../store/rounds.ts';
import { loadScale, type Study } from '../../store/studies.ts';
import { plain } from '../../texts/i18n.ts';
import { anyNumber, perHundred, plainNumber } from '../../texts/numerals.ts';
import { type ItemLife, itemMessage, type JudgedLife, type Origin } from './item-message.ts';
import { loadFinals } from './load-verdicts.ts';
import { choosable, stands, whyNoChange } from './may-change.ts';

/** Everything about an item, one page of it. */
export function itemScreen(tx: Transaction, study: Study, item: Item, page: number, zone: string): Message {
  return itemMessage(loadLife(tx, study, item), page, zone);
}

function loadLife(tx: Transaction, study: Study, item: Item): ItemLife {
  const items = loadItems(tx, study.id);
  const panels = loadPanels(tx, study.id);
  const numbers = new Map(loadRounds(tx, study.id).map(({ id, number }) => [id, number]));
  const refusal = whyNoChange(tx, study);
  const may = (act: 'keep' | 'drop') =>
    !refusal && choosable(tx, study.id, { itemId: item.id, act }).length > 0;
  const [first, ...later] = loadWordings(tx, item.id);
  const final = loadFinals(tx, study.id, item.id).get(item.id) ?? [];
  return {
    ...{ itemId: item.id, code: item.code, title: item.title, definition: item.definition },
    ...{ unit: item.unit, audience: item.audience, group: item.group },
    isLeftOut: leavesByAudience(item, study.excludedAudiences),
    places: (loadItemPanels(tx, study.id).get(item.id) ?? []).map(
      ({ panelId, droppedWhy, droppedInRoundId }) => ({
        panel: titleOf(panels, panelId),
        droppedWhy,
        round: droppedInRoundId === null ? null : (numbers.get(droppedInRoundId) ?? null),
      }),
    ),
    differs: final.length > 0 && finalDecision(final) === 'open',
    origin: loadOrigin(tx, study, item, items),
    bornAt: first!.createdAt,
    heirs: items
      .filter(({ parents }) => parents.includes(item.id))
      .map(({ code, title }) => ({ code, title })),
    wordings: later.map(({ createdAt: at, reason }, place) => ({
      at,
      reason,
      former: [first!, ...later][place]!.title,
    })),
    decisions: loadDeviations(tx, study.id)
      .filter(({ field, code }) => field === 'itemByHand' && code === item.code)
      .map(({ at, to, reason, panel: code = null }) => ({
        ...{ at, kept: to === 'kept', reason: reason ?? '' },
        panel: code === null ? null : titleOf(panels, panels.find((panel) => panel.code === code)?.id ?? 0),
      })),
    rounds: loadRoundsOf(tx, study, item, panels),
    mayKeep: may('keep'),
    mayDrop: may('drop'),
    mayChange: !refusal && stands(tx, item),
    refusal,
  };
}

function titleOf(panels: readonly Panel[], panelId: number): string {
  const panel = panels.find(({ id }) => id === panelId);
  return panel ? panelTitle(panel) : '';
}

function loadOrigin(tx: Transaction, study: Study, item: Item, items: readonly Item[]): Origin {
  if (item.parents.length > 0) {
    const parents = items.filter(({ id }) => item.parents.includes(id));
    const places = loadItemPanels(tx, study.id);
    const left = parents.flatMap(({ id }) => places.get(id) ?? []).map(({ droppedWhy }) => droppedWhy);
    const why = (['merged', 'split', 'reworded'] as const).find((each) => left.includes(each)) ?? 'reworded';
    const [{ reason } = { reason: '' }] = loadWordings(tx, item.id);
    return { from: why, parents: parents.map(({ code }) => code), reason };
  }
  // Proposals that name an item did not create it: they only put it before more panels.
  const texts = loadProposals(tx, study.id)
    .filter(({ itemId, became }) => itemId === null && became.some((each) => each.itemId === item.id))
    .map(({ text }) => text)
    .sort();
  return texts.length > 0 ? { from: 'proposals', texts } : { from: 'workbook' };
}

/** The outcome for each panel in each judged round, by round. */
function loadRoundsOf(tx: Transaction, study: Study, item: Item, panels: readonly Panel[]): JudgedLife[] {
  const told = loadJudgedPanelRounds(tx, study.id).flatMap(({ panelRound }) => {
    const judged = loadJudgedRound(tx, panelRound.id);
    const result = judged?.items.find(({ itemId }) => itemId === item.id);
    if (!judged || !result) return [];
    const kind = kindOf(judged.kind);
    const scale = loadScale(tx, study.id);
    return {
      ...{ round: judged.number, kind: judged.kind, panel: titleOf(panels, judged.panel.id) },
      title: result.title === item.title ? null : result.title,
      ...{ kept: result.kept, why: result.why, ruled: result.ruled, left: result.left },
      figures: kind.figures(result, judged.rules),
      counts: Object.entries(result.counts)
        .map(([value, count]) => ({ value: Number(value), count }))
        .sort((one, other) => one.value - other.value)
        .map(({ value, count }) => ({ label: kind.words(value, scale), count })),
      noOpinion: result.noOpinion,
      more: kind.columns.flatMap((column) => figure(column, result)),
      missing: missingFigures(kind.columns, result),
      reasons: loadReasonsFor(tx, panelRound.roundId, item.id)
        .filter(({ state }) => state === 'accepted')
        .map(({ text }) => text)
        // Sorted, as the order of answers would follow the order in which experts began.
        .sort(),
    };
  });
  return told.sort((one, other) => one.round - other.round);
}

function figure(column: ItemColumn, item: JudgedItem): { header: string; value: string }[] {
  const value = column.of(item);
  if (value === null || column.json === 'n' || column.note) return [];
  return [{ header: column.header(), value: figureText(value, column.format) }];
}

function missingFigures(columns: readonly ItemColumn[], item: JudgedItem): JudgedLife['missing'] {
  const headers = new Map<WhyNull, string[]>();
  for (const column of columns.filter(({ note }) => !note)) {
    const why = whyNoFigure(column, item);
    if (why !== null) headers.set(why, [...(headers.get(why) ?? []), column.header()]);
  }
  return [...headers].map(([why, missing]) => ({ why, headers: missing }));
}

function figureText(value: number | boolean, format: string | undefined): string {
  if (typeof value === 'boolean') return plain(value ? 'summary.sheet.yes' : 'summary.sheet.no');
  if (format === PER_CENT) return plain('item.perHundred', { share: perHundred(value) });
  return Number.isInteger(value) ? plainNumber(value) : anyNumber(value);
}
