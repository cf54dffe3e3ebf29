import { chooseStudyButton, joinStudyButton, studiesPageButton } from '../../messages/buttons.ts';
import type { Button, Message } from '../../messages/message.ts';
import { pageButtons, pageOf } from '../../messages/pages.ts';
import { shorten } from '../../messages/shorten.ts';
import { isolate } from '../../texts/direction.ts';
import { html, plain } from '../../texts/i18n.ts';
import { type StudyStanding, stageText } from '../studies/study-standing-message.ts';

export interface StudyList {
  readonly chosenId: number | null;
  readonly own: readonly StudyStanding[];
  /** Studies of this bot run by other facilitators: their state is not shown. */
  readonly others: readonly Pick<StudyStanding, 'studyId' | 'title'>[];
  readonly page: number;
}

const STUDIES_A_PAGE = 8;
const BUTTON_TITLE = 40;
const LISTED_TITLE = 160;

/** A facilitator's studies, each with a button to choose it, then those of others with a button to join. */
export function studiesMessage({ chosenId, own, others, page: wanted }: StudyList): Message {
  const all = [
    ...own.map((study) => ({ study, isOwn: true as const })),
    ...others.map((study) => ({ study, isOwn: false as const })),
  ];
  const page = pageOf(all, wanted, STUDIES_A_PAGE);
  const number = (at: number) => page.page * STUDIES_A_PAGE + at + 1;
  const lines = page.things.map((thing, at) => {
    const line = thing.isOwn
      ? studyLine(thing.study, number(at), thing.study.studyId === chosenId)
      : html('facilitator.studies.otherLine', { number: number(at), title: listedTitle(thing.study) });
    const isFirstOfOthers = !thing.isOwn && page.things[at - 1]?.isOwn !== false;
    return isFirstOfOthers ? `${html('facilitator.studies.others')}\n\n${line}` : line;
  });
  const buttons = page.things.flatMap(({ study, isOwn }, at) =>
    study.studyId === chosenId ? [] : [[studyButton(study, number(at), isOwn)]],
  );
  const heading = own.length > 0 ? 'facilitator.studies.heading' : 'facilitator.studies.noneOwn';
  return {
    html: [html(heading), ...lines].join('\n\n'),
    buttons: [...buttons, ...pageButtons(page, (turned) => studiesPageButton.write({ page: turned }))],
  };
}

function studyLine(study: StudyStanding, number: number, isChosen: boolean): string {
  return html(isChosen ? 'facilitator.studies.chosen' : 'facilitator.studies.line', {
    number,
    title: listedTitle(study),
    stage: stageText(study.stage),
    panels: study.panels,
    experts: study.experts,
  });
}

function listedTitle({ title }: { readonly title: string }): string {
  return isolate(shorten(title, LISTED_TITLE));
}

function studyButton(
  { studyId, title }: StudyList['others'][number],
  number: number,
  isOwn: boolean,
): Button {
  const args = { number, title: isolate(shorten(title, BUTTON_TITLE)) };
  return isOwn
    ? { text: plain('facilitator.studies.choose', args), data: chooseStudyButton.write({ studyId }) }
    : { text: plain('facilitator.studies.join', args), data: joinStudyButton.write({ studyId }) };
}
