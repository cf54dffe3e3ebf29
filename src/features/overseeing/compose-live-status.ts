import { createHash } from 'node:crypto';
import { isLongUnopened, silenceSpread, silentDays } from '../../domain/owing.ts';
import type { Message } from '../../messages/message.ts';
import type { Transaction } from '../../store/file/database.ts';
import { loadParked } from '../../store/outbox.ts';
import { loadOpenRound } from '../../store/rounds.ts';
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
import { loadOwing } from './load-owing.ts';

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
  const owing = loadOwing(tx, study, round, now);
  const orientation = loadOrientation(tx, study.id);
  const told = {
    standing: loadStanding(tx, study),
    deadline: round.deadline,
    round: loadRoundStatus(tx, round, surroundings),
    panels: panelsInRound(tx, study, round).map((panel) => ({
      ...panel,
      owing: owing.filter(({ panelIds }) => panelIds.includes(panel.panelId)).length,
    })),
    silence: silenceSpread(owing.map((one) => silentDays(one, now))),
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
