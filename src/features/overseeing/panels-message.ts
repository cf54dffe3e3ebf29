import { panelsPageButton } from '../../messages/buttons.ts';
import type { Message } from '../../messages/message.ts';
import { pageButtons, pageOf } from '../../messages/pages.ts';
import { panelTitle } from '../../messages/panel-title.ts';
import { isolate } from '../../texts/direction.ts';
import { html, plain } from '../../texts/i18n.ts';

export type PanelStatus = 'active' | 'agreed' | 'stable' | 'dropped' | 'finished';

export interface PanelLine {
  readonly panelId: number;
  readonly code: string;
  readonly name: string;
  readonly status: PanelStatus;
  readonly experts: number;
  /** Null: names were removed, and with them who had joined. */
  readonly joined: number | null;
  /** Items that the panel still judges. */
  readonly itemsLeft: number;
  /** All it ever had before it. */
  readonly items: number;
}

export interface PanelList {
  readonly studyId: number;
  readonly title: string;
  readonly panels: readonly PanelLine[];
  readonly page: number;
}

const PANELS_A_PAGE = 15;

/** Each panel with its status, its experts and the items it has left. */
export function panelsMessage({ studyId, title, panels, page: wanted }: PanelList): Message {
  const page = pageOf(panels, wanted, PANELS_A_PAGE);
  return {
    html: [html('facilitator.panels.heading', { title: isolate(title) }), ...page.things.map(panelText)].join(
      '\n\n',
    ),
    buttons: pageButtons(page, (turned) => panelsPageButton.write({ studyId, page: turned })),
  };
}

function panelText(panel: PanelLine): string {
  const { experts, joined, itemsLeft: left, items } = panel;
  const status = plain(`facilitator.panelStatus.${panel.status}`);
  const told = { panel: panelTitle(panel), status, experts, left, items };
  return joined === null
    ? html('facilitator.panels.lineForgotten', told)
    : html('facilitator.panels.line', { ...told, joined });
}
