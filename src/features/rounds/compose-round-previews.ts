import { findRecognisable, isAnonymous, type Recognisable } from '../../domain/anonymity.ts';
import { shortfalls } from '../../domain/panel-composition.ts';
import { readProtocol } from '../../domain/protocol.ts';
import { quietUntil, type SurroundingsAt } from '../../domain/quiet-hours.ts';
import { nextReminder } from '../../domain/reminders.ts';
import { kindOf } from '../../kinds/all.ts';
import { loadExperts, loadUnreachable } from '../../store/experts.ts';
import type { Transaction } from '../../store/file/database.ts';
import { loadPanelRounds } from '../../store/panel-rounds.ts';
import { countJoined, loadPanels } from '../../store/panels.ts';
import { countNewProposals } from '../../store/proposals.ts';
import { countNewReasons } from '../../store/reasons.ts';
import { countCompleteRaters } from '../../store/results.ts';
import { loadProgress, loadRounds, type Round } from '../../store/rounds.ts';
import { loadVersions, type Study } from '../../store/studies.ts';
import { hasJoined } from '../studies/load-standing.ts';
import { loadFewAnswers, loadFewJudges } from './load-few-judges.ts';
import { loadStranded } from './load-stranded.ts';
import { loadTellable } from './load-tellable.ts';
import { currentProtocol } from './lock-protocol.ts';
import type { OpeningArgs } from './open-round.ts';
import { callsForProposals, largePanels, type PlannedRound, workloads } from './plan-round.ts';
import type { ClosingPreview, OpeningPreview } from './round-previews-message.ts';

/** The preview of an opening as it would be carried out now. */
export function composeOpeningPreview(
  tx: Transaction,
  shown: { previewId: number; study: Study; args: OpeningArgs; planned: PlannedRound; deadline: Date },
  { at, quietHours, zone }: SurroundingsAt,
): OpeningPreview {
  const { study, planned, deadline } = shown;
  const joined = countJoined(tx, study.id);
  const byId = new Map(planned.panels.map((panel) => [panel.id, panel]));
  const invited = new Set(
    planned.opening.panels.flatMap(({ panelId }) => planned.experts.get(panelId) ?? []),
  );
  const experts = loadExperts(tx, study.id);
  const roles = new Map(experts.map(({ id, role }) => [id, role]));
  const members = experts.filter((expert) => invited.has(expert.id) && hasJoined(expert));
  const cutOff = loadUnreachable(tx, study.id);
  const { reminderHours, fridayReminders } = study;
  return {
    previewId: shown.previewId,
    number: planned.opening.number,
    title: study.title,
    panels: planned.opening.panels.map(({ panelId, kind }) => ({
      name: byId.get(panelId)?.name ?? '',
      items: callsForProposals({ kind }) ? null : (planned.items.get(panelId) ?? 0),
      experts: planned.experts.get(panelId)?.length ?? 0,
      joined: joined.get(panelId) ?? 0,
      shortfalls: shortfalls(
        study.composition,
        byId.get(panelId)?.code ?? '',
        (planned.experts.get(panelId) ?? []).map((id) => roles.get(id) ?? ''),
      ),
    })),
    empty: planned.opening.emptyPanelIds.map((panelId) => byId.get(panelId)?.name ?? ''),
    itemless: planned.opening.itemlessPanelIds.map((panelId) => byId.get(panelId)?.name ?? ''),
    settled: planned.opening.settledPanelIds.map((panelId) => ({
      panelId,
      name: byId.get(panelId)?.name ?? '',
      status: byId.get(panelId)?.status === 'agreed' ? 'agreed' : 'stable',
      continued: shown.args.continuedPanelIds.includes(panelId),
    })),
    invited: invited.size,
    joined: members.filter(({ id }) => !cutOff.has(id)).length,
    unreachable: members.filter(({ id }) => cutOff.has(id)).length,
    workloads: workloads(tx, study, planned),
    openedAt: at,
    deadline,
    firstReminder:
      nextReminder({
        openedAt: at,
        deadline,
        reminderHours,
        fridayReminders,
        quietHours,
        zone,
        sentHours: [],
        now: at,
      })?.at ?? null,
    largePanels: largePanels(planned),
    stranded: loadStranded(tx, study),
    fewJudges: loadFewJudges(tx, study, planned),
    recognisable: loadRecognisable(tx, study, planned),
    tellable: loadTellable(tx, study, loadRounds(tx, study.id), planned),
    locks: planned.opening.number === 1 ? readProtocol(currentProtocol(tx, study.id).text) : null,
    undecided: countNewProposals(tx, study.id) + countNewReasons(tx, study.id),
    quietUntil: quietUntil(at, quietHours, zone),
    zone,
  };
}

/** By what answers of the planned round could be told, by names. */
function loadRecognisable(
  tx: Transaction,
  study: Study,
  planned: PlannedRound,
): Recognisable<string, string> {
  if (!isAnonymous(study.anonymity)) return { smallPanels: [], alone: [] };
  const panelsOf = new Map<number, number[]>();
  for (const { panelId } of planned.opening.panels) {
    for (const id of planned.experts.get(panelId) ?? [])
      panelsOf.set(id, [...(panelsOf.get(id) ?? []), panelId]);
  }
  const seats = [...panelsOf].map(([expert, panels]) => ({ expert, panels }));
  const { smallPanels, alone } = findRecognisable(seats);
  const panelNames = new Map(planned.panels.map(({ id, name }) => [id, name]));
  const names = new Map(loadExperts(tx, study.id).map(({ id, name }) => [id, name]));
  return {
    smallPanels: smallPanels.map(({ panel, experts }) => ({ panel: panelNames.get(panel) ?? '', experts })),
    alone: alone.map((id) => names.get(id) ?? ''),
  };
}

/** The preview of an early closing: how far each panel is. */
export function composeClosingPreview(
  tx: Transaction,
  shown: { previewId: number; study: Study; round: Round },
  zone: string,
): ClosingPreview {
  const { study, round } = shown;
  const names = new Map(loadPanels(tx, study.id).map(({ id, name }) => [id, name]));
  const progress = loadProgress(tx, round.id);
  const missing = [
    ...new Map(
      progress
        .filter(({ handedInAt, leftAt }) => handedInAt === null && leftAt === null)
        .map((row) => [row.expertId, row]),
    ).values(),
  ];
  const ruling = {
    ...{ rules: study, versions: loadVersions(tx, study.id) },
    scale: [],
    itemIds: [],
    roundNumber: round.number,
  };
  const namesOf = (rows: typeof missing) => rows.map(({ name }) => name);
  return {
    previewId: shown.previewId,
    number: round.number,
    title: study.title,
    deadline: round.deadline,
    fewAnswers: loadFewAnswers(tx, study, round),
    tellable: loadTellable(tx, study, loadRounds(tx, study.id)),
    zone,
    missing: {
      silent: namesOf(missing.filter(({ lastAnswerAt }) => lastAnswerAt === null)),
      partial: namesOf(missing.filter(({ lastAnswerAt }) => lastAnswerAt !== null)),
    },
    panels: loadPanelRounds(tx, round.id).map((panelRound) => {
      const { id, panelId } = panelRound;
      const experts = progress.filter(({ panelRoundId }) => panelRoundId === id);
      const submitted = experts.filter(({ handedInAt }) => handedInAt !== null).length;
      const answered = experts.filter(({ lastAnswerAt }) => lastAnswerAt !== null).length;
      const partial = experts.filter(
        ({ handedInAt, lastAnswerAt }) => handedInAt === null && lastAnswerAt !== null,
      ).length;
      return {
        name: names.get(panelId) ?? '',
        submitted,
        partial,
        silent: experts.length - Math.max(answered, submitted + partial),
        wBase: kindOf(panelRound.kind).judging(ruling).hasConcordance
          ? countCompleteRaters(tx, panelRound)
          : null,
      };
    }),
  };
}
