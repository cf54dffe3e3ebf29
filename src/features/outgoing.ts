import { statSync } from 'node:fs';
import type { Content, Rendering } from '../delivery/rendering.ts';
import { type QuietHours, quietUntil } from '../domain/quiet-hours.ts';
import { mayReach } from '../jobs/may-reach.ts';
import type { Message } from '../messages/message.ts';
import { loadExpert } from '../store/experts.ts';
import type { Database } from '../store/file/database.ts';
import { type Outgoing, sentMessageId } from '../store/outbox.ts';
import type { OutboxRow } from '../store/outbox-queue.ts';
import { loadQuestionnaire, markCardShown } from '../store/questionnaires.ts';
import { isolate } from '../texts/direction.ts';
import { html } from '../texts/i18n.ts';
import { composeCard } from './answering/compose-card.ts';
import { composeNews } from './answering/compose-news.ts';
import { composeCopy } from './backups/make-backup.ts';
import { composeFailedBackup } from './backups/nightly-backup.ts';
import { composeClosingLetter } from './closing/compose-closing-letter.ts';
import { composeForgettingSoon, composeForgotten } from './forgetting/tell-of-forgetting.ts';
import {
  composeLinkConfirmed,
  composeLinkRefused,
  composeLinkRenewed,
  composeLinkUsed,
} from './joining/compose-link-news.ts';
import { composeSummary, composeSummaryPart } from './judging/compose-summary.ts';
import { composeExpertLeft } from './leaving/tell-of-leaving.ts';
import { composeJoinDecided, composeJoinRequest } from './overseeing/join-study.ts';
import { composeRefusedBot } from './overseeing/tell-of-refused-bot.ts';
import { tellOfUnreachable } from './overseeing/tell-of-unreachable.ts';
import { composeAnnouncement } from './talking/announce.ts';
import { composeQuestion, composeQuestionAnswer } from './talking/compose-question.ts';

/** Puts rows of the outbox and cards into words at the moment they leave. */
export function studyContent(parts: {
  db: Database;
  zone: string;
  quietHours: QuietHours;
  tokenRefused: Content['tokenRefused'];
  botRefused: Content['botRefused'];
}): Content {
  const { db, tokenRefused, botRefused } = parts;
  return {
    render: (row, at) => render(parts, row, at),
    renderCard: (questionnaireId) => composeCard(db, questionnaireId),
    cardShown: markCardShown,
    unreachable: tellOfUnreachable,
    tokenRefused,
    botRefused,
  };
}

interface Surroundings {
  readonly db: Database;
  readonly zone: string;
  readonly quietHours: QuietHours;
}

function render(surroundings: Surroundings, row: OutboxRow, at: Date): Rendering {
  const { db, zone } = surroundings;
  const outgoing = { kind: row.kind, args: row.args } as Outgoing;
  if (!mayReach(db, outgoing, row.accountId)) return { do: 'drop', why: 'not for this account any more' };
  switch (outgoing.kind) {
    case 'reply':
      return renderReply(db, outgoing.args);
    case 'strip':
      return { do: 'strip', messageId: outgoing.args.messageId };
    case 'document':
      return 'path' in outgoing.args
        ? renderCopy(db, row, outgoing.args, zone)
        : { do: 'document', ...outgoing.args };
    case 'backup-copy':
      return renderCopy(db, row, outgoing.args, zone);
    case 'round-opened':
      return outgoing.args.atOnce
        ? renderNews(surroundings, outgoing, row, at)
        : quietly(surroundings, outgoing, row, at);
    case 'reminder':
      return quietly(surroundings, outgoing, row, at);
    case 'replaced-reminder':
      return unlessQuiet(surroundings, at, () => renderReplaced(db, outgoing.args));
    case 'deadline-moved':
      return renderNews(surroundings, outgoing, row, at);
    case 'summary':
      return sendOrDrop(renderSummary(db, outgoing.args, zone));
    case 'closing-letter':
      return sendOrDrop(composeClosingLetter(db, outgoing.args.expertId, row.accountId));
    case 'question':
      return sendOrDrop(composeQuestion(db, outgoing.args.questionId));
    case 'question-answer':
      return sendOrDrop(composeQuestionAnswer(db, outgoing.args.questionId, row.accountId));
    case 'announcement':
      return sendOrDrop(composeAnnouncement(db, outgoing.args, row.accountId));
    case 'expert-left':
      return sendOrDrop(composeExpertLeft(db, outgoing.args.expertId));
    case 'link-renewed':
      return sendOrDrop(composeLinkRenewed(db, outgoing.args, row.accountId));
    case 'link-used':
      return sendOrDrop(composeLinkUsed(db, outgoing.args.tenureId, row.accountId));
    case 'link-confirmed':
      return sendOrDrop(composeLinkConfirmed(db, outgoing.args.tenureId, row.accountId));
    case 'link-refused':
      return sendOrDrop(composeLinkRefused(db, outgoing.args));
    case 'join-request':
      return sendOrDrop(composeJoinRequest(db, outgoing.args.requestId, row.accountId));
    case 'join-decided':
      return sendOrDrop(composeJoinDecided(db, outgoing.args.requestId));
    case 'expert-unreachable': {
      const expert = loadExpert(db, outgoing.args.expertId);
      return sendOrDrop(expert ? { html: html('round.unreachable', { name: isolate(expert.name) }) } : null);
    }
    case 'bot-refused':
      return sendOrDrop(composeRefusedBot(db, outgoing.args, { accountId: row.accountId, at, zone }));
    case 'names-forgotten':
      return unlessQuiet(surroundings, at, () =>
        sendOrDrop(composeForgotten(db, outgoing.args.forgettingId)),
      );
    case 'forgetting-soon':
      return unlessQuiet(surroundings, at, () =>
        sendOrDrop(composeForgettingSoon(db, outgoing.args.studyId, zone)),
      );
    case 'backup-failed':
      return unlessQuiet(surroundings, at, () => sendOrDrop(composeFailedBackup(db, outgoing.args)));
  }
}

function renderReply(db: Database, args: Extract<Outgoing, { kind: 'reply' }>['args']): Rendering {
  const messageId = args.replacesMessageId ?? (args.replacesKey ? sentMessageId(db, args.replacesKey) : null);
  return messageId === null
    ? { do: 'send', message: args.message }
    : { do: 'edit', messageId, message: args.message };
}

function renderCopy(
  db: Database,
  { accountId }: OutboxRow,
  { path, at, replacesKey }: { path: string; at?: number; replacesKey?: string },
  zone: string,
): Rendering {
  const file = statSync(path, { throwIfNoEntry: false });
  if (!file) return { do: 'drop', why: 'file gone' };
  const copy = composeCopy(db, { path, bytes: file.size, at: new Date(at ?? file.mtime), zone }, accountId);
  return 'message' in copy
    ? renderReply(db, { message: copy.message, ...(replacesKey !== undefined && { replacesKey }) })
    : { do: 'document', ...copy };
}

/** Those queued by an older version do not say what they tell of. */
function renderSummary(
  db: Database,
  { roundId, part, parts, panelIds }: Extract<Outgoing, { kind: 'summary' }>['args'],
  zone: string,
): Message | null {
  if (parts === undefined || panelIds === undefined) return composeSummary(db, roundId, zone)[part] ?? null;
  return composeSummaryPart(db, roundId, { part, parts, panelIds }, zone);
}

type ReplacedReminder = Extract<Outgoing, { kind: 'replaced-reminder' }>['args'];
type News = Extract<Outgoing, { kind: 'round-opened' | 'reminder' | 'deadline-moved' }>;

/** Openings and reminders wait for the end of the quiet hours, also where these came while the row waited. */
function quietly(surroundings: Surroundings, news: News, row: OutboxRow, at: Date): Rendering {
  return unlessQuiet(surroundings, at, () => renderNews(surroundings, news, row, at));
}

function unlessQuiet({ quietHours, zone }: Surroundings, at: Date, render: () => Rendering): Rendering {
  const until = quietUntil(at, quietHours, zone);
  return until ? { do: 'hold', until } : render();
}

function renderNews(surroundings: Surroundings, news: News, row: OutboxRow, at: Date): Rendering {
  const { db, zone, quietHours } = surroundings;
  const { questionnaireId } = news.args;
  const about = {
    ...{ rowId: row.id, kind: news.kind, questionnaireId, accountId: row.accountId },
    afterPutOff: news.kind === 'reminder' && news.args.afterPutOff === true,
  };
  return sendOrDrop(composeNews(db, about, { at, zone, quietHours }));
}

/** Whoever pressed the button of a reminder made it the card. */
function renderReplaced(db: Database, { questionnaireId, messageId }: ReplacedReminder): Rendering {
  const isCard = loadQuestionnaire(db, questionnaireId)?.questionnaire.cardMessageId === messageId;
  return isCard ? { do: 'drop', why: 'it is the card' } : { do: 'strip', messageId };
}

function sendOrDrop(message: Message | null): Rendering {
  return message ? { do: 'send', message } : { do: 'drop', why: 'pointless by now' };
}
