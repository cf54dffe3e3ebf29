import type { JudgedRound } from '../../domain/judged-round.ts';
import { kindOf } from '../../kinds/all.ts';
import { loadAskedTitles } from '../../store/export-rows.ts';
import type { Transaction } from '../../store/file/database.ts';
import { loadItemPanels } from '../../store/items.ts';
import { loadJudgedRound } from '../../store/judged-rounds.ts';
import {
  loadLastPanelRound,
  loadPanelRoundItems,
  loadPanelRounds,
  loadPanelRoundsOfExpert,
  type PanelRound,
} from '../../store/panel-rounds.ts';
import { type ItemResult, loadItemResult } from '../../store/results.ts';
import { needRound } from '../../store/rounds.ts';
import { needStudy, type Study } from '../../store/studies.ts';
import { plain } from '../../texts/i18n.ts';
import type { DroppedItem, RoundChange } from './round-change-message.ts';

/** An item as one panel's last round worded it. */
interface OldItem {
  readonly itemId: number;
  readonly version: number;
  readonly title: string;
  readonly panelRound: PanelRound;
}

/**
 * Cache of changes, by the panel-rounds they are about, for each database. They are the same for all experts on the
 * same panels and never change, since neither an open round's items nor earlier results do.
 */
const remembered = new WeakMap<Transaction, Map<string, RoundChange | null>>();
/** Combinations of panels in rounds that open at about one time; beyond these the cache starts over. */
const MOST_REMEMBERED = 500;

/**
 * What became of an expert's items since the last rounds of the expert's panels, whatever their kind; null where none
 * of these had a round before. An item that another of these panels still asks has not left.
 */
export function loadRoundChange(tx: Transaction, roundId: number, expertId: number): RoundChange | null {
  const asked = loadPanelRoundsOfExpert(tx, roundId, expertId);
  const key = asked.map(({ id }) => id).join();
  const known = remembered.get(tx) ?? new Map<string, RoundChange | null>();
  const found = known.get(key);
  if (found !== undefined) return found;
  const change = compare(tx, roundId, asked);
  if (known.size >= MOST_REMEMBERED) known.clear();
  remembered.set(tx, known.set(key, change));
  return change;
}

function compare(tx: Transaction, roundId: number, asked: readonly PanelRound[]): RoundChange | null {
  const round = needRound(tx, roundId);
  const study = needStudy(tx, round.studyId);
  const pairs = asked.flatMap((now) => {
    const before = loadLastPanelRound(tx, now.panelId, round.number);
    return before ? [{ now, before }] : [];
  });
  if (pairs.length === 0) return null;

  const versions = new Map(asked.flatMap(({ id }) => loadVersions(tx, id)));
  const old = new Map(
    pairs.flatMap(({ before }) => loadOldItems(tx, before)).map((item) => [item.itemId, item]),
  );
  const titles = new Map(
    pairs.flatMap(({ now }) =>
      loadAskedTitles(tx, now.id).map(({ itemId, title }) => [itemId, title] as const),
    ),
  );
  const gone = [...old.values()].filter(({ itemId }) => !versions.has(itemId));
  const stayed = [...old.values()].filter(({ itemId }) => versions.has(itemId));
  return {
    kept: stayed.length,
    keptByHand: stayed
      .filter(({ itemId, panelRound }) => isKeptByHand(loadItemResult(tx, panelRound.id, itemId)))
      .map(({ title }) => title),
    dropped: loadDropped(tx, study, gone),
    reworded: stayed
      .filter(({ itemId, version }) => versions.get(itemId)! > version)
      .map(({ itemId, title }) => titles.get(itemId) ?? title),
    added: [...titles].filter(([itemId]) => !old.has(itemId)).map(([, title]) => title),
  };
}

function isKeptByHand(result: ItemResult | undefined): boolean {
  return result?.decidedKept === true && result.decidedWhy === 'by_hand';
}

function loadVersions(tx: Transaction, panelRoundId: number): [number, number][] {
  return loadPanelRoundItems(tx, panelRoundId).map(({ itemId, version }) => [itemId, version]);
}

function loadOldItems(tx: Transaction, panelRound: PanelRound): OldItem[] {
  const versions = new Map(loadVersions(tx, panelRound.id));
  return loadAskedTitles(tx, panelRound.id).map(({ itemId, title }) => ({
    ...{ itemId, title, panelRound },
    version: versions.get(itemId) ?? 1,
  }));
}

function loadDropped(tx: Transaction, study: Study, gone: readonly OldItem[]): DroppedItem[] {
  if (gone.length === 0) return [];
  const places = loadItemPanels(tx, study.id);
  const judgedIn = new Map<number | null, JudgedRound[]>();
  return gone.map(({ itemId, title, panelRound: { panelId } }): DroppedItem => {
    const place = places.get(itemId)?.find((each) => each.panelId === panelId);
    const why = place?.droppedWhy ?? 'workbook';
    const roundId = place?.droppedInRoundId ?? null;
    if (!judgedIn.has(roundId)) judgedIn.set(roundId, loadJudgedRounds(tx, roundId));
    const judged = whichDropped(judgedIn.get(roundId)!, panelId, itemId);
    if (why !== 'below_rule' || !judged)
      return { title, why: plain(`change.why.${why === 'below_rule' ? 'workbook' : why}`), below: null };
    const kind = kindOf(judged.kind);
    const mean = shownMean(study, judged, itemId);
    const cutoff = kind.cutoff(judged.rules);
    return {
      title,
      why: kind.whyDropped(judged.rules),
      below: mean === null || cutoff === null ? null : { mean, cutoff },
    };
  });
}

function loadJudgedRounds(tx: Transaction, roundId: number | null): JudgedRound[] {
  if (roundId === null) return [];
  return loadPanelRounds(tx, roundId).flatMap(({ id }) => loadJudgedRound(tx, id) ?? []);
}

/** The panel whose verdict took an item off a panel: that panel itself, or one whose kind of round drops everywhere. */
function whichDropped(judged: readonly JudgedRound[], panelId: number, itemId: number) {
  const dropping = judged.filter(({ items }) =>
    items.some((item) => item.itemId === itemId && !item.ruled.kept),
  );
  return (
    dropping.find(({ panel }) => panel.id === panelId) ??
    dropping.find(({ kind }) => kindOf(kind).dropsFrom === 'everyPanel')
  );
}

/** A mean that may be shown: with enough answers, in a kind where a mean has a meaning. */
function shownMean(study: Study, { kind, items }: JudgedRound, itemId: number): number | null {
  const item = items.find((one) => one.itemId === itemId);
  const gist = item && item.n >= study.minAnswersForFeedback ? kindOf(kind).gist(item) : null;
  return gist && 'mean' in gist ? gist.mean : null;
}
