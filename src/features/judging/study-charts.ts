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
  readonly picture: Picture;
}

interface PanelRounds {
  readonly name: string;
  /** Its judged rounds, in order. */
  readonly rounds: readonly JudgedRound[];
}

/**
 * All charts of a study except its funnel, each composed when it is asked for: those of a large study do not fit in
 * memory together.
 *
 * @param panels in their order
 */
export function* studyCharts(
  panels: readonly PanelRounds[],
  told: ToldStudy,
  title: string,
): Generator<NamedChart> {
  yield* attritionChart(panels, title);
  for (const [at, panel] of panels.entries()) yield* panelCharts(panel, at + 1, { ...told, title });
}

/**
 * The charts of a panel: for each kind of its rounds the items over the rounds, W over the rounds, and the distribution
 * of the last one's answers.
 *
 * @param place the panel's place in the study, from 1
 */
function* panelCharts(
  { name: title, rounds }: PanelRounds,
  place: number,
  { title: subtitle, ...told }: ToldStudy & { readonly title: string },
): Generator<NamedChart> {
  const heading = { title, subtitle };
  for (const kind of new Set(rounds.map((round) => round.kind))) {
    const own = rounds.filter((round) => round.kind === kind);
    const named = (of: 'items' | 'w' | 'answers', picture: Picture): NamedChart => ({
      name: `panel-${place}-${kind}-${of}`,
      caption: plain(`report.charts.${of}`, { panel: isolate(title), kind: plain(`summary.kind.${kind}`) }),
      picture,
    });
    const items = kindOf(kind).chart(own, told);
    if (items) yield named('items', { of: 'items', ...heading, shown: items });
    const concordance = concordanceOf(own);
    if (concordance) yield named('w', { of: 'concordance', ...heading, shown: concordance });
    const answers = answerShares(own.at(-1)!, told.scale);
    if (answers) yield named('answers', { of: 'answers', ...heading, shown: answers });
  }
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
  return [{ name: 'attrition', caption: plain('report.charts.attrition'), picture }];
}
