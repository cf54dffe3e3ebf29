import { type Outcome, refuse } from '../../domain/refusals.ts';
import { logEvent } from '../../store/events.ts';
import { loadExperts } from '../../store/experts.ts';
import type { Transaction } from '../../store/file/database.ts';
import { queueMessage } from '../../store/outbox.ts';
import { loadPanels, setPanelStatus } from '../../store/panels.ts';
import { endPreview, insertPreview } from '../../store/previews.ts';
import { loadRounds } from '../../store/rounds.ts';
import { finishStudy, needStudy, type Study } from '../../store/studies.ts';
import { loadOwnPreview } from '../studies/shown-preview.ts';

/** Prepares the study's end to be shown. */
export function prepareFinish(
  tx: Transaction,
  request: { study: Study; accountId: number; at: Date },
): Outcome<{ previewId: number; letters: number; rounds: number }> {
  const blocked = whatBlocks(tx, request.study);
  if (blocked) return blocked;
  const { study, accountId, at: createdAt } = request;
  const previewId = insertPreview(tx, { accountId, studyId: study.id, kind: 'finish', args: {}, createdAt });
  const letters = loadExperts(tx, study.id).filter(
    (expert) => expert.accountId !== null && !expert.leftAt,
  ).length;
  return { ok: true, previewId, letters, rounds: loadRounds(tx, study.id).length };
}

/** Ends the study: panels still active are finished, and every expert gets a closing letter. */
export function finishPreviewed(
  tx: Transaction,
  press: { previewId: number; accountId: number; at: Date },
): Outcome<{ studyId: number; letters: number }> {
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
  return { ok: true, studyId: study.id, letters };
}

function queueLetters(tx: Transaction, study: Study, at: Date): number {
  const addressed = loadExperts(tx, study.id).filter((expert) => expert.accountId !== null && !expert.leftAt);
  for (const { id, accountId } of addressed) {
    queueMessage(tx, {
      kind: 'closing-letter',
      key: `closing-letter:${id}:${accountId}`,
      accountId: accountId!,
      at,
      args: { expertId: id },
    });
  }
  return addressed.length;
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
