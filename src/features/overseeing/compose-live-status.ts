import { createHash } from 'node:crypto';
import { isLongUnopened, silenceSpread } from '../../domain/owing.ts';
import type { Message } from '../../messages/message.ts';
import type { Transaction } from '../../store/file/database.ts';
import { loadParked } from '../../store/outbox.ts';
import { loadOpenRound, loadProgress } from '../../store/rounds.ts';
import type { Study } from '../../store/studies.ts';
import { loadStanding } from '../studies/load-standing.ts';
import {
  loadOrientation,
  loadRoundStatus,
  panelsInRound,
  reasonOf,
  type StatusMoment,
} from './compose-status.ts';
import { liveStatusMessage } from './live-status-message.ts';
import { owingIn } from './load-owing.ts';

/**
 * How a study's open round is going; null where none is open. `hash` covers everything it says except the passing of
 * time.
 */
export function composeLiveStatus(
  tx: Transaction,
  study: Study,
  surroundings: StatusMoment,
): { message: Message; hash: string } | null {
  const round = study.forgottenAt ? undefined : loadOpenRound(tx, study.id);
  if (!round) return null;
  const { now, zone } = surroundings;
  const progress = loadProgress(tx, round.id);
  const owing = owingIn(progress, round, now);
  const owingOn = new Map<number, number>();
  for (const panelId of owing.flatMap(({ panelIds }) => panelIds)) {
    owingOn.set(panelId, (owingOn.get(panelId) ?? 0) + 1);
  }
  const orientation = loadOrientation(tx, study.id);
  const told = {
    standing: loadStanding(tx, study),
    deadline: round.deadline,
    round: loadRoundStatus(tx, round, progress, surroundings),
    panels: panelsInRound(tx, study, progress).map((panel) => ({
      ...panel,
      owing: owingOn.get(panel.panelId) ?? 0,
    })),
    silence: silenceSpread(owing.map(({ silentDays }) => silentDays)),
    owing: owing.filter(({ isExcused }) => !isExcused).length,
    unopened: owing.filter((one) => !one.isExcused && isLongUnopened(one, now)).length,
    excused: owing.filter(({ isExcused }) => isExcused).length,
    orientation: orientation && {
      confirmed: orientation.confirmed.length,
      attended: orientation.attended.length,
      open: orientation.open.length,
    },
    parked: loadParked(tx, study.id).map(({ messages, reason }) => ({ messages, reason: reasonOf(reason) })),
  };
  const hash = createHash('sha1').update(JSON.stringify(told)).digest('base64url');
  return { message: liveStatusMessage({ ...told, now, zone }), hash };
}
