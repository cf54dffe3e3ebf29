import { documentName } from '../../domain/document-name.ts';
import { type Outcome, refuse } from '../../domain/refusals.ts';
import type { Message } from '../../messages/message.ts';
import { loadAccount } from '../../store/accounts.ts';
import type { Addressee } from '../../store/audiences.ts';
import {
  loadBriefing,
  loadBriefingBytes,
  loadBriefingFile,
  loadOriented,
  loadStudyOfBriefing,
  saveOrientation,
} from '../../store/briefings.ts';
import { type Expert, loadEnrolments, loadExpert } from '../../store/experts.ts';
import type { Transaction } from '../../store/file/database.ts';
import { queueMessage } from '../../store/outbox.ts';
import { needStudy } from '../../store/studies.ts';
import { hasJoined } from '../studies/load-standing.ts';
import { briefingElsewhere, briefingMessage } from './briefing-message.ts';

/** Queues an orientation for an expert who has joined. @param when.atOnce in quiet hours too */
export function queueBriefing(
  tx: Transaction,
  briefingId: number,
  { expertId, accountId }: Addressee,
  { at, atOnce }: { at: Date; atOnce: boolean },
): void {
  queueMessage(tx, {
    kind: 'briefing',
    key: `briefing:${briefingId}:${expertId}:${accountId}`,
    ...{ accountId, at, args: { briefingId, expertId, atOnce } },
  });
}

/** Gives who joins the orientation that stands, where there is one and it is not confirmed. */
export function briefNewcomer(tx: Transaction, expert: Expert, at: Date): void {
  const briefing = loadBriefing(tx, expert.studyId);
  const { id: expertId, accountId } = expert;
  if (briefing && accountId !== null)
    queueBriefing(tx, briefing.id, { expertId, accountId }, { at, atOnce: true });
}

/** What an orientation comes to for an account: a text, or a file as its messenger has it. */
export type ToldBriefing =
  | { readonly do: 'send'; readonly message: Message }
  | {
      readonly do: 'media';
      readonly medium: 'document' | 'video' | 'voice';
      readonly file: { readonly fileId: string } | { readonly name: string; readonly content: Buffer };
      readonly message: Message;
    };

/** Null where another has taken its place, the expert has confirmed it, or the account is the expert's no more. */
export function composeBriefing(
  tx: Transaction,
  { briefingId, expertId }: { briefingId: number; expertId: number },
  accountId: number,
): ToldBriefing | null {
  const expert = loadExpert(tx, expertId);
  if (expert?.accountId !== accountId || !hasJoined(expert) || expert.removedAt) return null;
  const study = needStudy(tx, expert.studyId);
  const briefing = loadBriefing(tx, study.id);
  if (briefing?.id !== briefingId || study.state === 'finished') return null;
  if (loadOriented(tx, briefingId).has(expertId)) return null;
  const message = briefingMessage({ ...briefing, title: study.title });
  if (briefing.medium === 'text') return { do: 'send', message };
  const medium = briefing.medium === 'file' ? 'document' : briefing.medium;
  const fileId = loadBriefingFile(tx, briefingId, loadAccount(tx, accountId)!.messenger);
  if (fileId !== null) return { do: 'media', medium, file: { fileId }, message };
  const content = loadBriefingBytes(tx, briefingId);
  if (!content) return { do: 'send', message: briefingElsewhere({ briefingId, title: study.title }) };
  return { do: 'media', medium, file: { name: documentName(briefing.fileName), content }, message };
}

/** An expert's word that the orientation was read, seen or heard; said twice it is said once. */
export function confirmBriefing(
  tx: Transaction,
  press: { briefingId: number; accountId: number; at: Date },
): Outcome {
  const { briefingId, accountId, at } = press;
  const studyId = loadStudyOfBriefing(tx, briefingId);
  const expert = loadEnrolments(tx, accountId).find((one) => one.studyId === studyId);
  if (!expert || studyId === null) return refuse({ code: 'answer.notYours' });
  if (loadBriefing(tx, studyId)!.id !== briefingId) return refuse({ code: 'briefing.replaced' });
  saveOrientation(tx, expert.id, briefingId, at);
  return { ok: true };
}
