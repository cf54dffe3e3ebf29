import type { Deviation } from '../../domain/deviations.ts';
import { BEFORE_ROUNDS } from '../../domain/funnel.ts';
import type { Concordance, JudgedItem, JudgedRound } from '../../domain/judged-round.ts';
import { answersOf } from '../../domain/judging.ts';
import { protocolName, protocolValue } from '../../domain/protocol.ts';
import { countThemes } from '../../domain/reason-themes.ts';
import type { WhyNull } from '../../domain/why-null.ts';
import { ITEM_COLUMNS, isMeasured, kindOf, ROUND_COLUMNS } from '../../kinds/all.ts';
import { whyNoFigure } from '../../kinds/item-column.ts';
import { seatsOf } from '../../store/compositions.ts';
import { deciderOf, type Exclusion } from '../funnel/load-exclusions.ts';
import type { FinalItem, FinalPlace, PersonsRatings, WordedItem } from '../items/load-final-list.ts';
import { CONCORDANCE_FIGURES, concordanceFigure, whyNoConcordance } from './concordance-figures.ts';
import type {
  PanelAttrition,
  PanelResults,
  RoleResults,
  RoundResults,
  StudyResults,
} from './study-results.ts';
import { MOMENT, type ZoneClock, zoneClock } from './zone-clock.ts';

/**
 * `results.json`, piece by piece: valid JSON once joined, one round a line. Figures have the full precision of a
 * double; undefined figures are null, as are those that a kind of round does not have. Kinds are named as in the
 * protocol.
 */
export function* resultsJson(results: StudyResults, zone: string): Generator<string> {
  const clock = zoneClock(zone);
  const study = {
    title: results.title,
    rounds: results.rounds,
    protocol_sha256: results.protocolSha256,
    ...(results.isRehearsal && { rehearsal: true }),
  };
  yield `{"study":${JSON.stringify(study)},\n"panels":[`;
  for (const [at, panel] of results.panels.entries()) {
    yield at === 0 ? '\n' : ',\n';
    yield* panelJson(panel, clock);
  }
  yield `\n],\n"composition":${JSON.stringify(compositionJson(results))}`;
  yield ',\n"final":[';
  yield* lines(results.final.map((item) => finalJson(item, results)));
  yield '\n],\n"items":[';
  yield* lines(results.items.map((item) => itemLifeJson(item, clock)));
  yield '\n],\n"deviations":[';
  yield* lines(results.deviations.map((deviation) => deviationJson(deviation, clock)));
  const openQuestions = [...results.openQuestions].map(([round, counts]) => ({ round, ...counts }));
  yield `\n],\n"open_question":${JSON.stringify(openQuestions)}`;
  const reminders = [...results.reminders].map(([round, effect]) => ({ round, ...effect }));
  yield `,\n"reminders":${JSON.stringify(reminders)}`;
  yield ',\n"funnel":';
  yield JSON.stringify(
    results.funnel.map(({ step, entered, left }) => ({ step: stepName(step), entered, left })),
  );
  yield ',\n"themes":';
  yield JSON.stringify(
    countThemes(results.exclusions).map(({ step, ...count }) => ({ step: stepName(step), ...count })),
  );
  yield ',\n"exclusions":[';
  yield* lines(results.exclusions.map(exclusionJson));
  yield '\n]}\n';
}

function* lines(things: readonly unknown[]): Generator<string> {
  for (const [at, thing] of things.entries()) yield `${at === 0 ? '\n' : ',\n'}${JSON.stringify(thing)}`;
}

/**
 * Persons and seats are told separately, as one person may sit on several panels. `background` is null where it was
 * removed with the names.
 */
function compositionJson({ composition }: StudyResults) {
  const { persons, onSeveralPanels, background, forgotten } = composition;
  return {
    ...{ persons, seats: seatsOf(composition), on_several_panels: onSeveralPanels },
    ...{ forgotten, background },
  };
}

/**
 * `rule_decided`: the outcome without decisions by hand. `persons`: ratings of all panels, with each person counted
 * once.
 */
function finalJson({ panels, ruled, byHand, persons, ...item }: FinalItem, results: StudyResults) {
  return {
    ...item,
    rule_decided: ruled,
    by_hand: byHand,
    persons: persons && { ...persons, why_null: whyNoRatings(persons) },
    panels: panels.map(({ name: _, ruled: rule, ...place }) => ({
      ...place,
      rule_kept: rule.kept,
      rule_why: rule.why,
      why_null: whyNoPlace(place, results),
    })),
  };
}

function whyNoRatings({ n, mean, sd }: PersonsRatings): Record<string, WhyNull> {
  const why = n === 0 ? 'no_answers' : 'one_answer';
  return { ...(mean === null && { mean: why }), ...(sd === null && { sd: why }) };
}

/** Why the mean or W of an item's place is null, where the kind of the panel's round has these figures. */
function whyNoPlace(
  { code, round: number, kind, mean }: Omit<FinalPlace, 'name' | 'ruled'>,
  { panels }: StudyResults,
): Record<string, WhyNull> {
  const round = panels.find((panel) => panel.code === code)?.rounds.find((one) => one.number === number);
  const why = round && whyNoConcordance(round, 'w');
  return {
    ...(mean === null && kindOf(kind).ratings === 'numbers' ? { mean: 'no_answers' } : {}),
    ...(why && { w: why }),
  };
}

function itemLifeJson({ code, parents, wordings }: WordedItem, clock: ZoneClock) {
  return {
    code,
    parents,
    wordings: wordings.map(({ at, ...words }) => ({ ...words, at: clock.moment(at) })),
  };
}

function stepName(step: number): string {
  return step === BEFORE_ROUNDS ? 'audience' : `round ${step}`;
}

/** `panels`: those whose verdict it was. A reason's theme is null until somebody sorts it. */
function exclusionJson({ item, step, causes, reasons }: Exclusion) {
  const { code, title, unit, group, audience } = item;
  return {
    ...{ code, title, unit, group, audience, step: stepName(step) },
    why: [...new Set(causes.map(({ why }) => why))],
    panels: causes.flatMap((cause) => (cause.why === 'below_rule' ? [cause.panel.code] : [])),
    decided_by: causes.map((cause) => ({
      by: deciderOf(cause),
      ...(cause.why === 'below_rule' ? { panel: cause.panel.code, round: cause.round } : {}),
    })),
    reasons: reasons.map(({ text, by, theme }) => ({ text, by, theme })),
  };
}

/** Who departed from the protocol is told only in chat. */
function deviationJson({ accountId: _, at, field, reason, ...about }: Deviation, clock: ZoneClock) {
  return {
    at: clock.moment(at),
    field: protocolName(field),
    ...about,
    from: inZone(protocolValue(field, about.from), clock),
    to: inZone(protocolValue(field, about.to), clock),
    reason,
  };
}

function inZone(end: unknown, clock: ZoneClock): unknown {
  return typeof end === 'string' && MOMENT.test(end) ? clock.moment(new Date(end)) : end;
}

function* panelJson(
  { code, name, status, seats, rounds, attrition }: PanelResults,
  clock: ZoneClock,
): Generator<string> {
  const head = { code, name, status, seats, attrition: attrition.map(attritionJson) };
  yield `${JSON.stringify(head).slice(0, -1)},"rounds":[`;
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
    on_paper: round.onPaper,
    ideas: kindOf(round.kind).asks === 'proposals' ? round.ideas : null,
    kendall: round.concordance && kendallJson(round, round.concordance),
    unchanged: round.unchangedShare,
    // Keeps the name it had in earlier versions.
    unchanged_share: round.unchangedShare,
    ...figuresOf(ROUND_COLUMNS, kindOf(round.kind).roundColumns, round),
    why_null: whyNoFigures(round),
    status: round.verdict,
    by_role: round.byRole.map(roleJson),
    beside: besideJson(round),
    items: round.items.map((item) => itemJson(item, round)),
  };
}

/** What stands beside the advice: `missing` of each role `invited`, and how ratings moved. */
function besideJson({ beside, previousNumber, kind }: RoundResults) {
  const { missing, judgedOtherwise, moved, reasons, fast } = beside;
  const { asks, ratings } = kindOf(kind);
  const hasMoved = asks === 'item' && ratings === 'numbers';
  const why = previousNumber === null ? 'not_asked_before' : 'few_common';
  return {
    ...{ missing, judged_otherwise: judgedOtherwise },
    ...{
      moved: moved?.ratings ?? null,
      moved_towards: moved?.towards ?? null,
      moved_away: moved?.away ?? null,
    },
    reasons: reasons.map(({ side, written, passedOn }) => ({ side, written, passed_on: passedOn })),
    fast,
    why_null: moved === null && hasMoved ? { moved: why, moved_towards: why, moved_away: why } : {},
  };
}

/** Means over experts; null where either side has so few that single answers would be told. */
function attritionJson({ from, to, answered, left, byRole, compared }: PanelAttrition) {
  return {
    ...{ from, to, answered, left, by_role: byRole },
    ...{ left_mean: compared?.left.mean ?? null, left_distance: compared?.left.distance ?? null },
    ...{ stayed_mean: compared?.stayed.mean ?? null, stayed_distance: compared?.stayed.distance ?? null },
    why_null: compared
      ? {}
      : Object.fromEntries(
          ['left_mean', 'left_distance', 'stayed_mean', 'stayed_distance'].map((key) => [key, 'too_few']),
        ),
  };
}

function roleJson({ role, experts, items }: RoleResults) {
  return {
    ...{ role, experts },
    items: items.map(({ code, n, mean, sd, median, counts }) => ({ code, n, mean, sd, median, counts })),
  };
}

interface Figure<Subject> {
  readonly json: string;
  of(subject: Subject): number | boolean | null;
}

/** Figures by their keys; null where the kind of round does not have one. */
function figuresOf<Subject>(
  all: readonly Figure<Subject>[],
  own: readonly Figure<Subject>[],
  subject: Subject,
): Record<string, number | boolean | null> {
  return Object.fromEntries(
    all.map((figure) => [figure.json, own.includes(figure) ? figure.of(subject) : null]),
  );
}

function kendallJson(round: JudgedRound, concordance: Concordance) {
  const figures = CONCORDANCE_FIGURES.map(({ name, json }) => [json, concordanceFigure(concordance, name)]);
  const why = CONCORDANCE_FIGURES.flatMap(({ name, json }) => {
    const reason = whyNoConcordance(round, name);
    return reason === null ? [] : [[json, reason]];
  });
  return { ...Object.fromEntries(figures), why_null: Object.fromEntries(why) };
}

/** The reasons for the null figures of the panel's whole round that its kind has. */
function whyNoFigures(round: RoundResults): Record<string, WhyNull> {
  const { roundColumns, asks } = kindOf(round.kind);
  return {
    ...(asks !== 'proposals' && round.unchangedShare === null
      ? { unchanged: round.previousNumber === null ? 'not_asked_before' : 'few_common' }
      : {}),
    ...Object.fromEntries(
      roundColumns
        .filter((column) => column.of(round) === null)
        .map((column) => [column.json, column.whyNull?.(round) ?? 'no_answers']),
    ),
  };
}

function itemJson(item: JudgedItem, { kind, standingBy }: RoundResults) {
  const { columns } = kindOf(kind);
  return {
    code: item.code,
    title: item.title,
    ...figuresOf(ITEM_COLUMNS, columns, item),
    no_opinion: item.noOpinion,
    stand_by: standingBy.get(item.itemId) ?? 0,
    counts: item.counts,
    ...(isMeasured(kind) && { measure: item.measure }),
    // Where several panels judged it in the round: the same figures over all its judges, which the verdict is based on.
    all_judges: item.judgesCounts && {
      ...figuresOf(columns, columns, { ...item, ...answersOf(item) }),
      counts: item.judgesCounts,
    },
    kept: item.kept,
    why: item.why,
    rule_kept: item.ruled.kept,
    rule_why: item.ruled.why,
    why_null: Object.fromEntries(
      columns.flatMap((column) => {
        const why = whyNoFigure(column, item);
        return why === null ? [] : [[column.json, why]];
      }),
    ),
  };
}
