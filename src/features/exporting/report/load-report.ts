import { backgroundTable } from '../../../domain/background-table.ts';
import { loadBriefing } from '../../../store/briefings.ts';
import { loadComposition } from '../../../store/compositions.ts';
import type { Event } from '../../../store/events.ts';
import type { Expert } from '../../../store/experts.ts';
import type { JudgedPanelRound } from '../../../store/export-rows.ts';
import type { Transaction } from '../../../store/file/database.ts';
import { loadPanelRoundExperts } from '../../../store/panel-rounds.ts';
import type { Proposal } from '../../../store/proposals.ts';
import { loadSentSlots } from '../../../store/reminder-slots.ts';
import type { Study } from '../../../store/studies.ts';
import type { ReportPeople, ReportRound, ReportStudy } from './report-study.ts';

/** What an export has already loaded of a study. */
interface Loaded {
  readonly study: Study;
  readonly judged: readonly JudgedPanelRound[];
  readonly experts: readonly Expert[];
  readonly events: readonly Event[];
  readonly proposals: readonly Proposal[];
}

/** The study's course and people, as the report tells them beside the results. */
export function loadReport(
  tx: Transaction,
  { study, judged, experts, events, proposals }: Loaded,
): Pick<ReportStudy, 'rounds' | 'people' | 'briefed' | 'announcements' | 'proposals' | 'facts'> {
  const asked = judged.map(({ round, panelRound }) => ({
    ...{ round, panelRound, experts: loadPanelRoundExperts(tx, panelRound.id) },
  }));
  const judgedIds = new Set(judged.map(({ round }) => round.id));
  const made = proposals.filter(
    ({ state, roundId }) => state !== 'withdrawn' && (roundId === null || judgedIds.has(roundId)),
  );
  const inState = (wanted: Proposal['state']) => made.filter(({ state }) => state === wanted).length;
  return {
    rounds: roundsOf(tx, asked, events),
    people: { ...peopleOf(asked), ...backgroundOf(tx, study, experts, asked) },
    briefed: loadBriefing(tx, study.id) !== undefined,
    announcements: events.filter(({ kind }) => kind === 'study.announced').length,
    proposals: {
      ...{ made: made.length, waiting: inState('new') },
      ...{ accepted: inState('accepted'), rejected: inState('rejected') },
    },
    facts: new Map(study.report.map(({ property, text }) => [property, text])),
  };
}

interface Asked extends JudgedPanelRound {
  /** The experts whom the panel's round asked, by id. */
  readonly experts: readonly number[];
}

function roundsOf(tx: Transaction, asked: readonly Asked[], events: readonly Event[]): ReportRound[] {
  const rounds = new Map(asked.map(({ round }) => [round.id, round]));
  const reminded = events.filter(({ kind }) => kind === 'round.reminded');
  return [...rounds.values()]
    .toSorted((one, other) => one.number - other.number)
    .map(({ id, number, openedAt, closedAt, deadline, closedBy }) => {
      const own = asked.filter(({ round }) => round.id === id);
      return {
        ...{ number, openedAt, closedAt: closedAt ?? deadline, closedBy: closedBy ?? 'deadline' },
        kinds: [...new Set(own.map(({ panelRound }) => panelRound.kind))],
        panels: own.length,
        persons: new Set(own.flatMap(({ experts }) => experts)).size,
        reminders: {
          slots: loadSentSlots(tx, id).length,
          byHand: reminded.filter(({ details }) => details['round'] === number).length,
        },
      };
    });
}

function peopleOf(
  asked: readonly Asked[],
): Pick<ReportPeople, 'persons' | 'seats' | 'onPanels' | 'onSeveralPanels'> {
  const panels = new Map<number, Set<number>>();
  for (const { panelRound, experts: ids } of asked)
    for (const id of ids) panels.set(id, (panels.get(id) ?? new Set()).add(panelRound.panelId));
  const sizes = [...panels.values()].map(({ size }) => size);
  const onPanels: Record<number, number> = {};
  for (const id of [...panels.values()].flatMap((own) => [...own])) onPanels[id] = (onPanels[id] ?? 0) + 1;
  return {
    onPanels,
    persons: panels.size,
    seats: sizes.reduce((sum, size) => sum + size, 0),
    onSeveralPanels: sizes.filter((size) => size > 1).length,
  };
}

/** The background of those whom rounds asked; once all names are removed, of those who took part at that time. */
function backgroundOf(
  tx: Transaction,
  study: Loaded['study'],
  experts: readonly Expert[],
  asked: readonly Asked[],
): Pick<ReportPeople, 'background' | 'backgroundOf' | 'forgotten'> {
  if (study.forgottenAt !== null) {
    const { background, persons, forgotten } = loadComposition(tx, study);
    return { background, backgroundOf: persons, forgotten };
  }
  const ids = new Set(asked.flatMap((one) => one.experts));
  const present = experts.filter(({ id }) => ids.has(id));
  return {
    background: backgroundTable(present.map(({ background }) => background)),
    backgroundOf: null,
    forgotten: present.filter(({ forgotten }) => forgotten).length,
  };
}
