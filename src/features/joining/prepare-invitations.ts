import { type Outcome, refuse } from '../../domain/refusals.ts';
import type { AskedJob } from '../../jobs/job-kind.ts';
import { sendJobDocument } from '../../jobs/reply.ts';
import { loadLastEventAt, logEvent } from '../../store/events.ts';
import { loadExperts, loadSeats } from '../../store/experts.ts';
import { type Database, type Transaction, transact } from '../../store/file/database.ts';
import { queueJob } from '../../store/jobs.ts';
import { loadPanels } from '../../store/panels.ts';
import { needStudy, type Study } from '../../store/studies.ts';
import { type InviteRow, inviteWorkbook } from '../../workbook/invite-workbook.ts';
import { hasJoined } from '../studies/load-standing.ts';
import { inviteCaption, inviteFileName } from './invite-message.ts';
import { type BotNames, furtherMessengers, personalLinks } from './personal-links.ts';
import { expertInvitation } from './renew-link.ts';

/** Asks for the workbook of personal links. @returns `again`: it was asked for before */
export function requestInvitations(
  tx: Transaction,
  request: { key: string; accountId: number; study: Study; at: Date },
): Outcome<{ again: boolean }> {
  const { key, accountId, study, at } = request;
  if (study.forgottenAt) return refuse({ code: 'study.forgotten' });
  if (study.state === 'finished') return refuse({ code: 'study.finished' });
  const again = loadLastEventAt(tx, study.id, 'study.invited') !== null;
  queueJob(tx, { key, kind: 'invite', accountId, studyId: study.id, args: {}, createdAt: at });
  logEvent(tx, { studyId: study.id, at, actor: 'facilitator', accountId, kind: 'study.invited' });
  return { ok: true, again };
}

/** The job `invite`: each expert's personal link with a text to forward, and who has joined. */
export async function prepareInvitations(
  job: AskedJob,
  { db, now, botNames }: { db: Database; now: () => Date; botNames: () => BotNames },
): Promise<(tx: Transaction) => void> {
  const names = botNames();
  const { study, rows } = transact(db, (tx) => loadInvitations(tx, job, names));
  const bytes = await inviteWorkbook(rows, furtherMessengers(names));
  const joined = rows.filter((row) => row.joined).length;
  const document = {
    name: inviteFileName(study.title),
    bytes,
    caption: inviteCaption({
      ...{ title: study.title, experts: rows.length, joined },
      unused: rows.filter(({ link }) => link !== null).length,
    }),
  };
  return (tx) => sendJobDocument(tx, job, document, now());
}

function loadInvitations(
  tx: Transaction,
  job: AskedJob,
  botNames: BotNames,
): { study: Study; rows: readonly InviteRow[] } {
  const study = needStudy(tx, job.studyId ?? 0);
  const panels = loadPanels(tx, study.id);
  const seats = loadSeats(tx, study.id);
  const rows = loadExperts(tx, study.id).map((expert) => {
    const own = panels.filter(({ id }) => seats.get(expert.id)?.includes(id));
    const links = expert.token === null ? [] : personalLinks(expert.token, botNames);
    return {
      name: expert.name,
      role: expert.role,
      panelCodes: own.map(({ code }) => code),
      link: links[0]?.link ?? null,
      furtherLinks: furtherMessengers(botNames).map(
        (further) => links.find(({ messenger }) => messenger === further)?.link ?? null,
      ),
      joined: hasJoined(expert),
      text: expertInvitation(study, expert, own, botNames),
    };
  });
  return { study, rows };
}
