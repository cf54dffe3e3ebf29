import type { Addressed, OutgoingKind } from '../delivery/outgoing-kind.ts';
import type { Content, Rendering } from '../delivery/rendering.ts';
import { type QuietHours, quietUntil } from '../domain/quiet-hours.ts';
import { saveBriefingFile } from '../store/briefings.ts';
import type { Database } from '../store/file/database.ts';
import { languageFor } from '../store/languages.ts';
import type { OutboxRow } from '../store/outbox-queue.ts';
import { markCardShown } from '../store/questionnaires.ts';
import { speaking } from '../texts/speaking.ts';
import { OUTGOING } from './all.ts';
import { composeCard } from './answering/compose-card.ts';
import { tellOfUnreachable } from './overseeing/tell-of-unreachable.ts';

/** Puts rows of the outbox and cards into words at the moment they leave. */
export function studyContent(parts: {
  db: Database;
  zone: string;
  quietHours: QuietHours;
  tokenRefused: Content['tokenRefused'];
  botRefused: Content['botRefused'];
}): Content {
  const { db, zone, quietHours, tokenRefused, botRefused } = parts;
  return {
    render: ({ id: rowId, kind, accountId, args }, at) =>
      speaking(languageFor(db, accountId, args), () =>
        render(OUTGOING[kind] as OutgoingKind, args, { db, zone, quietHours, rowId, accountId, at }),
      ),
    ifUnknown: (kind) => OUTGOING[kind].ifUnknown,
    renderCard: (questionnaireId) =>
      speaking(languageFor(db, 0, { questionnaireId }), () => composeCard(db, questionnaireId)),
    cardShown: markCardShown,
    fileSent: (tx, { kind, args }, messenger, fileId) => {
      if (kind === 'briefing') saveBriefingFile(tx, args.briefingId, messenger, fileId);
    },
    unreachable: tellOfUnreachable,
    tokenRefused,
    botRefused,
  };
}

function render(
  { reaches, keepsQuiet, ...kind }: OutgoingKind,
  args: OutboxRow['args'],
  to: Addressed,
): Rendering {
  const { db, quietHours, zone, accountId, at } = to;
  if (!reaches(db, args, accountId)) return { do: 'drop', why: 'not for this account any more' };
  const until = keepsQuiet?.(args) ? quietUntil(at, quietHours, zone) : null;
  if (until) return { do: 'hold', until };
  const rendered = kind.render(to, args);
  if (!rendered) return { do: 'drop', why: 'pointless by now' };
  return 'do' in rendered ? rendered : { do: 'send', message: rendered };
}
