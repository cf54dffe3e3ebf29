import type { JudgedRound } from '../../domain/judged-round.ts';
import { kindOf } from '../../kinds/all.ts';
import { answerShares } from '../../kinds/answer-shares.ts';
import type { ToldStudy } from '../../kinds/kind.ts';
import type { Picture } from '../../pictures/draw-picture.ts';
import { isolate } from '../../texts/direction.ts';
import { plain } from '../../texts/i18n.ts';
import { concordanceOf } from './closing-cards.ts';

/** A chart, and the name of its file: ASCII letters, digits and `-`. */
export interface NamedChart {
  readonly name: string;
  readonly caption: string;
  /** Called only when it is drawn: the charts of a large study do not fit in memory together. */
  readonly compose: () => Picture;
}

const PANEL_CHARTS = ['items', 'w', 'answers'] as const;

interface PanelRounds {
  readonly name: string;
  /** Its judged rounds, in order. */
  readonly rounds: readonly JudgedRound[];
}

/** All charts of a study except its funnel. @param panels in their order */
export function studyCharts(
  panels: readonly PanelRounds[],
  told: ToldStudy,
  title: string,
): readonly NamedChart[] {
  return [
    ...attritionChart(panels, title),
    ...panels.flatMap((panel, at) => panelCharts(panel, at + 1, { ...told, title })),
  ];
}

/**
 * The charts of a panel: for each kind of its rounds the items over the rounds, W over the rounds, and the distribution
 * of the last one's answers.
 *
 * @param place the panel's place in the study, from 1
 */
function panelCharts(
  { name: title, rounds }: PanelRounds,
  place: number,
  { title: subtitle, ...told }: ToldStudy & { readonly title: string },
): NamedChart[] {
  const heading = { title, subtitle };
  return [...new Set(rounds.map(({ kind }) => kind))].flatMap((kind) => {
    const own = rounds.filter((round) => round.kind === kind);
    const charts: Readonly<Record<(typeof PANEL_CHARTS)[number], () => Picture | null>> = {
      items() {
        const shown = kindOf(kind).chart(own, told);
        return shown && { of: 'items', ...heading, shown };
      },
      w() {
        const shown = concordanceOf(own);
        return shown && { of: 'concordance', ...heading, shown };
      },
      answers() {
        const shown = answerShares(own.at(-1)!, told.scale);
        return shown && { of: 'answers', ...heading, shown };
      },
    };
    return PANEL_CHARTS.flatMap((of) => {
      const compose = charts[of];
      return compose()
        ? [
            {
              name: `panel-${place}-${kind}-${of}`,
              caption: plain(`report.charts.${of}`, {
                panel: isolate(title),
                kind: plain(`summary.kind.${kind}`),
              }),
              compose: () => compose()!,
            },
          ]
        : [];
    });
  });
}

/** Who took part in each round; empty until the first one is judged. */
function attritionChart(panels: readonly PanelRounds[], title: string): NamedChart[] {
  const shown = panels.filter(({ rounds }) => rounds.length > 0);
  if (shown.length === 0) return [];
  const figures = shown.map(({ name, rounds }) => ({
    name,
    rounds: rounds.map(({ number, invited, answered, submitted }) => ({
      ...{ number, invited, answered, submitted },
    })),
  }));
  const picture = { of: 'attrition', title, subtitle: '', shown: { panels: figures } } as const;
  return [{ name: 'attrition', caption: plain('report.charts.attrition'), compose: () => picture }];
}
