import { isAnonymous } from '../../domain/anonymity.ts';
import { type Outcome, refuse } from '../../domain/refusals.ts';
import { logEvent } from '../../store/events.ts';
import { type Expert, renewToken } from '../../store/experts.ts';
import type { Transaction } from '../../store/file/database.ts';
import { queueMessage } from '../../store/outbox.ts';
import { loadPanelsOfExpert } from '../../store/panels.ts';
import type { Study } from '../../store/studies.ts';
import { invitationText } from './invitation-message.ts';
import { expertOf, linkMark } from './list-experts.ts';
import { type BotNames, personalLinks } from './personal-links.ts';

/**
 * Gives an expert a new personal link: the old one is void. An account that has joined stays the expert's until the new
 * link is used; it hears of it, and may make it void.
 *
 * @param press.mark of the link that the presser was shown: a second press finds another and renews nothing
 * @returns the text to forward to the expert
 */
export function renewLink(
  tx: Transaction,
  press: {
    accountId: number;
    expertId: number;
    mark: number;
    botNames: BotNames;
    newToken: () => string;
    at: Date;
  },
): Outcome<{ invitation: string }> {
  const found = expertOf(tx, press.accountId, press.expertId);
  if (!found.ok) return found;
  const { expert, study } = found;
  if (study.state === 'finished') return refuse({ code: 'study.finished' });
  if (linkMark(expert) !== press.mark) return refuse({ code: 'preview.done' });
  const token = press.newToken();
  renewToken(tx, expert.id, token);
  if (expert.accountId !== null) tellOfRenewal(tx, { ...expert, token }, expert.accountId, press.at);
  logEvent(tx, {
    studyId: study.id,
    at: press.at,
    actor: 'facilitator',
    accountId: press.accountId,
    kind: 'expert.linkRenewed',
    details: { expertId: expert.id },
  });
  return { ok: true, invitation: invitationTo(tx, study, { ...expert, token }, press.botNames) };
}

function tellOfRenewal(tx: Transaction, expert: Expert, accountId: number, at: Date): void {
  const mark = linkMark(expert);
  queueMessage(tx, {
    kind: 'link-renewed',
    key: `link-renewed:${expert.id}:${mark}`,
    accountId,
    at,
    args: { expertId: expert.id, mark },
  });
}

/** The text to forward to one expert; empty where the link is used up. */
function invitationTo(tx: Transaction, study: Study, expert: Expert, botNames: BotNames): string {
  return expertInvitation(study, expert, loadPanelsOfExpert(tx, expert.id), botNames);
}

/** The text to forward to an expert whose link is not used up; empty for any other. */
export function expertInvitation(
  study: Study,
  { name, token }: Pick<Expert, 'name' | 'token'>,
  panels: readonly { readonly name: string }[],
  botNames: BotNames,
): string {
  if (token === null) return '';
  const { title, organiser, contact, maxRounds, anonymity } = study;
  return invitationText({
    expertName: name,
    studyTitle: title,
    organiser,
    contact,
    panelNames: panels.map((panel) => panel.name),
    maxRounds,
    anonymous: isAnonymous(anonymity),
    links: personalLinks(token, botNames),
  });
}
