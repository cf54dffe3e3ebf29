import { PANEL_STATUS, type ReadProtocol, versionInForce } from '../../domain/protocol.ts';
import { kindsIn } from '../../domain/study-draft.ts';
import { kindOf } from '../../kinds/all.ts';
import type { Kind } from '../../kinds/kind.ts';
import { panelTitle } from '../../messages/panel-title.ts';
import { isolate } from '../../texts/direction.ts';
import { html, plain } from '../../texts/i18n.ts';
import { listed } from '../../texts/listed.ts';
import { plainNumber } from '../../texts/numerals.ts';
import { planLines } from '../../workbook/change-text.ts';

/** A part of a protocol in words: a heading and its lines. */
export type ProtocolPart = readonly string[];

/** The whole protocol in words. */
export function protocolParts(protocol: ReadProtocol): readonly ProtocolPart[] {
  return [
    roundsPart(protocol),
    [html('protocol.kinds.heading'), ...keepingLines(protocol)],
    [html('protocol.ends.heading'), ...bullets(endTexts(protocol))],
    answersPart(protocol),
    contentsPart(protocol),
    figuresPart(protocol),
  ];
}

/** What decides over items and panels: as much as has room where a round is about to be opened. */
export function decidingLines(protocol: ReadProtocol): string[] {
  return [...keepingLines(protocol), ...bullets(endTexts(protocol))];
}

function bullets(lines: readonly string[]): string[] {
  return lines.map((line) => html('protocol.bullet', { line }));
}

function roundsPart({ rules, roundPlan }: ReadProtocol): ProtocolPart {
  const { maxRounds } = rules;
  const plan =
    roundPlan.length === 0
      ? [plain('protocol.rounds.ofOneKind', { kind: plain(`summary.kind.${rules.kind}`) })]
      : planLines(roundPlan);
  return [
    html('protocol.rounds.heading'),
    ...bullets([...plan, plain('protocol.rounds.most', { maxRounds })]),
  ];
}

/** Where no round computes W, no threshold of it ends a panel. */
const WITHOUT_W = { agreementThreshold: null, stabilityThreshold: null };

/** A line a kind of round. */
function keepingLines({ rules, roundPlan, versions }: ReadProtocol): string[] {
  return plannedKinds({ rules, roundPlan }).map(({ name, ruleText }) =>
    html('protocol.kinds.line', { kind: plain(`summary.kind.${name}`), rule: ruleText(rules, versions) }),
  );
}

/** The kinds of rounds that are planned. */
function plannedKinds({ rules, roundPlan }: Pick<ReadProtocol, 'rules' | 'roundPlan'>): Kind[] {
  return kindsIn(rules, roundPlan).map(kindOf);
}

function endTexts(protocol: ReadProtocol): string[] {
  const { rules, versions } = protocol;
  const { minRounds, maxRounds } = rules;
  const { agreementThreshold, stabilityThreshold } = plannedKinds(protocol).some(({ computesW }) => computesW)
    ? rules
    : WITHOUT_W;
  const isFirst = versionInForce(PANEL_STATUS, versions) === 1;
  const settles = agreementThreshold !== null || stabilityThreshold !== null;
  return [
    plain('protocol.ends.dropped'),
    ...(agreementThreshold === null
      ? []
      : [
          plain(isFirst ? 'protocol.ends.agreedByP' : 'protocol.ends.agreed', {
            threshold: agreementThreshold,
          }),
        ]),
    ...(stabilityThreshold === null
      ? []
      : [plain('protocol.ends.stable', { threshold: stabilityThreshold })]),
    ...(settles && minRounds > 1
      ? [plain(isFirst ? 'protocol.ends.minimumOfStudy' : 'protocol.ends.minimum', { minRounds })]
      : []),
    plain('protocol.ends.last', { maxRounds }),
    ...(settles ? [plain('protocol.ends.continued')] : []),
  ];
}

function answersPart({ rules }: ReadProtocol): ProtocolPart {
  const { openForDays, reminderHours, fridayReminders, minAnswersForFeedback, excludedAudiences } = rules;
  return [
    html('protocol.answers.heading'),
    ...bullets([
      plain('protocol.answers.days', { days: openForDays }),
      reminderHours.length === 0
        ? plain('protocol.answers.noReminders')
        : plain('protocol.answers.reminders', { hours: listed(reminderHours.map(plainNumber)) }),
      ...(fridayReminders || reminderHours.length === 0 ? [] : [plain('protocol.answers.noFridays')]),
      plain('protocol.answers.counted'),
      plain('protocol.answers.feedback', { answers: minAnswersForFeedback }),
      plain(rules.shuffledItems ? 'protocol.answers.shuffled' : 'protocol.answers.sameOrder'),
      plain(`protocol.answers.anonymity.${rules.anonymity}`),
      ...(excludedAudiences.length === 0
        ? []
        : [plain('protocol.answers.excluded', { audiences: listed(excludedAudiences.map(isolate)) })]),
    ]),
  ];
}

function contentsPart({ panels, items }: ReadProtocol): ProtocolPart {
  return [
    html('protocol.contents.heading'),
    ...panels.map((panel) =>
      html('protocol.contents.panel', {
        ...{ panel: panelTitle(panel), seats: panel.seats, items: panel.items },
      }),
    ),
    html('protocol.contents.items', { items }),
  ];
}

/** Formulas in words; versions of rules are named where today's are others. */
function figuresPart(protocol: ReadProtocol): ProtocolPart {
  const { versions } = protocol;
  const kinds = plannedKinds(protocol);
  const older = [
    ...kinds
      .filter(({ rule }) => versionInForce(rule, versions) !== rule.version)
      .map(({ name }) => plain(`summary.kind.${name}`)),
    ...(versionInForce(PANEL_STATUS, versions) === PANEL_STATUS.version
      ? []
      : [plain('protocol.figures.panelStatus')]),
  ];
  return [
    html('protocol.figures.heading'),
    ...bullets([
      ...figureNames(kinds).map((name) => plain(`protocol.figures.${name}`)),
      ...(older.length === 0 ? [] : [plain('protocol.figures.older', { rules: listed(older) })]),
    ]),
  ];
}

/** Which computations these kinds of rounds need told. */
function figureNames(kinds: readonly Kind[]) {
  return [
    ...(kinds.some(({ computesW }) => computesW) ? (['w', 'permutation'] as const) : []),
    ...(kinds.some(({ ratings }) => ratings === 'numbers') ? (['items'] as const) : []),
    ...(kinds.some(({ usesScale }) => usesScale) ? (['change'] as const) : []),
    'versions' as const,
  ];
}
