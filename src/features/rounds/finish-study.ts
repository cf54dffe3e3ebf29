import type { Tellable } from '../../domain/anonymity.ts';
import { type Outcome, refuse } from '../../domain/refusals.ts';
import { countAudiences, loadAddressees, WHOLE_STUDY } from '../../store/audiences.ts';
import { logEvent } from '../../store/events.ts';
import type { Transaction } from '../../store/file/database.ts';
import { loadItems } from '../../store/items.ts';
import { queueMessage } from '../../store/outbox.ts';
import { loadPanels, setPanelStatus } from '../../store/panels.ts';
import { endPreview, insertPreview } from '../../store/previews.ts';
import { loadRounds } from '../../store/rounds.ts';
import { finishStudy, needStudy, type Study } from '../../store/studies.ts';
import { loadOpenItems } from '../items/load-verdicts.ts';
import { loadOwnPreview } from '../studies/shown-preview.ts';
import { beginTelling, type TellNext } from '../studies/tell-in-parts.ts';
import { loadTellable } from './load-tellable.ts';

/** Prepares the study's end to be shown. */
export function prepareFinish(
  tx: Transaction,
  request: { study: Study; accountId: number; at: Date },
): Outcome<{
  previewId: number;
  letters: number;
  unreachable: number;
  rounds: number;
  tellable: Tellable | null;
  studyId: number;
  /** Codes of items on which panels differ, and nobody has decided. */
  differing: readonly string[];
}> {
  const blocked = whatBlocks(tx, request.study);
  if (blocked) return blocked;
  const { study, accountId, at: createdAt } = request;
  const previewId = insertPreview(tx, { accountId, studyId: study.id, kind: 'finish', args: {}, createdAt });
  const { letters, unreachable } = countLetters(tx, study.id);
  const rounds = loadRounds(tx, study.id);
  const tellable = loadTellable(tx, study, rounds);
  const open = loadOpenItems(tx, study.id);
  const differing = loadItems(tx, study.id).flatMap(({ id, code }) => (open.has(id) ? code : []));
  return {
    ...{ ok: true, previewId, studyId: study.id, letters, unreachable, rounds: rounds.length },
    ...{ tellable, differing },
  };
}

/** Ends the study: panels still active are finished, and every expert gets a closing letter; many get theirs in parts. */
export function finishPreviewed(
  tx: Transaction,
  press: { previewId: number; accountId: number; at: Date },
): Outcome<{ studyId: number; title: string; letters: number }> {
  const shown = loadOwnPreview(tx, press, 'finish');
  if (!shown.ok) return shown;
  const study = needStudy(tx, shown.preview.studyId!);
  const blocked = whatBlocks(tx, study);
  if (blocked) return blocked;

  endPreview(tx, press.previewId, 'done');
  for (const panel of loadPanels(tx, study.id)) {
    if (panel.status === 'active') setPanelStatus(tx, panel.id, 'finished');
  }
  finishStudy(tx, study.id, press.at);
  const { letters } = countLetters(tx, study.id);
  const { accountId, at } = press;
  beginTelling(tx, { studyId: study.id, kind: 'closing-letter', args: {}, at }, tellClosing);
  logEvent(tx, {
    studyId: study.id,
    at,
    actor: 'facilitator',
    accountId,
    kind: 'study.finished',
    details: { letters },
  });
  return { ok: true, studyId: study.id, title: study.title, letters };
}

/** Queues the closing letters of those who come next. */
export const tellClosing: TellNext<'closing-letter'> = (tx, { studyId, at }, after, limit) => {
  const some = loadAddressees(tx, { studyId, panelId: null, joinedBy: at }, after, limit);
  for (const { expertId, accountId } of some) {
    const key = `closing-letter:${expertId}:${accountId}`;
    queueMessage(tx, { kind: 'closing-letter', key, accountId, at, args: { expertId } });
  }
  return some;
};

/** How many letters arrive, and whose wait until the bot is let in again. */
function countLetters(tx: Transaction, studyId: number): { letters: number; unreachable: number } {
  const { joined, unreachable } = countAudiences(tx, studyId)(WHOLE_STUDY);
  return { letters: joined - unreachable, unreachable };
}

function whatBlocks(
  tx: Transaction,
  study: Study,
): { ok: false; refusal: Parameters<typeof refuse>[0] } | null {
  if (study.state === 'finished') return refuse({ code: 'study.finished' });
  const rounds = loadRounds(tx, study.id);
  const open = rounds.find(({ state }) => state === 'open' || state === 'opening');
  if (open) return refuse({ code: 'finish.roundOpen', number: open.number });
  const closed = rounds.find(({ state }) => state === 'closed');
  return closed ? refuse({ code: 'finish.judging', number: closed.number }) : null;
}
