import type { Concordance, JudgedItem } from '../../domain/judged-round.ts';
import { ITEM_COLUMNS, kindOf } from '../../kinds/all.ts';
import { CONCORDANCE_FIGURES, concordanceFigure } from './concordance-figures.ts';
import type { PanelResults, RoundResults, StudyResults } from './study-results.ts';
import { type ZoneClock, zoneClock } from './zone-clock.ts';

/**
 * `results.json`, piece by piece: valid JSON once joined, a round a line. Figures have the full precision of a double;
 * undefined ones are null, and so are those that a kind of round does not have. Kinds are named as in the protocol.
 */
export function* resultsJson(results: StudyResults, zone: string): Generator<string> {
  const clock = zoneClock(zone);
  const study = {
    title: results.title,
    rounds: results.rounds,
    protocol_sha256: results.protocolSha256,
  };
  yield `{"study":${JSON.stringify(study)},\n"panels":[`;
  for (const [at, panel] of results.panels.entries()) {
    yield at === 0 ? '\n' : ',\n';
    yield* panelJson(panel, clock);
  }
  yield '\n]}\n';
}

function* panelJson({ code, name, status, rounds }: PanelResults, clock: ZoneClock): Generator<string> {
  yield `${JSON.stringify({ code, name, status }).slice(0, -1)},"rounds":[`;
  for (const [at, round] of rounds.entries()) {
    yield `${at === 0 ? '\n' : ',\n'}${JSON.stringify(roundJson(round, clock))}`;
  }
  yield ']}';
}

function roundJson(round: RoundResults, clock: ZoneClock) {
  return {
    number: round.number,
    kind: round.kind,
    opened_at: clock.moment(round.openedAt),
    closed_at: clock.moment(round.closedAt),
    invited: round.invited,
    answered: round.answered,
    submitted: round.submitted,
    not_handed_in: round.notHandedIn,
    raters: round.raters,
    kendall: round.concordance && kendallJson(round.concordance),
    unchanged_share: round.unchangedShare,
    status: round.verdict,
    items: round.items.map((item) => itemJson(item, round)),
  };
}

function kendallJson(concordance: Concordance) {
  return Object.fromEntries(
    CONCORDANCE_FIGURES.map(({ name, json }) => [json, concordanceFigure(concordance, name)]),
  );
}

function itemJson(item: JudgedItem, { kind, standingBy }: RoundResults) {
  const { columns } = kindOf(kind);
  const figures = ITEM_COLUMNS.map((column) => [
    column.json,
    columns.includes(column) ? column.of(item) : null,
  ]);
  return {
    code: item.code,
    title: item.title,
    ...Object.fromEntries(figures),
    no_opinion: item.noOpinion,
    stand_by: standingBy.get(item.itemId) ?? 0,
    counts: item.counts,
    kept: item.kept,
    why: item.why,
  };
}
