import type { WayToConfirm } from '../../domain/own-past.ts';
import { isMeButton, isNotMeButton, voidLinkButton } from '../../messages/buttons.ts';
import type { Message } from '../../messages/message.ts';
import { shorten } from '../../messages/shorten.ts';
import { isolate } from '../../texts/direction.ts';
import { html, plain } from '../../texts/i18n.ts';
import { listed } from '../../texts/listed.ts';
import { spokenDigits } from '../../texts/numerals.ts';

const LONGEST_TITLE = 150;
const LONGEST_NAME = 80;

/** To an expert's account: a new link was made, and is void at a press. */
export function linkRenewedMessage(link: { title: string; expertId: number; mark: number }): Message {
  const data = voidLinkButton.write({ expertId: link.expertId, mark: link.mark });
  return {
    html: html('link.renewed', { title: titleOf(link) }),
    buttons: [[{ text: plain('label.isNotMe'), data, style: 'danger' }]],
  };
}

/** To the account before: another one has opened the link. It may say whether that is the same person's. */
export function linkUsedMessage(link: {
  title: string;
  tenureId: number;
  isAnonymous: boolean;
  isConfirmed: boolean;
}): Message {
  const title = titleOf(link);
  if (link.isConfirmed) return { html: html('link.usedConfirmed', { title }) };
  return {
    html: html(link.isAnonymous ? 'link.used' : 'link.usedNamed', { title }),
    buttons: [
      [{ text: plain('label.isMe'), data: isMeButton.write({ tenureId: link.tenureId }) }],
      [
        {
          text: plain('label.isNotMe'),
          data: isNotMeButton.write({ tenureId: link.tenureId }),
          style: 'danger',
        },
      ],
    ],
  };
}

/** What stands in place of the question, once it is answered. */
export function linkAnsweredMessage(said: 'isMe' | 'isNotMe' | 'void', study: { title: string }): Message {
  return { html: html(`link.said.${said}`, { title: titleOf(study) }) };
}

/** To the new account: it is known to be the expert's, and sees all. */
export function linkConfirmedMessage({ titles }: { titles: readonly string[] }): Message {
  const list = listed(titles.map((title) => titleOf({ title })));
  return { html: html('link.confirmed', { titles: list }), keyboard: 'remove' };
}

/** To an account that the expert says is somebody else's; names nothing. */
export function notYoursMessage(): Message {
  return { html: html('link.notYours'), keyboard: 'remove' };
}

/** What an account that nobody has confirmed can do to see what the expert did before; HTML. */
export function unconfirmedHint(way: WayToConfirm): string {
  return html(`link.unconfirmed.${way}`);
}

/** The same as a message of its own, with the button that shares the number where that helps. */
export function unconfirmedMessage(way: WayToConfirm): Message {
  return { html: unconfirmedHint(way), ...sharing(way) };
}

function sharing(way: WayToConfirm): Pick<Message, 'keyboard'> {
  return way === 'numberOrAccount' ? { keyboard: { sharePhone: plain('label.sharePhone') } } : {};
}

/** At the study's end, in place of the closing letter, to an account that nobody has confirmed. */
export function letterWithheldMessage(withheld: { name: string; title: string; way: WayToConfirm }): Message {
  const { name, way } = withheld;
  return {
    html: [
      html('link.letterWithheld', { name: isolate(name), title: titleOf(withheld) }),
      unconfirmedHint(way),
    ].join('\n\n'),
    ...sharing(way),
  };
}

/** What becomes of the card of an account whose place another one has taken. */
export function movedCard(): Message {
  return { html: html('link.movedCard') };
}

/** The same of an account that was refused. */
export function refusedCard(): Message {
  return { html: html('link.refusedCard') };
}

/** For the facilitators: an expert did not ask for the new link, and not a word of answers. */
export function linkRefusedMessage(refused: {
  name: string;
  title: string;
  used: boolean;
  rounds: readonly number[];
}): Message {
  const args = { name: isolate(shorten(refused.name, LONGEST_NAME)), title: titleOf(refused) };
  const told = html(refused.used ? 'link.facilitator.refused' : 'link.facilitator.voided', args);
  if (refused.rounds.length === 0) return { html: told };
  const rounds = listed(refused.rounds.map((round) => spokenDigits(String(round))));
  return { html: [told, html('link.facilitator.inResults', { rounds })].join('\n\n') };
}

function titleOf({ title }: { readonly title: string }): string {
  return isolate(shorten(title, LONGEST_TITLE));
}
