import type { QueuedDocument } from '../../jobs/document.ts';
import { loadExperts, loadSeats } from '../../store/experts.ts';
import { type Database, readTogether, type Transaction } from '../../store/file/database.ts';
import { loadPanels } from '../../store/panels.ts';
import { needStudy, type Study } from '../../store/studies.ts';
import { type InviteRow, inviteWorkbook } from '../../workbook/invite-workbook.ts';
import { hasJoined } from '../studies/load-standing.ts';
import { inviteCaption, inviteFileName } from './invite-message.ts';
import { type BotNames, furtherMessengers, personalLinks } from './personal-links.ts';
import { expertInvitation } from './renew-link.ts';

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
