import type { FunnelStep } from '../../../domain/funnel.ts';
import { stopRulesOf } from '../../../domain/verdict.ts';
import { kindOf } from '../../../kinds/all.ts';
import { hasSign } from '../../../kinds/told/concordance.ts';
import { plain } from '../../../texts/i18n.ts';
import { listed } from '../../../texts/listed.ts';
import { plainNumber } from '../../../texts/numerals.ts';
import { themesOf } from '../../funnel/funnel-message.ts';
import type { Block } from '../docx/document.ts';
import { dependenceText, hasConcordance, isFedBack, kindsOf, seatsText, toWrite } from './method-part.ts';
import { plainWords } from './plain-words.ts';
import type { ReportStudy } from './report-study.ts';

/** The chapter on limits: which figures should not be taken at face value, and what the method leaves open. */
export function limitsPart(study: ReportStudy): Block[] {
  return [
    { kind: 'heading', level: 1, text: plain('report.limits.heading') },
    { kind: 'heading', level: 2, text: plain('report.limits.warnings') },
    ...warningBlocks(study),
    { kind: 'heading', level: 2, text: plain('report.limits.method') },
    { kind: 'list', lines: methodLimits(study) },
    toWrite(plain('report.limits.author')),
    { kind: 'heading', level: 1, text: plain('report.asked.heading') },
    { kind: 'paragraph', text: plain('report.asked.about') },
    ...askedBlocks(study),
  ];
}

function warningBlocks({ results, told }: ReportStudy): Block[] {
  // The first line is advice to whoever runs the study, not to readers.
  const warned = results.panels.flatMap(({ name, code, rounds }) =>
    rounds.flatMap((round): Block[] => {
      const lines = kindOf(round.kind).advice(round, told).slice(1).map(plainWords);
      const text = plain('report.limits.panelRound', { name, code, round: round.number });
      return lines.length === 0
        ? []
        : [
            { kind: 'heading', level: 3, text },
            { kind: 'list', lines },
          ];
    }),
  );
  return warned.length === 0 ? [{ kind: 'paragraph', text: plain('report.limits.noWarnings') }] : warned;
}

function methodLimits(study: ReportStudy): string[] {
  const { people, results } = study;
  const last = results.panels.flatMap((panel) => panel.rounds.at(-1) ?? []);
  const silent = last.reduce((sum, { invited, answered }) => sum + invited - answered, 0);
  return [
    plain('report.limits.sample', { persons: people.persons }),
    ...(isFedBack(study) ? [plain('report.limits.feedback')] : []),
    ...(hasConcordance(study) ? [plain('report.limits.order')] : []),
    ...(hasOrdinalMeans(study) ? [plain('report.limits.ordinal')] : []),
    ...(people.onSeveralPanels > 0 ? [dependenceText(study)] : []),
    ...(silent > 0 ? [plain('report.limits.silent', { silent })] : []),
  ];
}

/** Whether means were taken of ratings on the study's scale, whose points are in order but no equal steps apart. */
function hasOrdinalMeans(study: ReportStudy): boolean {
  return kindsOf(study).some(({ usesScale }) => usesScale);
}

/** Which questions examiners ask of a study of these kinds of rounds, each with its answer from the study's data. */
function askedBlocks(study: ReportStudy): Block[] {
  const { results, proposals } = study;
  const isConcordant = hasConcordance(study);
  const answers: readonly (readonly [question: string, isAsked: boolean, answer: () => Block])[] = [
    [plain('report.asked.seats'), true, () => told(seatsText(study))],
    [
      plain(isConcordant ? 'report.asked.independent' : 'report.asked.independentWithoutW'),
      results.panels.length > 1,
      () => told(independenceText(study)),
    ],
    [plain('report.asked.reliability'), isConcordant, () => told(plain('report.limits.order'))],
    [plain('report.asked.ordinal'), hasOrdinalMeans(study), () => told(plain('report.limits.ordinal'))],
    [plain('report.asked.noFeedback'), leftFirst(study) > 0, () => told(firstRoundText(study))],
    [plain('report.asked.stopping'), isConcordant, () => told(stoppingText(study))],
    [plain('report.asked.byHand'), results.final.length > 0, () => told(byHandText(study))],
    [plain('report.asked.exclusions'), results.final.length > 0, () => told(exclusionText(study))],
    [plain('report.asked.themes'), results.exclusions.length > 0, () => themesBlock(study)],
    [
      plain('report.asked.curation'),
      proposals.made > 0,
      () => toWrite(plain('report.asked.curationAnswer', { ...proposals })),
    ],
  ];
  return answers.flatMap(([text, isAsked, answer]): Block[] =>
    isAsked ? [{ kind: 'heading', level: 2, text }, answer()] : [],
  );
}

function independenceText(study: ReportStudy): string {
  return study.people.onSeveralPanels > 0 ? dependenceText(study) : plain('report.people.apart');
}

/**
 * The themes of experts' and facilitators' reasons, as far as they are sorted; without any, the author has to write.
 */
function themesBlock({ results }: ReportStudy): Block {
  const reasons = results.exclusions.flatMap((exclusion) => exclusion.reasons);
  return reasons.some(({ theme }) => theme !== null)
    ? told(plain('report.asked.themesAre', { themes: themesOf(reasons) }))
    : toWrite(plain('report.asked.themesAnswer'));
}

function told(text: string): Block {
  return { kind: 'paragraph', text };
}

function firstStep({ funnel, rounds }: ReportStudy): FunnelStep | undefined {
  return funnel.steps.find(({ step }) => step === rounds[0]?.number);
}

/** How many items left at the first round. */
function leftFirst(study: ReportStudy): number {
  return firstStep(study)?.left ?? 0;
}

/** Items that the first round dropped were never shown to anybody with the panel's feedback. */
function firstRoundText(study: ReportStudy): string {
  const { step: round, left, entered } = firstStep(study)!;
  return plain('report.asked.noFeedbackAnswer', { round, left, entered });
}

/** Rounds in which a panel showed agreement or stability but went on. */
function stoppingText({ results, protocol }: ReportStudy): string {
  const early = results.panels.flatMap(({ name, rounds }) =>
    rounds
      .filter(
        (round) => round.verdict === 'active' && hasSign(round, stopRulesOf(round.rules, protocol.versions)),
      )
      .map(({ number }) => plain('report.asked.panelInRound', { name, round: number })),
  );
  const told = { minRounds: protocol.rules.minRounds, panels: listed(early) };
  return early.length === 0 ? plain('report.asked.stoppedByRule') : plain('report.asked.wentOn', told);
}

/** The final list by the rules alone, compared with the one that holds. */
function byHandText({ results }: ReportStudy): string {
  const byHand = results.final.filter((item) => item.byHand.length > 0);
  if (byHand.length === 0) return plain('report.asked.noneByHand');
  const lines = byHand.map(({ code, ruled, kept, byHand: reasons }) =>
    plain('report.asked.byHandLine', {
      ...{ code, ruled: plain(`item.decided.${ruled}`), reasons: listed(reasons) },
      now: plain(kept === null ? 'item.decided.open' : kept ? 'item.decided.kept' : 'item.decided.dropped'),
    }),
  );
  return [plain('report.asked.byHandAnswer', { items: byHand.length }), ...lines].join('\n');
}

function exclusionText({ results }: ReportStudy): string {
  const causes = results.exclusions.flatMap((exclusion) => [
    ...new Set(exclusion.causes.map(({ why }) => why)),
  ]);
  const whys = [...new Set(causes)].map((why) =>
    plain('report.asked.cause', {
      cause: plain(`report.cause.${why}`),
      items: plainNumber(causes.filter((other) => other === why).length),
    }),
  );
  return whys.length === 0
    ? plain('report.asked.noneLeft')
    : plain('report.asked.causes', { causes: listed(whys) });
}
