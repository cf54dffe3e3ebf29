import type { JudgedRound } from '../../domain/judged-round.ts';
import { shorten } from '../../messages/shorten.ts';
import { isolate } from '../../texts/direction.ts';
import { html, plain } from '../../texts/i18n.ts';

const LONGEST_NAME = 80;
const LONGEST_CODE = 30;

/** Which panel a part of a summary is about, and who took part. */
export function panelHead(judged: JudgedRound, isKindNamed: boolean): string[] {
  return [headingText(judged, isKindNamed), ...turnoutTexts(judged)];
}

/** @param isKindNamed false where the kind is obvious */
function headingText({ panel: { name, code }, kind }: JudgedRound, isKindNamed: boolean): string {
  const args = { name: isolate(shorten(name, LONGEST_NAME)), code: isolate(shorten(code, LONGEST_CODE)) };
  return isKindNamed
    ? html('summary.panel.headingWithKind', { ...args, kind: plain(`summary.kind.${kind}`) })
    : html('summary.panel.heading', args);
}

function turnoutTexts(panel: JudgedRound): string[] {
  const { notHandedIn, ideas, onPaper } = panel;
  return [
    turnoutText(panel),
    ...(notHandedIn > 0 ? [html('summary.panel.notHandedIn', { notHandedIn })] : []),
    ...(onPaper.answers > 0 ? [onPaperText(onPaper, ideas > 0)] : []),
  ];
}

function onPaperText({ answers, experts }: JudgedRound['onPaper'], isOfIdeas: boolean): string {
  return isOfIdeas
    ? html('summary.panel.ideasOnPaper', { ideas: answers })
    : html('summary.panel.onPaper', { answers, experts: experts ?? 0 });
}

function turnoutText({ invited, answered, submitted }: JudgedRound): string {
  if (answered === 0 && submitted === 0) return html('summary.panel.nobody', { invited });
  if (answered < invited) {
    return html('summary.panel.turnout', { invited, answered, submitted, silent: invited - answered });
  }
  return submitted < invited
    ? html('summary.panel.turnoutNobodySilent', { invited, submitted })
    : html('summary.panel.turnoutWhole', { invited });
}
