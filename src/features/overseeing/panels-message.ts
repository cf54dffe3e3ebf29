import type { BackgroundRow } from '../../domain/background-table.ts';
import type { Shortfall } from '../../domain/panel-composition.ts';
import { panelsPageButton } from '../../messages/buttons.ts';
import type { Message } from '../../messages/message.ts';
import { pageButtons, pageOf } from '../../messages/pages.ts';
import { panelTitle } from '../../messages/panel-title.ts';
import { shorten } from '../../messages/shorten.ts';
import { shortfallText } from '../../messages/shortfall.ts';
import { isolate } from '../../texts/direction.ts';
import { html, plain } from '../../texts/i18n.ts';
import { listed } from '../../texts/listed.ts';

export type PanelStatus = 'active' | 'agreed' | 'stable' | 'dropped' | 'finished';

export interface PanelLine {
  readonly panelId: number;
  readonly code: string;
  readonly name: string;
  readonly status: PanelStatus;
  readonly experts: number;
  /** Null: names were removed, and with them the record of who had joined. */
  readonly joined: number | null;
  /** Items that the panel still judges. */
  readonly itemsLeft: number;
  /** All items it ever had. */
  readonly items: number;
  /** Seats that it should have but lacks. */
  readonly shortfalls: readonly Shortfall[];
}

export interface PanelList {
  readonly studyId: number;
  readonly title: string;
  /** How many take part, and on how many seats: one person may sit on several panels. */
  readonly persons: number;
  readonly seats: number;
  /** Their backgrounds, in sums; null: removed with the names. */
  readonly background: readonly BackgroundRow[] | null;
  /** Persons whose names were removed one by one, and who are in none of the sums. */
  readonly forgotten: number;
  readonly panels: readonly PanelLine[];
  readonly page: number;
}

const LONGEST_LIST = 160;
const PANELS_A_PAGE = 15;
/** Panels on a page where some lack experts. */
const LACKING_A_PAGE = 8;

/** Each panel with its status, its experts and the items it has left. */
export function panelsMessage(list: PanelList): Message {
  const { studyId, title, persons, seats, panels, page: wanted } = list;
  const isLacking = panels.some(({ shortfalls }) => shortfalls.length > 0);
  const page = pageOf(panels, wanted, isLacking ? LACKING_A_PAGE : PANELS_A_PAGE);
  return {
    html: [
      html(seats > persons ? 'facilitator.panels.headingWithSeats' : 'facilitator.panels.heading', {
        title: isolate(title),
        persons,
        seats,
      }),
      ...page.things.map(panelText),
      ...(page.page === page.pages - 1 ? [backgroundText(list)] : []),
    ]
      .filter((paragraph) => paragraph !== '')
      .join('\n\n'),
    buttons: pageButtons(page, (turned) => panelsPageButton.write({ studyId, page: turned })),
  };
}

/** One field a line, its most frequent values first. */
function backgroundText({ background, forgotten }: PanelList): string {
  if (background === null) return html('facilitator.background.lost');
  const lines = background.map(({ field, cells }) => {
    const told = cells.map(({ value, experts }) =>
      value === null
        ? plain('facilitator.background.others', { experts })
        : plain('facilitator.background.cell', { value: isolate(value), experts }),
    );
    const list = shorten(listed(told), LONGEST_LIST);
    return html('facilitator.background.line', { field: plain(`facilitator.background.${field}`), list });
  });
  if (lines.length === 0) return '';
  const without = forgotten === 0 ? [] : [html('facilitator.background.without', { forgotten })];
  return [html('facilitator.background.heading'), ...lines, ...without].join('\n');
}

function panelText(panel: PanelLine): string {
  const { experts, joined, itemsLeft: left, items } = panel;
  const status = plain(`facilitator.panelStatus.${panel.status}`);
  const told = { panel: panelTitle(panel), status, experts, left, items };
  const line =
    joined === null
      ? html('facilitator.panels.lineForgotten', told)
      : html('facilitator.panels.line', { ...told, joined });
  return [line, shortfallText(panel.shortfalls)].filter((text) => text !== '').join('\n');
}
