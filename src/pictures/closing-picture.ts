import type { ItemChart } from '../kinds/item-chart.ts';
import { plain } from '../texts/i18n.ts';
import { type ConcordanceRounds, concordanceRounds } from './concordance-rounds.ts';
import { pictureSvg } from './frame.ts';
import { itemRows } from './item-rows.ts';

/** What a panel's closing card shows. */
export interface ClosingPicture {
  readonly panel: string;
  readonly round: number;
  readonly studyTitle: string;
  /** Of this round and the one before. */
  readonly chart: ItemChart;
  /** Null in kinds of rounds that have no W. */
  readonly concordance: ConcordanceRounds | null;
}

/** Most rows that fit a phone's screen. */
const MOST_ROWS = 12;

export function closingSvg({ panel, round, studyTitle, chart, concordance }: ClosingPicture): string {
  const subtitle = plain('summary.chart.subtitle', { round, title: studyTitle });
  return pictureSvg({ title: panel, subtitle }, [
    itemRows(chart, MOST_ROWS),
    ...(concordance ? [concordanceRounds(concordance)] : []),
  ]);
}
