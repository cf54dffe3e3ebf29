import type { Deviation } from '../domain/deviations.ts';
import { type Event, loadEvents, logEvent } from './events.ts';
import type { Transaction } from './file/database.ts';
import { loadLastPanelRound } from './panel-rounds.ts';
import { loadPanels } from './panels.ts';
import { loadRounds } from './rounds.ts';

/** Adds a departure from the locked protocol to the study's log, with its reason. */
export function recordDeviation(
  tx: Transaction,
  studyId: number,
  { at, accountId, ...details }: Deviation,
): void {
  logEvent(tx, {
    ...{ studyId, at, actor: 'facilitator', accountId, kind: 'protocol.deviation' },
    details,
  });
}

/**
 * A study's departures from its protocol, in order of time. What the log records of a round anyway (a moved deadline,
 * an early closing, settled panels taken along) is recorded only there, and read from there.
 */
export function loadDeviations(tx: Transaction, studyId: number): Deviation[] {
  return loadEvents(tx, studyId).flatMap((event) => {
    switch (event.kind) {
      case 'protocol.deviation':
        return deviation(event, event.details as Pick<Deviation, 'field' | 'from' | 'to'>);
      case 'round.extended':
        return deviation(event, { field: 'deadlineMoved', ...(event.details as Ends) });
      case 'round.closed':
        return event.details['by'] === 'facilitator' ? closedEarly(tx, studyId, event) : [];
      case 'round.opened':
        return continued(tx, studyId, event);
      default:
        return [];
    }
  });
}

type Ends = { readonly from: unknown; readonly to: unknown };

function deviation(
  { at, accountId }: Event,
  details: Omit<Deviation, 'at' | 'accountId' | 'reason'> & { readonly reason?: string | null },
): Deviation[] {
  return [{ reason: null, ...details, at, accountId }];
}

function closedEarly(tx: Transaction, studyId: number, event: Event): Deviation[] {
  const number = Number(event.details['round']);
  const round = loadRounds(tx, studyId).find((one) => one.number === number);
  const from = round?.deadline.toISOString() ?? null;
  return deviation(event, { field: 'closedEarly', round: number, from, to: event.at.toISOString() });
}

function continued(tx: Transaction, studyId: number, event: Event): Deviation[] {
  const { round, continuedPanelIds = [] } = event.details as { round: number; continuedPanelIds?: number[] };
  return loadPanels(tx, studyId)
    .filter(({ id }) => continuedPanelIds.includes(id))
    .flatMap(({ id, code }) => {
      const from = loadLastPanelRound(tx, id, round)?.verdict ?? null;
      return deviation(event, { field: 'panelContinued', code, round, from, to: 'active' });
    });
}
