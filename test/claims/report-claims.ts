import type { ReportFact, ReportProperty } from '../../src/domain/study-draft.ts';
import type { ReportProposals } from '../../src/features/exporting/report/report-study.ts';
import { momentOf } from './moment-told.ts';
import { type Place, type ProtocolFile, type ResultsFile, sumOf } from './results-file.ts';
import { type Claim, type Gaps, hasSign, when } from './summary-claims.ts';
import { tells, textsUnder } from './told-sentences.ts';

/** A study's report, and what its files say. */
export interface Report {
  readonly file: ResultsFile;
  readonly protocol: ProtocolFile;
  readonly places: readonly Place[];
  /** Properties that the sheet `گزارش` has filled in. */
  readonly facts: readonly ReportFact[];
  /** By `proposals.csv`. */
  readonly proposals: ReportProposals;
}

const word = (key: string) => textsUnder(key.split('.')[0]!).get(key)!;
const times = (count: number, gaps: () => Gaps = () => ({})): Gaps[] => Array.from({ length: count }, gaps);
const listed = (told: string) => told.split('، ');
const always: Claim<Report> = () => [{}];

const rounds = ({ file }: Report) => file.study.rounds;
const kinds = ({ places }: Report) => [...new Set(places.map(({ round }) => round.kind))];
const persons = ({ file }: Report) => file.composition.persons;
const several = ({ file }: Report) => file.composition.on_several_panels;
const withItems = ({ file }: Report) =>
  file.panels.filter((panel) => panel.rounds.some(({ items }) => items.length > 0));
const withW = ({ places }: Report) => places.filter(({ round }) => round.kendall !== null);
const hasW = (report: Report) => withW(report).length > 0;
/** Each panel's last round that has a W. */
export const lastWithW = (report: Report) => [
  ...new Map(withW(report).map((place) => [place.panel.code, place])).values(),
];
const has = (report: Report, ...some: Place['round']['kind'][]) =>
  withItems(report).length > 0 && kinds(report).some((kind) => some.includes(kind));
const hasScale = (report: Report) => kinds(report).includes('likert');
const hasPanels = ({ file }: Report) => file.panels.length > 1;
const hasFinal = ({ file }: Report) => file.final.length > 0;
/** Rounds that did more than call for proposals, and what they asked besides. */
const askedBesides = ({ file, places }: Report) =>
  file.open_question.filter(({ round: asked }) =>
    places.some(({ round }) => round.number === asked && round.kind !== 'brainstorming'),
  );
const isFedBack = ({ places }: Report) => places.some(({ before }) => before !== null);
const onPaper = ({ places }: Report) => sumOf(places.map(({ round }) => round.on_paper.answers));
const decided = ({ file }: Report, how: string) => file.final.filter((item) => item.decided === how).length;
const wentOn = ({ places }: Report) =>
  places.filter((place) => place.round.status === 'active' && hasSign(place));
const silent = ({ file }: Report) =>
  sumOf(file.panels.map(({ rounds: all }) => (all.at(-1)?.invited ?? 0) - (all.at(-1)?.answered ?? 0)));
const first = ({ file }: Report) => file.funnel.find(({ step }) => step === 'round 1')!;
const byHand = ({ file }: Report) => file.final.filter((item) => item.by_hand.length > 0);
const causes = ({ file }: Report) => file.exclusions.flatMap(({ why }) => why);
const proposals = (report: Report) => report.proposals;
const anyText = () => true;
const kindNames = (report: Report) => (told: string) =>
  listed(told).sort().join() ===
  kinds(report)
    .map((kind) => word(`summary.kind.${kind}`))
    .sort()
    .join();
const answersShown = ({ protocol }: Report) => ({ answers: protocol.rules.min_answers_for_feedback });
const seats = (report: Report): Gaps => ({
  ...{ persons: persons(report), seats: report.file.composition.seats, several: several(report) },
});

/** Facts that stand in the text by themselves, in its order; the checklists name them again, and two more. */
const FACTS_IN_TEXT: readonly ReportProperty[] = [
  ...(['aim', 'audience', 'sourceOfItems', 'ethicsCode', 'registration', 'team', 'directedBy'] as const),
  ...(['intelligence', 'findingExperts', 'reward', 'conflicts', 'whyThreshold', 'pilot', 'events'] as const),
];
const factsInText = ({ facts }: Report) =>
  FACTS_IN_TEXT.flatMap((property) => facts.find((fact) => fact.property === property) ?? []);

/** Every sentence of the report outside its tables, the rules in words, and what `summary` tells of W. */
export const REPORT: Readonly<Record<string, Claim<Report>>> = {
  'report.about': always,
  'report.toWrite.mark': always,
  'report.contents.heading': always,
  'report.contents.pages': always,
  'report.toWrite.fact': (report) =>
    times(FACTS_IN_TEXT.length - factsInText(report).length, () => ({ name: anyText })),
  'report.fact': (report) => factsInText(report).map(({ text }) => ({ name: anyText, text })),
  // Why Delphi, criteria and the author's limits; themes, where something left; who read proposals, where there are any.
  'report.toWrite.what': (report) =>
    times(3 + (report.file.exclusions.length > 0 ? 1 : 0) + (proposals(report).made > 0 ? 1 : 0), () => ({
      what: anyText,
    })),
  'report.method.heading': always,
  'report.method.design': always,
  'report.method.designText': (report) => [
    { rounds: rounds(report), panels: report.file.panels.length, kinds: kindNames(report) },
  ],
  'report.method.question': () => [{ question: anyText }],
  'report.method.scale': (report) => when(hasScale(report), () => ({ points: anyText })),
  'report.method.kind': (report) => times(kinds(report).length, () => ({ kind: anyText })),
  'report.people.heading': always,
  // In the text, and where examiners ask.
  'report.people.seats': (report) => times(several(report) > 0 ? 2 : 0, () => seats(report)),
  'report.people.seatsApart': (report) =>
    times(several(report) > 0 ? 0 : 2, () => ({
      persons: persons(report),
      seats: report.file.composition.seats,
    })),
  // In the text, among the limits, and where examiners ask.
  'report.people.dependent': (report) => times(several(report) > 0 && hasW(report) ? 3 : 0),
  'report.people.dependentWithoutW': (report) => times(several(report) > 0 && !hasW(report) ? 3 : 0),
  'report.people.apart': (report) => when(hasPanels(report) && several(report) === 0),
  'report.rounds.heading': always,
  'report.rules.heading': always,
  'report.rules.locked': ({ places }) => [{ at: momentOf(places[0]!.round.opened_at) }],
  'report.rules.seal': ({ file }) => [{ sha256: file.study.protocol_sha256 }],
  'report.care.heading': always,
  'report.care.gathering': always,
  'report.care.anonymity': always,
  'report.care.feedback': (report) => when(isFedBack(report), () => answersShown(report)),
  'report.care.noFeedback': (report) => when(!isFedBack(report)),
  'report.care.noReminders': always,
  'report.care.notBriefed': always,
  'report.care.paper': (report) => when(onPaper(report) > 0, () => ({ answers: onPaper(report) })),
  'report.care.noPaper': (report) => when(onPaper(report) === 0),
  'report.deviations.heading': always,
  'report.deviations.none': ({ file }) => when(file.deviations.length === 0),
  'report.results.heading': always,
  'report.funnel.heading': always,
  'report.items.heading': (report) => when(withItems(report).length > 0),
  'report.items.means': (report) => when(has(report, 'likert', 'ranking', 'numeric')),
  'report.items.places': (report) => when(has(report, 'ranking')),
  'report.items.measures': (report) => when(has(report, 'numeric')),
  'report.items.words': (report) => when(has(report, 'screening', 'cvr', 'cvi')),
  'report.items.all': (report) => when(withItems(report).length > 0),
  'report.items.panel': (report) => withItems(report).map(({ name, code }) => ({ name, code })),
  'report.w.heading': (report) => when(hasW(report)),
  'report.w.about': (report) => when(hasW(report)),
  'report.w.panel': (report) =>
    lastWithW(report).map(({ panel, round }) => ({
      name: panel.name,
      code: panel.code,
      round: round.number,
    })),
  'report.stability.heading': (report) => when(hasW(report)),
  'report.stability.about': (report) => when(hasW(report)),
  'report.stability.status': (report) =>
    lastWithW(report).map(({ panel }) => ({ status: word(`summary.status.${panel.status}`) })),
  'report.attrition.heading': always,
  'report.attrition.about': always,
  'report.proposals.heading': always,
  'report.proposals.none': (report) => when(proposals(report).made === 0),
  'report.proposals.made': (report) => {
    const { waiting: _, ...told } = proposals(report);
    return when(told.made > 0, () => told);
  },
  'report.proposals.waiting': (report) =>
    when(proposals(report).waiting > 0, () => ({ waiting: proposals(report).waiting })),
  'report.proposals.askedNobody': (report) =>
    askedBesides(report)
      .filter(({ wrote }) => wrote === 0)
      .map(({ round, asked }) => ({ round, experts: asked })),
  'report.proposals.asked': (report) =>
    askedBesides(report)
      .filter(({ wrote }) => wrote > 0)
      .map(({ round, asked, wrote }) => ({ round, experts: asked, wrote })),
  'report.final.heading': always,
  'report.final.none': ({ file }) => when(file.final.length === 0),
  'report.final.counts': (report) =>
    when(hasFinal(report), () => ({
      ...{
        items: report.file.final.length,
        kept: decided(report, 'kept'),
        dropped: decided(report, 'dropped'),
      },
    })),
  'report.final.open': (report) =>
    when(decided(report, 'open') > 0, () => ({ open: decided(report, 'open') })),
  'report.final.byHand': (report) =>
    when(decided(report, 'by_hand') > 0, () => ({ byHand: decided(report, 'by_hand') })),
  'report.limits.heading': always,
  'report.limits.warnings': always,
  'report.limits.method': always,
  'report.limits.sample': (report) => [{ persons: persons(report) }],
  'report.limits.feedback': (report) => when(isFedBack(report)),
  // As a limit, and where examiners ask.
  'report.limits.order': (report) => times(hasW(report) ? 2 : 0),
  'report.limits.ordinal': (report) => times(hasScale(report) ? 2 : 0),
  'report.limits.silent': (report) => when(silent(report) > 0, () => ({ silent: silent(report) })),
  'report.asked.heading': always,
  'report.asked.about': always,
  'report.asked.seats': always,
  'report.asked.independent': (report) => when(hasPanels(report) && hasW(report)),
  'report.asked.independentWithoutW': (report) => when(hasPanels(report) && !hasW(report)),
  'report.asked.reliability': (report) => when(hasW(report)),
  'report.asked.ordinal': (report) => when(hasScale(report)),
  'report.asked.noFeedback': (report) => when(first(report).left > 0),
  'report.asked.noFeedbackAnswer': (report) =>
    when(first(report).left > 0, () => ({
      round: 1,
      entered: first(report).entered,
      left: first(report).left,
    })),
  'report.asked.stopping': (report) => when(hasW(report)),
  'report.asked.stoppedByRule': (report) => when(hasW(report) && wentOn(report).length === 0),
  'report.asked.wentOn': (report) =>
    when(wentOn(report).length > 0, () => ({
      minRounds: report.protocol.rules.min_rounds,
      panels: (told) => listed(told).length === wentOn(report).length,
    })),
  'report.asked.byHand': (report) => when(hasFinal(report)),
  'report.asked.noneByHand': (report) => when(hasFinal(report) && byHand(report).length === 0),
  'report.asked.byHandAnswer': (report) =>
    when(byHand(report).length > 0, () => ({ items: byHand(report).length })),
  'report.asked.byHandLine': (report) =>
    byHand(report).map(({ code, rule_decided, kept, by_hand }) => ({
      ...{ code, ruled: word(`item.decided.${rule_decided}`), reasons: by_hand.join('، ') },
      now: word(`item.decided.${kept === null ? 'open' : kept ? 'kept' : 'dropped'}`),
    })),
  'report.asked.exclusions': (report) => when(hasFinal(report)),
  'report.asked.noneLeft': (report) => when(hasFinal(report) && causes(report).length === 0),
  'report.asked.causes': (report) =>
    when(hasFinal(report) && causes(report).length > 0, () => ({
      causes: (told) => listed(told).length === new Set(causes(report)).size && countsCauses(told, report),
    })),
  'report.asked.themes': ({ file }) => when(file.exclusions.length > 0),
  'report.asked.curation': (report) => when(proposals(report).made > 0),
  'report.checklists.heading': always,
  'report.checklists.about': always,
  'report.checklists.accord': always,
  'report.checklists.delphistar': always,
  'report.checklists.sources': always,
  'report.checklists.accordSource': always,
  'report.checklists.delphistarSource': always,
  'report.list.heading': always,
};

/** «حکم قاعده: ۳ گویه» for each cause. */
function countsCauses(told: string, report: Report): boolean {
  return listed(told).every((line) =>
    [...new Set(causes(report))].some((why) => {
      const count = causes(report).filter((other) => other === why).length;
      const [cause, items] = line.split(': ');
      return cause === word(`report.cause.${why}`) && tells(items!.split(' ')[0]!, count);
    }),
  );
}
