import { html, plain } from '../../texts/i18n.ts';
import type { Button, Message } from '../message.ts';
import { exampleButton, templateButton } from './buttons.ts';
import { nextStepText, type StudyStanding, standingHeading } from './study-standing.ts';

/** What a facilitator is greeted with: what this is, or where the chosen study stands, and what to do next. */
export function welcomeMessage(
  standing: StudyStanding | null,
  moment: { readonly now: Date; readonly zone: string },
): Message {
  if (!standing) return { html: html('facilitator.welcome.first'), buttons: starterButtons() };
  return {
    html: html('facilitator.welcome.again', {
      heading: standingHeading(standing),
      next: nextStepText(standing, moment),
    }),
    ...(standing.stage.kind === 'finished' && { buttons: starterButtons() }),
  };
}

/** The two workbooks to start from. */
export function starterButtons(): Button[][] {
  return [
    [
      { text: plain('facilitator.button.example'), data: exampleButton.data({}) },
      { text: plain('facilitator.button.template'), data: templateButton.data({}) },
    ],
  ];
}
