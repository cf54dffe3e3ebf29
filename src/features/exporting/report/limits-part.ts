import { stopRulesOf } from '../../../domain/verdict.ts';
import { kindOf } from '../../../kinds/all.ts';
import { hasSign } from '../../../kinds/told/concordance.ts';
import { plain } from '../../../texts/i18n.ts';
import { listed } from '../../../texts/listed.ts';
import { plainNumber } from '../../../texts/numerals.ts';
import { themesOf } from '../../funnel/funnel-message.ts';
import type { Block } from '../docx/document.ts';
import { hasConcordance, toWrite } from './method-part.ts';
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
  const { people, results, rounds } = study;
  const last = results.panels.flatMap((panel) => panel.rounds.at(-1) ?? []);
  const silent = last.reduce((sum, { invited, answered }) => sum + invited - answered, 0);
  return [
    plain('report.limits.sample', { persons: people.persons }),
    ...(rounds.length > 1 ? [plain('report.limits.feedback')] : []),
    ...(hasConcordance(study) ? [plain('report.limits.order'), plain('report.limits.ordinal')] : []),
    ...(people.onSeveralPanels > 0 ? [plain('report.people.dependent')] : []),
    ...(silent > 0 ? [plain('report.limits.silent', { silent })] : []),
  ];
}

/** The questions that examiners ask, answered as far as the study's data allow. */
function askedBlocks(study: ReportStudy): Block[] {
  const { persons, seats, onSeveralPanels: several } = study.people;
  const answers: readonly (readonly [question: string, answer: Block])[] = [
    [plain('report.asked.seats'), told(plain('report.people.seats', { persons, seats, several }))],
    [plain('report.asked.independent'), told(plain('report.people.dependent'))],
    [plain('report.asked.reliability'), told(plain('report.limits.order'))],
    [plain('report.asked.ordinal'), told(plain('report.limits.ordinal'))],
    [plain('report.asked.noFeedback'), told(firstRoundText(study))],
    [plain('report.asked.stopping'), told(stoppingText(study))],
    [plain('report.asked.byHand'), told(byHandText(study))],
    [plain('report.asked.exclusions'), told(exclusionText(study))],
    [plain('report.asked.themes'), themesBlock(study)],
    ...(study.proposals.made === 0
      ? []
      : [
          [
            plain('report.asked.curation'),
            toWrite(plain('report.asked.curationAnswer', study.proposals)),
          ] as const,
        ]),
  ];
  return answers.flatMap(([text, answer]): Block[] => [{ kind: 'heading', level: 2, text }, answer]);
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

/** Items that the first round dropped were never shown to anybody with the panel's feedback. */
function firstRoundText({ funnel, rounds }: ReportStudy): string {
  const first = rounds[0]?.number;
  const step = funnel.steps.find((one) => one.step === first);
  return step === undefined
    ? plain('report.rounds.none')
    : plain('report.asked.noFeedbackAnswer', { round: step.step, left: step.left, entered: step.entered });
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
