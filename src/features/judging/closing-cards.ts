import type { JudgedRound } from '../../domain/judged-round.ts';
import type { RunInBackground } from '../../jobs/background.ts';
import { kindOf } from '../../kinds/all.ts';
import type { Message } from '../../messages/message.ts';
import type { ClosingPicture } from '../../pictures/closing-picture.ts';
import type { ConcordanceRounds } from '../../pictures/concordance-rounds.ts';
import { type Database, type Transaction, transact } from '../../store/file/database.ts';
import { deleteFile, insertFile, loadFile } from '../../store/files.ts';
import { loadJudgedRound } from '../../store/judged-rounds.ts';
import { queueMessage } from '../../store/outbox.ts';
import { loadPanelRound, loadPanelRounds } from '../../store/panel-rounds.ts';
import { loadRound, needRound } from '../../store/rounds.ts';
import { loadStudyFacilitators, needStudy } from '../../store/studies.ts';
import { closingCardMessage } from './closing-card-message.ts';
import { toldStudy } from './compose-summary.ts';
import { loadBeside } from './load-beside.ts';

/**
 * Queues a judged round's closing cards for the study's facilitators, one a panel, drawn one after another in the
 * background. A killed run draws again and queues what is missing. Where this machine cannot draw, a card goes out as
 * text.
 */
export async function queueClosingCards(
  db: Database,
  roundId: number,
  { run, now }: { run: RunInBackground; now: () => Date },
): Promise<void> {
  const { studyId } = needRound(db, roundId);
  for (const { id: panelRoundId } of loadPanelRounds(db, roundId)) {
    const picture = composeClosingPicture(db, panelRoundId);
    if (!picture) continue;
    const drawn = await run('draw-picture', { of: 'closing', ...picture }).catch(() => null);
    transact(db, (tx) => {
      for (const accountId of loadStudyFacilitators(tx, studyId))
        queueCard(tx, { panelRoundId, accountId, drawn, at: now() });
    });
  }
}

function queueCard(
  tx: Transaction,
  card: { panelRoundId: number; accountId: number; drawn: Uint8Array | null; at: Date },
): void {
  const { panelRoundId, accountId, drawn, at } = card;
  const fileId =
    drawn && insertFile(tx, { name: `closing-${panelRoundId}.png`, bytes: drawn, createdAt: at });
  const isNew = queueMessage(tx, {
    kind: 'closing-card',
    key: `closing-card:${panelRoundId}:${accountId}`,
    ...{ accountId, at, args: { panelRoundId, fileId } },
  });
  if (!isNew && fileId !== null) deleteFile(tx, fileId);
}

/** A closing card as it is sent; null where its round no longer exists. */
export function composeClosingCard(
  tx: Transaction,
  { panelRoundId, fileId }: { panelRoundId: number; fileId: number | null },
):
  | Message
  | { do: 'media'; medium: 'photo'; file: { name: string; content: Buffer }; message: Message }
  | null {
  const judged = loadJudgedRound(tx, panelRoundId);
  if (!judged) return null;
  const message = closingCardMessage(
    judged,
    loadBeside(tx, judged),
    toldStudy(tx, studyOf(tx, panelRoundId)),
  );
  const file = fileId === null ? undefined : loadFile(tx, fileId);
  if (!file) return message;
  return { do: 'media', medium: 'photo', file: { name: file.name, content: file.bytes }, message };
}

/** Null while the panel's round is not judged, or where there is nothing to draw. */
export function composeClosingPicture(tx: Transaction, panelRoundId: number): ClosingPicture | null {
  const rounds = loadRoundsOfKind(tx, panelRoundId);
  const judged = rounds.at(-1);
  if (!judged) return null;
  const study = studyOf(tx, panelRoundId);
  const chart = kindOf(judged.kind).chart(rounds.slice(-2), toldStudy(tx, study));
  return (
    chart && {
      panel: judged.panel.name,
      round: judged.number,
      studyTitle: study.title,
      ...{ chart, concordance: concordanceOf(rounds) },
    }
  );
}

/** W over a panel's rounds; null where their kind has none. */
export function concordanceOf(rounds: readonly JudgedRound[]): ConcordanceRounds | null {
  const last = rounds.at(-1);
  if (!last?.concordance) return null;
  return {
    rounds: rounds.map(({ number, concordance }) => ({
      ...{ number, w: concordance?.w ?? null, chance: concordance?.wChance ?? null },
    })),
    threshold: last.rules.agreementThreshold,
  };
}

/** A panel's judged round preceded by its earlier rounds of the same kind. */
function loadRoundsOfKind(tx: Transaction, panelRoundId: number): JudgedRound[] {
  const judged = loadJudgedRound(tx, panelRoundId);
  if (!judged) return [];
  const previousId = loadPanelRound(tx, panelRoundId)?.feedbackFromId ?? null;
  return [...(previousId === null ? [] : loadRoundsOfKind(tx, previousId)), judged];
}

/** The round that a panel-round belongs to. */
export function roundOf(tx: Transaction, panelRoundId: number) {
  const panelRound = loadPanelRound(tx, panelRoundId);
  return panelRound && loadRound(tx, panelRound.roundId);
}

function studyOf(tx: Transaction, panelRoundId: number) {
  return needStudy(tx, roundOf(tx, panelRoundId)!.studyId);
}
