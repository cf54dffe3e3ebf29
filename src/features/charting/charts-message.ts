import type { RoundKind } from '../../domain/study-draft.ts';
import {
  chartsButton,
  panelChartButton,
  panelChartsButton,
  studyChartButton,
} from '../../messages/buttons.ts';
import type { Button, Message } from '../../messages/message.ts';
import { pageButtons, pageOf } from '../../messages/pages.ts';
import { type PanelName, panelTitle } from '../../messages/panel-title.ts';
import { shorten } from '../../messages/shorten.ts';
import { isolate } from '../../texts/direction.ts';
import { html, plain } from '../../texts/i18n.ts';
import { listed } from '../../texts/listed.ts';
import { PANEL_CHARTS, type PanelChart, STUDY_CHARTS } from './study-charts.ts';

/** A kind of a panel's judged rounds, and which charts it has. */
export interface ChartedKind {
  readonly kind: RoundKind;
  /** One of these rounds. */
  readonly panelRoundId: number;
  readonly charts: readonly PanelChart[];
}

const LONGEST_TITLE = 150;
const BUTTON_NAME = 40;
const PANELS_A_PAGE = 8;

/** `/charts`: those of the whole study, and the panels, each with its charts behind a button. */
export function chartsMessage(
  {
    studyId,
    title,
    panels,
  }: { studyId: number; title: string; panels: readonly (PanelName & { id: number })[] },
  wanted: number,
): Message {
  const heading = html('chart.heading', { title: isolate(shorten(title, LONGEST_TITLE)) });
  if (panels.length === 0) return { html: [heading, html('chart.noneYet')].join('\n\n') };
  const page = pageOf(panels, wanted, PANELS_A_PAGE);
  return {
    html: [heading, html('chart.choose')].join('\n\n'),
    buttons: [
      STUDY_CHARTS.map((of, chart) => ({
        text: plain(`chart.button.${of}`),
        data: studyChartButton.write({ studyId, chart }),
      })),
      ...page.things.map((panel) => [
        {
          text: panelTitle({ ...panel, name: shorten(panel.name, BUTTON_NAME) }),
          data: panelChartsButton.write({ panelId: panel.id, page: page.page }),
        },
      ]),
      ...pageButtons(page, (turned) => chartsButton.write({ studyId, page: turned })),
    ],
  };
}

/** The charts of one panel, and which of them its kinds of rounds do not have. */
export function panelChartsMessage(
  panel: PanelName,
  kinds: readonly ChartedKind[],
  back: { studyId: number; page: number },
): Message {
  const buttons = kinds.flatMap(({ kind, panelRoundId, charts }) =>
    charts.map((of): Button[] => [
      {
        text: chartName(of, kinds.length > 1 ? kind : null),
        data: panelChartButton.write({ panelRoundId, chart: PANEL_CHARTS.indexOf(of) }),
      },
    ]),
  );
  return {
    html: [
      html('chart.panelHeading', { panel: panelTitle(panel) }),
      ...(kinds.length === 0
        ? [html('chart.panelNoneYet')]
        : PANEL_CHARTS.flatMap((of) => lackingText(of, kinds))),
    ].join('\n\n'),
    buttons: [...buttons, [{ text: plain('chart.button.all'), data: chartsButton.write(back) }]],
  };
}

/** @param kind null: it need not be told */
export function chartName(of: PanelChart, kind: RoundKind | null): string {
  const chart = plain(`chart.button.${of}`);
  return kind === null ? chart : plain('chart.button.ofKind', { chart, kind: plain(`summary.kind.${kind}`) });
}

function lackingText(of: PanelChart, kinds: readonly ChartedKind[]): string[] {
  const lacking = kinds.filter(({ charts }) => !charts.includes(of));
  if (lacking.length === 0) return [];
  return [
    html(`chart.lacks.${of}`, { kinds: listed(lacking.map(({ kind }) => plain(`summary.kind.${kind}`))) }),
  ];
}

/** @param caption what the chart shows */
export function chartCaption(caption: string, studyTitle: string): string {
  return html('chart.caption', { caption, title: isolate(shorten(studyTitle, LONGEST_TITLE)) });
}
