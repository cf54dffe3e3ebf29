import type { Deviation } from '../../domain/deviations.ts';
import type { ReadProtocol } from '../../domain/protocol.ts';
import { protocolPageButton } from '../../messages/buttons.ts';
import type { Message } from '../../messages/message.ts';
import { pageButtons, pageOf } from '../../messages/pages.ts';
import { shorten } from '../../messages/shorten.ts';
import { dateTimeText } from '../../texts/dates.ts';
import { isolate } from '../../texts/direction.ts';
import { html, plain } from '../../texts/i18n.ts';
import { deviationText } from '../../workbook/deviation-text.ts';
import { protocolParts } from './protocol-rules-text.ts';

/** Who departed from the protocol, for who reads it. */
export type DeviationAuthor =
  | { readonly who: 'you' | 'program' | 'unknown' }
  /** On a messenger, by its name in words. */
  | { readonly who: 'other'; readonly messenger: string; readonly userId: number };

export interface ToldProtocol {
  readonly studyId: number;
  readonly title: string;
  readonly protocol: ReadProtocol;
  readonly sha256: string;
  /** When the first opening locked it; null: it is not locked yet. */
  readonly lockedAt: Date | null;
  readonly deviations: readonly (Deviation & { readonly author: DeviationAuthor })[];
  /** From 0. */
  readonly page: number;
  readonly zone: string;
}

/** Characters of a page: a screen or two of a phone. */
const PAGE_ROOM = 1800;
const LONGEST_TITLE = 150;
/** Of what changed: a question may have a thousand characters. */
const LONGEST_CHANGE = 600;

/** `/protocol`: the rules in words, their seal, and every departure from them. */
export function protocolMessage(told: ToldProtocol): Message {
  const blocks = [
    headingText(told),
    ...protocolParts(told.protocol).map((lines) => lines.join('\n')),
    html('protocol.seal', { sha256: told.sha256 }),
    ...deviationTexts(told),
  ];
  const page = pageOf(intoPages(blocks), told.page, 1);
  const { studyId } = told;
  return {
    html: page.things[0]!,
    buttons: pageButtons(page, (turned) => protocolPageButton.write({ studyId, page: turned })),
  };
}

function headingText({ title, lockedAt, zone }: ToldProtocol): string {
  const told = { title: isolate(shorten(title, LONGEST_TITLE)) };
  return lockedAt === null
    ? html('protocol.heading.open', told)
    : html('protocol.heading.locked', { ...told, at: dateTimeText(lockedAt, zone) });
}

function deviationTexts({ deviations, lockedAt, zone }: ToldProtocol): string[] {
  if (lockedAt === null) return [];
  if (deviations.length === 0) return [html('protocol.deviations.none')];
  return [
    html('protocol.deviations.heading', { deviations: deviations.length }),
    ...deviations.map((deviation, at) =>
      [
        html('protocol.deviations.one', {
          place: at + 1,
          what: shorten(deviationText(deviation, zone), LONGEST_CHANGE),
          at: dateTimeText(deviation.at, zone),
          by: authorText(deviation.author),
        }),
        deviation.reason === null
          ? html('protocol.deviations.noReason')
          : html('protocol.deviations.reason', { reason: isolate(deviation.reason) }),
      ].join('\n'),
    ),
  ];
}

function authorText(author: DeviationAuthor): string {
  return author.who === 'other'
    ? plain('protocol.deviations.by.other', {
        ...{ userId: isolate(String(author.userId)), messenger: author.messenger },
      })
    : plain(`protocol.deviations.by.${author.who}`);
}

/** Blocks on as few pages as they need; one that is longer than a page is parted between its lines. */
function intoPages(blocks: readonly string[]): string[] {
  const pages: string[] = [];
  const add = (text: string, gap: string) => {
    const last = pages.at(-1);
    if (last !== undefined && last.length + gap.length + text.length <= PAGE_ROOM)
      pages[pages.length - 1] = last + gap + text;
    else pages.push(text);
  };
  for (const block of blocks) {
    if (block.length <= PAGE_ROOM) add(block, '\n\n');
    else for (const [at, line] of block.split('\n').entries()) add(line, at === 0 ? '\n\n' : '\n');
  }
  return pages;
}
