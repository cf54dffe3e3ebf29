import { type Outcome, refuse } from '../../domain/refusals.ts';
import type { QueuedDocument } from '../../jobs/document.ts';
import type { AskedJob, JobTools } from '../../jobs/job-kind.ts';
import { sendJobDocument } from '../../jobs/reply.ts';
import { loadLastEventAt, logEvent } from '../../store/events.ts';
import { loadExperts, loadSeats } from '../../store/experts.ts';
import { type Database, readTogether, type Transaction } from '../../store/file/database.ts';
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

/** The job `invite`: has the workbook written beside the updates. */
export async function prepareInvitations(
  job: AskedJob,
  { db, now, botNames, run }: Pick<JobTools, 'db' | 'now' | 'botNames' | 'run'>,
): Promise<((tx: Transaction) => void) | undefined> {
  const { studyId } = job;
  if (studyId === null) return undefined;
  const input = { databaseFile: db.$client.name, studyId, botNames: botNames() };
  const document = await run('write-invitations', input);
  return (tx) => sendJobDocument(tx, job, document, now());
}

/** Each expert's personal link with a text to forward, and who has joined: a workbook, its caption. */
export async function writeInvitations(
  db: Database,
  studyId: number,
  botNames: BotNames,
): Promise<QueuedDocument> {
  const { study, rows } = readTogether(db, (tx) => loadInvitations(tx, studyId, botNames));
  return {
    name: inviteFileName(study.title),
    bytes: await inviteWorkbook(rows, furtherMessengers(botNames)),
    caption: inviteCaption({
      ...{ title: study.title, experts: rows.length },
      joined: rows.filter((row) => row.joined).length,
      unused: rows.filter(({ link }) => link !== null).length,
    }),
  };
}

function loadInvitations(
  tx: Transaction,
  studyId: number,
  botNames: BotNames,
): { study: Study; rows: readonly InviteRow[] } {
  const study = needStudy(tx, studyId);
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
