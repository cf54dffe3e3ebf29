import type { StudyStage } from '../../domain/study-stage.ts';
import { dateTimeText, spanText } from '../../texts/dates.ts';
import { isolate } from '../../texts/direction.ts';
import { html, plain } from '../../texts/i18n.ts';

/** A study in one line, and what its facilitator does next. */
export interface StudyStanding {
  readonly studyId: number;
  readonly title: string;
  readonly stage: StudyStage;
  readonly panels: number;
  /** Without those who left. */
  readonly experts: number;
  readonly joined: number;
}

/** The stage in a few words: «دور ۲ باز است». */
export function stageText(stage: StudyStage): string {
  switch (stage.kind) {
    case 'preparing':
    case 'finished':
      return plain(`facilitator.stage.${stage.kind}`);
    case 'open':
    case 'judging':
    case 'between':
    case 'settled':
    case 'exhausted':
      return plain(`facilitator.stage.${stage.kind}`, { number: stage.number });
  }
}

/** Title and stage; HTML. */
export function standingHeading({ title, stage }: StudyStanding): string {
  return html('facilitator.stage.heading', { title: isolate(title), stage: stageText(stage) });
}

/** What to do now, and by which command; HTML. */
export function nextStepText(
  { stage, experts, joined }: Pick<StudyStanding, 'stage' | 'experts' | 'joined'>,
  { now, zone }: { readonly now: Date; readonly zone: string },
): string {
  switch (stage.kind) {
    case 'preparing':
      return joined === 0
        ? html('facilitator.next.invite', { experts })
        : html('facilitator.next.openFirst', { joined, experts });
    case 'open': {
      const deadline = dateTimeText(stage.deadline, zone);
      const left = spanText(stage.deadline.getTime() - now.getTime());
      return html('facilitator.next.open', { number: stage.number, deadline, left });
    }
    case 'judging':
      return html('facilitator.next.judging', { number: stage.number });
    case 'between':
      return html('facilitator.next.between', { number: stage.number, following: stage.number + 1 });
    case 'settled':
      return html('facilitator.next.settled', { number: stage.number });
    case 'exhausted':
      return html('facilitator.next.exhausted', { number: stage.number });
    case 'finished':
      return html('facilitator.next.finished');
  }
}
