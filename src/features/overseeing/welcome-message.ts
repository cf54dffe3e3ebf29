import { exampleButton, templateButton } from '../../messages/buttons.ts';
import type { Button, Message } from '../../messages/message.ts';
import { namesWithin } from '../../messages/pages.ts';
import { shorten } from '../../messages/shorten.ts';
import { isolate } from '../../texts/direction.ts';
import { html, plain } from '../../texts/i18n.ts';
import { nextStepText, type StudyStanding, standingHeading } from '../studies/study-standing-message.ts';

export interface Welcome {
  /** State of the chosen study; null: the facilitator runs none. */
  readonly standing: StudyStanding | null;
  /** Titles of colleagues' studies in which the facilitator is an expert. */
  readonly expertOf: readonly string[];
  /** How many studies other facilitators of the bot run; told to who runs none. */
  readonly colleagues: number;
  readonly now: Date;
  readonly zone: string;
}

const LISTED_TITLE = 80;
const MOST_TITLES = 3;

/** The greeting of a facilitator: what this is, or where the chosen study stands, and what to do next. */
export function welcomeMessage({ standing, expertOf, colleagues, ...moment }: Welcome): Message {
  const titles = namesWithin(
    expertOf.map((title) => isolate(shorten(title, LISTED_TITLE))),
    MOST_TITLES,
  );
  const asExpert = expertOf.length > 0 ? [html('facilitator.welcome.asExpert', { titles })] : [];
  if (!standing) {
    return {
      html: [html('facilitator.welcome.first'), ...ofColleagues(colleagues), ...asExpert].join('\n\n'),
      buttons: starterButtons(),
    };
  }
  const again = html('facilitator.welcome.again', {
    heading: standingHeading(standing),
    next: nextStepText(standing, moment),
  });
  return {
    html: [again, ...asExpert].join('\n\n'),
    ...(standing.stage.kind === 'finished' && { buttons: starterButtons() }),
  };
}

function ofColleagues(studies: number): string[] {
  return studies > 0 ? [html('facilitator.welcome.colleagues', { studies })] : [];
}

/** Buttons for the two workbooks to start from. */
export function starterButtons(): Button[][] {
  return [
    [
      { text: plain('facilitator.button.example'), data: exampleButton.write({}) },
      { text: plain('facilitator.button.template'), data: templateButton.write({}) },
    ],
  ];
}
