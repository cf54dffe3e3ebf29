import type { JudgedRound } from '../../domain/judged-round.ts';
import type { RoundKind } from '../../domain/study-draft.ts';
import { kindOf } from '../../kinds/all.ts';
import { answerShares } from '../../kinds/answer-shares.ts';
import type { ToldStudy } from '../../kinds/kind.ts';
import type { Attrition } from '../../pictures/attrition-bars.ts';
import type { Picture } from '../../pictures/draw-picture.ts';
import { isolate } from '../../texts/direction.ts';
import { plain } from '../../texts/i18n.ts';
import { concordanceOf } from '../judging/closing-cards.ts';

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
 * What the charts of a panel show of its rounds of one kind: the items over the rounds, W over the rounds, the
 * distribution of the last one's answers. Buttons name one by its index here.
 */
export const PANEL_CHARTS = ['items', 'w', 'answers'] as const;
export type PanelChart = (typeof PANEL_CHARTS)[number];

/** What is drawn of a whole study; buttons name it by its index here. */
export const STUDY_CHARTS = ['attrition', 'funnel'] as const;

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
  const shown = panels.filter(({ rounds }) => rounds.length > 0);
  if (shown.length > 0) {
    const picture = attritionPicture({ panels: shown.map(turnoutOf) }, title);
    yield { name: 'attrition', caption: plain('report.charts.attrition'), picture };
  }
  for (const [at, { name, rounds }] of panels.entries()) {
    for (const kind of new Set(rounds.map((round) => round.kind))) {
      const own = rounds.filter((round) => round.kind === kind);
      for (const of of PANEL_CHARTS) {
        const picture = panelPicture(own, of, { ...told, title });
        const caption = panelChartCaption(of, kind, name);
        if (picture) yield { name: `panel-${at + 1}-${kind}-${of}`, caption, picture };
      }
    }
  }
}

/** What a panel's chart shows, in words. */
export function panelChartCaption(of: PanelChart, kind: RoundKind, panel: string): string {
  return plain(`report.charts.${of}`, { panel: isolate(panel), kind: plain(`summary.kind.${kind}`) });
}

/**
 * A chart of a panel's rounds of one kind; null where the kind has none, or nothing in it would be defined.
 *
 * @param rounds judged, in order; at least one
 * @param study its `title` stands below the panel's name
 */
export function panelPicture(
  rounds: readonly JudgedRound[],
  of: PanelChart,
  { title: subtitle, ...told }: ToldStudy & { readonly title: string },
): Picture | null {
  const last = rounds.at(-1)!;
  const heading = { title: last.panel.name, subtitle };
  switch (of) {
    case 'items': {
      const isRated = rounds.some(({ items }) => items.some(({ n }) => n > 0));
      const shown = isRated ? kindOf(last.kind).chart(rounds, told) : null;
      return shown && { of: 'items', ...heading, shown };
    }
    case 'w': {
      const isDefined = rounds.some(({ concordance }) => (concordance?.w ?? null) !== null);
      const shown = isDefined ? concordanceOf(rounds) : null;
      return shown && { of: 'concordance', ...heading, shown };
    }
    case 'answers': {
      const shown = answerShares(last, told.scale);
      return shown && { of: 'answers', ...heading, shown };
    }
  }
}

/** Who took part in each round. */
export function attritionPicture(shown: Attrition, title: string): Picture {
  return { of: 'attrition', title, subtitle: '', shown };
}

function turnoutOf({ name, rounds }: PanelRounds): Attrition['panels'][number] {
  const figures = rounds.map(({ number, invited, answered, submitted }) => ({
    ...{ number, invited, answered, submitted },
  }));
  return { name, rounds: figures };
}
