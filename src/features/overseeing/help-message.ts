import type { Message } from '../../messages/message.ts';
import { html } from '../../texts/i18n.ts';
import { nextStepText, type StudyStanding, standingHeading } from '../studies/study-standing-message.ts';
import { starterButtons } from './welcome-message.ts';

const TASKS = ['prepare', 'invite', 'round', 'results', 'other'] as const;

/**
 * All available commands, by task; with the experts' commands where the facilitator is an expert of a colleague's
 * study.
 */
export function helpMessage(
  standing: StudyStanding | null,
  { isExpert, ...moment }: { readonly now: Date; readonly zone: string; readonly isExpert: boolean },
): Message {
  const tasks = TASKS.map((task) => html(`facilitator.help.${task}`));
  if (isExpert) tasks.push(html('facilitator.help.asExpert'));
  const next = standing
    ? [standingHeading(standing), nextStepText(standing, moment)].join('\n')
    : html('facilitator.help.begin');
  return {
    html: [html('facilitator.help.heading'), ...tasks, next].join('\n\n'),
    ...(standing ? {} : { buttons: starterButtons() }),
  };
}
