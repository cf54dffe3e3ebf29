import { kindsIn, type RoundKind } from '../../../domain/study-draft.ts';
import { kindOf } from '../../../kinds/all.ts';
import type { Kind } from '../../../kinds/kind.ts';
import { dateTimeText } from '../../../texts/dates.ts';
import { plain } from '../../../texts/i18n.ts';
import { listed } from '../../../texts/listed.ts';
import { plainNumber } from '../../../texts/numerals.ts';
import { deviationText } from '../../../workbook/deviation-text.ts';
import { REPORT } from '../../../workbook/headers.ts';
import { protocolParts } from '../../rounds/protocol-rules-text.ts';
import type { Block } from '../docx/document.ts';
import { plainWords } from './plain-words.ts';
import type { ReportRound, ReportStudy } from './report-study.ts';
import { tableOf } from './tables.ts';

/** The chapter on the method. */
export function methodPart(study: ReportStudy): Block[] {
  return [
    { kind: 'heading', level: 1, text: plain('report.method.heading') },
    ...designBlocks(study),
    ...peopleBlocks(study),
    ...roundBlocks(study),
    ...ruleBlocks(study),
    ...careBlocks(study),
    ...deviationBlocks(study),
  ];
}

/** What the sheet `گزارش` says about a property, else a gap for the author to fill. */
function factBlock({ facts }: ReportStudy, property: keyof typeof REPORT): Block {
  const text = facts.get(property);
  const name = REPORT[property];
  return text === undefined
    ? { kind: 'toWrite', text: plain('report.toWrite.fact', { name }) }
    : { kind: 'paragraph', text: plain('report.fact', { name, text }) };
}

export function toWrite(what: string): Block {
  return { kind: 'toWrite', text: plain('report.toWrite.what', { what }) };
}

/** Names of the kinds of rounds that the study had; of those planned, until one is closed. */
export function kindNames({ rounds, protocol }: ReportStudy): readonly RoundKind[] {
  const had = [...new Set(rounds.flatMap((round) => round.kinds))];
  return had.length > 0 ? had : kindsIn(protocol.rules, protocol.roundPlan);
}

export function kindsOf(study: ReportStudy): Kind[] {
  return kindNames(study).map(kindOf);
}

function designBlocks(study: ReportStudy): Block[] {
  const { results, scale, question } = study;
  const kinds = kindNames(study);
  return [
    { kind: 'heading', level: 2, text: plain('report.method.design') },
    {
      kind: 'paragraph',
      text: plain('report.method.designText', {
        ...{ rounds: results.rounds, panels: results.panels.length },
        kinds: listed(kinds.map((kind) => plain(`summary.kind.${kind}`))),
      }),
    },
    factBlock(study, 'aim'),
    factBlock(study, 'audience'),
    toWrite(plain('report.method.whyDelphi')),
    factBlock(study, 'sourceOfItems'),
    { kind: 'paragraph', text: plain('report.method.question', { question }) },
    ...(scale.length === 0 || !kindsOf(study).some(({ usesScale }) => usesScale)
      ? []
      : [
          {
            kind: 'paragraph',
            text: plain('report.method.scale', {
              points: listed(
                scale.map(({ value, label }) =>
                  plain('report.method.scalePoint', { value: plainNumber(value), label }),
                ),
              ),
            }),
          } as const,
        ]),
    ...kinds.map(
      (kind): Block => ({
        kind: 'paragraph',
        text: plain('report.method.kind', {
          ...{ kind: plain(`summary.kind.${kind}`), aim: plain(`report.kindAim.${kind}`) },
          answer: plain(`report.kindAnswer.${kind}`),
        }),
      }),
    ),
    factBlock(study, 'ethicsCode'),
    factBlock(study, 'registration'),
    factBlock(study, 'team'),
    factBlock(study, 'directedBy'),
    factBlock(study, 'intelligence'),
  ];
}

/** Whom the table leaves out, or that it no longer exists. */
function backgroundNotes({ background, backgroundOf, forgotten }: ReportStudy['people']): Block[] {
  const texts =
    background === null
      ? [plain('facilitator.background.lost')]
      : background.length === 0
        ? []
        : [
            ...(backgroundOf === null
              ? []
              : [plain('report.people.backgroundOf', { persons: backgroundOf })]),
            ...(forgotten === 0 ? [] : [plain('facilitator.background.without', { forgotten })]),
          ];
  return texts.map((text) => ({ kind: 'paragraph', text }));
}

/** Persons and seats, and whether anybody had several. */
export function seatsText({ people: { persons, seats, onSeveralPanels: several } }: ReportStudy): string {
  return several === 0
    ? plain('report.people.seatsApart', { persons, seats })
    : plain('report.people.seats', { persons, seats, several });
}

/** Why panels that share experts are not independent. */
export function dependenceText(study: ReportStudy): string {
  return plain(hasConcordance(study) ? 'report.people.dependent' : 'report.people.dependentWithoutW');
}

function peopleBlocks(study: ReportStudy): Block[] {
  const { people, protocol, criteria } = study;
  const isShared = people.onSeveralPanels > 0;
  const background = (people.background ?? []).flatMap(({ field, cells }) =>
    cells.map((cell, at) => ({ ...cell, field: at === 0 ? plain(`report.background.${field}`) : '' })),
  );
  return [
    { kind: 'heading', level: 2, text: plain('report.people.heading') },
    { kind: 'paragraph', text: seatsText(study) },
    ...(isShared ? [{ kind: 'paragraph', text: dependenceText(study) } as const] : []),
    tableOf(
      plain('report.people.panels'),
      [
        { header: plain('summary.sheet.panelCode'), share: 2, of: ({ code }) => code },
        { header: plain('summary.sheet.panel'), share: 5, of: ({ name }) => name },
        { header: plain('report.people.experts'), share: 2, of: (panel) => plainNumber(panel.seats) },
        { header: plain('report.people.items'), share: 2, of: ({ items }) => plainNumber(items) },
      ],
      protocol.panels,
      isShared ? plain('report.people.panelsNote') : undefined,
    ),
    factBlock(study, 'findingExperts'),
    ...(criteria.length === 0
      ? [toWrite(plain('report.people.criteria'))]
      : [
          { kind: 'paragraph', text: plain('report.people.criteriaAre') } as const,
          { kind: 'list', lines: criteria.map(({ text }) => text) } as const,
        ]),
    ...(background.length === 0
      ? []
      : [
          tableOf(
            plain('report.people.background'),
            [
              { header: plain('report.people.field'), share: 3, of: ({ field }) => field },
              {
                header: plain('report.people.value'),
                share: 4,
                of: ({ value }) => value ?? plain('report.people.others'),
              },
              { header: plain('report.people.experts'), share: 2, of: ({ experts }) => plainNumber(experts) },
            ],
            background,
            plain('report.people.backgroundNote'),
          ),
        ]),
    ...backgroundNotes(people),
    factBlock(study, 'reward'),
    factBlock(study, 'conflicts'),
  ];
}

function roundBlocks({ rounds, zone }: ReportStudy): Block[] {
  if (rounds.length === 0)
    return [
      { kind: 'heading', level: 2, text: plain('report.rounds.heading') },
      { kind: 'paragraph', text: plain('report.rounds.none') },
    ];
  return [
    { kind: 'heading', level: 2, text: plain('report.rounds.heading') },
    tableOf<ReportRound>(
      plain('report.rounds.table'),
      [
        { header: plain('summary.sheet.round'), share: 1, of: ({ number }) => plainNumber(number) },
        {
          header: plain('summary.sheet.kind'),
          share: 2,
          of: ({ kinds }) => listed(kinds.map((kind) => plain(`summary.kind.${kind}`))),
        },
        {
          header: plain('report.rounds.opened'),
          share: 3,
          of: ({ openedAt }) => dateTimeText(openedAt, zone),
        },
        {
          header: plain('report.rounds.closed'),
          share: 3,
          of: ({ closedAt }) => dateTimeText(closedAt, zone),
        },
        {
          header: plain('report.rounds.closedBy'),
          share: 2,
          of: ({ closedBy }) => plain(`report.rounds.by.${closedBy}`),
        },
        { header: plain('report.rounds.panels'), share: 1, of: ({ panels }) => plainNumber(panels) },
        { header: plain('report.rounds.persons'), share: 1, of: ({ persons }) => plainNumber(persons) },
      ],
      rounds,
    ),
  ];
}

function ruleBlocks(study: ReportStudy): Block[] {
  const { protocol, results, lockedAt, zone } = study;
  const parts = protocolParts(protocol).map((part) => part.flatMap((line) => plainWords(line).split('\n')));
  return [
    { kind: 'heading', level: 2, text: plain('report.rules.heading') },
    {
      kind: 'paragraph',
      text:
        lockedAt === null
          ? plain('report.rules.open')
          : plain('report.rules.locked', { at: dateTimeText(lockedAt, zone) }),
    },
    { kind: 'paragraph', text: plain('report.rules.seal', { sha256: results.protocolSha256 }) },
    ...parts.flatMap(([heading, ...lines]): Block[] => [
      { kind: 'heading', level: 3, text: heading! },
      { kind: 'list', lines: lines.map(plainWords) },
    ]),
    factBlock(study, 'whyThreshold'),
  ];
}

/** How often experts were reminded. */
export function remindersText({ rounds, results }: Pick<ReportStudy, 'rounds' | 'results'>): string {
  const slots = rounds.reduce((sum, { reminders }) => sum + reminders.slots, 0);
  const byHand = rounds.reduce((sum, { reminders }) => sum + reminders.byHand, 0);
  return slots + byHand === 0
    ? plain('report.care.noReminders')
    : [plain('report.care.reminders', { slots, byHand }), ...effectTexts(results)].join(' ');
}

function effectTexts({ reminders }: ReportStudy['results']): string[] {
  const effects = [...reminders.values()];
  const sum = (of: 'sent' | 'answered') => effects.reduce((all, effect) => all + effect[of], 0);
  return sum('sent') > 0
    ? [plain('report.care.reminderEffect', { sent: sum('sent'), answered: sum('answered') })]
    : [];
}

/** Whether a panel had two rounds of one kind: what the first gave is shown in the second. */
export function isFedBack({ results }: ReportStudy): boolean {
  return results.panels.some(({ rounds }) => new Set(rounds.map(({ kind }) => kind)).size < rounds.length);
}

export function feedbackText(study: ReportStudy): string {
  return isFedBack(study)
    ? plain('report.care.feedback', { answers: study.protocol.rules.minAnswersForFeedback })
    : plain('report.care.noFeedback');
}

/** How answers were collected, fed back and asked for again. */
function careBlocks(study: ReportStudy): Block[] {
  const { protocol, briefed, announcements, results } = study;
  const onPaper = results.panels.flatMap((panel) => panel.rounds.map((round) => round.onPaper.answers));
  const paper = onPaper.reduce((sum, answers) => sum + answers, 0);
  const { anonymity } = protocol.rules;
  return [
    { kind: 'heading', level: 2, text: plain('report.care.heading') },
    { kind: 'paragraph', text: plain('report.care.gathering') },
    { kind: 'paragraph', text: plain(`protocol.answers.anonymity.${anonymity}`) },
    { kind: 'paragraph', text: plain('report.care.anonymity') },
    { kind: 'paragraph', text: feedbackText(study) },
    { kind: 'paragraph', text: remindersText(study) },
    { kind: 'paragraph', text: plain(briefed ? 'report.care.briefed' : 'report.care.notBriefed') },
    {
      kind: 'paragraph',
      text: paper > 0 ? plain('report.care.paper', { answers: paper }) : plain('report.care.noPaper'),
    },
    ...(announcements > 0
      ? [{ kind: 'paragraph', text: plain('report.care.announced', { announcements }) } as const]
      : []),
    factBlock(study, 'pilot'),
    factBlock(study, 'events'),
  ];
}

function deviationBlocks({ results, zone }: ReportStudy): Block[] {
  const heading: Block = { kind: 'heading', level: 2, text: plain('report.deviations.heading') };
  if (results.deviations.length === 0)
    return [heading, { kind: 'paragraph', text: plain('report.deviations.none') }];
  return [
    heading,
    tableOf(
      plain('report.deviations.table'),
      [
        { header: plain('protocol.deviations.columns.at'), share: 2, of: ({ at }) => dateTimeText(at, zone) },
        {
          header: plain('protocol.deviations.columns.what'),
          share: 5,
          of: (one) => deviationText(one, zone),
        },
        {
          header: plain('protocol.deviations.columns.reason'),
          share: 3,
          of: ({ reason }) => reason ?? { toWrite: plain('report.deviations.noReason') },
        },
      ],
      results.deviations,
    ),
  ];
}

/** Whether any round of the study is of a kind that computes W. */
export function hasConcordance({ results }: ReportStudy): boolean {
  return results.panels.some(({ rounds }) => rounds.some(({ concordance }) => concordance !== null));
}
