import { findRecognisable, isAnonymous, type Recognisable } from '../../domain/anonymity.ts';
import { type QuietHours, quietUntil } from '../../domain/quiet-hours.ts';
import { nextReminder } from '../../domain/reminders.ts';
import { loadAllExperts, loadExperts } from '../../store/experts.ts';
import type { Transaction } from '../../store/file/database.ts';
import { countJoined, loadPanels } from '../../store/panels.ts';
import { countNewProposals } from '../../store/proposals.ts';
import { countNewReasons } from '../../store/reasons.ts';
import { loadPanelRounds, loadProgress, type Round } from '../../store/rounds.ts';
import type { Study } from '../../store/studies.ts';
import { loadTakenPart, type TakenPart } from '../../store/taking-part.ts';
import type { OpeningArgs } from './open-round.ts';
import { type PlannedRound, workloads } from './plan-round.ts';
import type { ClosingPreview, OpeningPreview } from './round-previews-message.ts';

interface Surroundings {
  readonly at: Date;
  readonly quietHours: QuietHours;
  readonly zone: string;
}

/** The preview of an opening as it would be carried out now. */
export function composeOpeningPreview(
  tx: Transaction,
  shown: { previewId: number; study: Study; args: OpeningArgs; planned: PlannedRound; deadline: Date },
  { at, quietHours, zone }: Surroundings,
): OpeningPreview {
  const { study, planned, deadline } = shown;
  const joined = countJoined(tx, study.id);
  const byId = new Map(planned.panels.map((panel) => [panel.id, panel]));
  const invited = new Set(
    planned.opening.panels.flatMap(({ panelId }) => planned.experts.get(panelId) ?? []),
  );
  const joinedIds = loadExperts(tx, study.id).filter(({ accountId }) => accountId !== null);
  const { reminderHours, fridayReminders } = study;
  return {
    previewId: shown.previewId,
    number: planned.opening.number,
    title: study.title,
    panels: planned.opening.panels.map(({ panelId }) => ({
      name: byId.get(panelId)?.name ?? '',
      items: planned.items.get(panelId) ?? 0,
      experts: planned.experts.get(panelId)?.length ?? 0,
      joined: joined.get(panelId) ?? 0,
    })),
    settled: planned.opening.settledPanelIds.map((panelId) => ({
      panelId,
      name: byId.get(panelId)?.name ?? '',
      status: byId.get(panelId)?.status === 'agreed' ? 'agreed' : 'stable',
      continued: shown.args.continuedPanelIds.includes(panelId),
    })),
    invited: invited.size,
    joined: joinedIds.filter(({ id }) => invited.has(id)).length,
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
    recognisable: recognisableIn(tx, study, planned),
    undecided: countNewProposals(tx, study.id) + countNewReasons(tx, study.id),
    quietUntil: quietUntil(at, quietHours, zone),
    zone,
  };
}

/** By what answers of the planned round, and of those before, could be told. */
function recognisableIn(tx: Transaction, study: Study, planned: PlannedRound): Recognisable<string, string> {
  const seats = planned.opening.panels.flatMap(({ panelId }) =>
    (planned.experts.get(panelId) ?? []).map((expertId) => ({ expertId, panelId })),
  );
  return loadRecognisable(tx, study, { seats, before: loadTakenPart(tx, study.id) });
}

/** By what answers of an open round, were it closed now, could be told. */
function recognisableSoFar(tx: Transaction, study: Study, { number }: Round): Recognisable<string, string> {
  const part = loadTakenPart(tx, study.id);
  return loadRecognisable(tx, study, {
    seats: part.filter(({ round }) => round === number),
    before: part.filter(({ round }) => round !== number),
  });
}

/** Whom codes would not hide, by names. Where no code leads from round to round the rounds before tell nobody. */
function loadRecognisable(
  tx: Transaction,
  { id: studyId, anonymity }: Study,
  { seats, before }: { seats: readonly Omit<TakenPart, 'round'>[]; before: readonly TakenPart[] },
): Recognisable<string, string> {
  if (!isAnonymous(anonymity)) return { smallPanels: [], alone: [], aloneInTime: [] };
  const leading = anonymity === 'unlinked' ? [] : before;
  const expertIds = [...new Set([...seats, ...leading].map(({ expertId }) => expertId))];
  const panelsOf = collect(seats, ({ panelId }) => panelId);
  const beforeOf = collect(leading, ({ round, panelId: panel }) => ({ round, panel }));
  const { smallPanels, alone, aloneInTime } = findRecognisable(
    expertIds.map((expert) => ({
      expert,
      panels: panelsOf.get(expert) ?? [],
      before: beforeOf.get(expert) ?? [],
    })),
  );
  const panelNames = new Map(loadPanels(tx, studyId).map(({ id, name }) => [id, name]));
  const names = new Map(loadAllExperts(tx, studyId).map(({ id, name }) => [id, name]));
  // Who is behind a code whose name was removed is known no more.
  const namesOf = (ids: readonly number[]) => ids.flatMap((id) => names.get(id) || []);
  return {
    smallPanels: smallPanels.map(({ panel, experts }) => ({ panel: panelNames.get(panel) ?? '', experts })),
    alone: namesOf(alone),
    aloneInTime: namesOf(aloneInTime),
  };
}

function collect<Row extends { readonly expertId: number }, Of>(
  rows: readonly Row[],
  take: (row: Row) => Of,
): Map<number, Of[]> {
  const byExpert = new Map<number, Of[]>();
  for (const row of rows) byExpert.set(row.expertId, [...(byExpert.get(row.expertId) ?? []), take(row)]);
  return byExpert;
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
  return {
    previewId: shown.previewId,
    number: round.number,
    title: study.title,
    deadline: round.deadline,
    zone,
    recognisable: recognisableSoFar(tx, study, round),
    panels: loadPanelRounds(tx, round.id).map(({ id, panelId }) => {
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
      };
    }),
  };
}
