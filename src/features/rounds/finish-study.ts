import type { Tellable } from '../../domain/anonymity.ts';
import { type Outcome, refuse } from '../../domain/refusals.ts';
import { logEvent } from '../../store/events.ts';
import { loadExperts, loadUnreachable } from '../../store/experts.ts';
import type { Transaction } from '../../store/file/database.ts';
import { loadItems } from '../../store/items.ts';
import { queueMessage } from '../../store/outbox.ts';
import { loadPanels, setPanelStatus } from '../../store/panels.ts';
import { endPreview, insertPreview } from '../../store/previews.ts';
import { loadRounds } from '../../store/rounds.ts';
import { finishStudy, needStudy, type Study } from '../../store/studies.ts';
import { loadOpenItems } from '../items/load-verdicts.ts';
import { hasJoined } from '../studies/load-standing.ts';
import { loadOwnPreview } from '../studies/shown-preview.ts';
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
  const { letters, unreachable } = addressedOf(tx, study.id);
  const rounds = loadRounds(tx, study.id);
  const tellable = loadTellable(tx, study, rounds);
  const open = loadOpenItems(tx, study.id);
  const differing = loadItems(tx, study.id).flatMap(({ id, code }) => (open.has(id) ? code : []));
  return {
    ...{ ok: true, previewId, studyId: study.id, letters, unreachable, rounds: rounds.length },
    ...{ tellable, differing },
  };
}

/** Ends the study: panels still active are finished, and every expert gets a closing letter. */
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
  const letters = queueLetters(tx, study, press.at);
  const { accountId, at } = press;
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

function queueLetters(tx: Transaction, study: Study, at: Date): number {
  const { addressed, letters } = addressedOf(tx, study.id);
  for (const { id, accountId } of addressed) {
    queueMessage(tx, {
      kind: 'closing-letter',
      key: `closing-letter:${id}:${accountId}`,
      accountId: accountId!,
      at,
      args: { expertId: id },
    });
  }
  return letters;
}

/**
 * Whom letters go to; `letters`: how many arrive, for those to who has blocked the bot wait until it is let in again.
 */
function addressedOf(tx: Transaction, studyId: number) {
  const addressed = loadExperts(tx, studyId).filter(hasJoined);
  const cutOff = loadUnreachable(tx, studyId);
  const letters = addressed.filter(({ id }) => !cutOff.has(id)).length;
  return { addressed, letters, unreachable: addressed.length - letters };
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
