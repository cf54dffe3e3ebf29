import type { Anonymity } from '../../domain/anonymity.ts';
import { foldText } from '../../domain/digits.ts';
import { firstRoundWorkload } from '../../domain/draft-workload.ts';
import {
  type ChangedPart,
  type CurrentStudy,
  isNothing,
  type StudyChange,
  wantedRules,
} from '../../domain/study-change.ts';
import type { StudyDraft } from '../../domain/study-draft.ts';
import { countsApart } from '../../kinds/all.ts';
import type { Transaction } from '../../store/file/database.ts';
import { loadStudiesOf, type Study } from '../../store/studies.ts';
import { changedPartLines, changeLines, doubtLines } from '../../workbook/change-text.ts';
import { ANONYMITY, KIND_WORDS } from '../../workbook/headers.ts';
import { type ChangePreview, changePreviewMessage } from './change-preview-message.ts';
import { newStudyPreviewMessage, type WorkbookRules } from './new-study-preview-message.ts';
import type { WorkbookContent } from './workbook-content-message.ts';
import type { MessageWithList } from './workbook-faults-message.ts';

/** A preview's message, and the lines of a file where the message has no room for all of them. */
export type PreviewList = MessageWithList;

const DAY = 24 * 60 * 60 * 1000;

/** What would become of a workbook with a new title. */
export function composeNewStudyPreview(
  tx: Transaction,
  shown: {
    previewId: number;
    draft: StudyDraft;
    warnings: readonly string[];
    accountId: number;
    at: Date;
    zone: string;
  },
): PreviewList {
  const { previewId, draft, warnings, accountId, at, zone } = shown;
  const title = foldText(draft.rules.title);
  const rules = rulesOf(draft);
  const days = rules.plan.find(({ number }) => number === 1)?.days ?? rules.openForDays;
  return newStudyPreviewMessage({
    previewId,
    content: contentOf(draft),
    rules,
    workload: firstRoundWorkload(draft, countsApart),
    deadline: new Date(at.getTime() + days * DAY),
    warnings,
    titleOfAnother: loadStudiesOf(tx, accountId).some((study) => foldText(study.title) === title),
    zone,
  });
}

/** What a workbook would change in the study that bears its title. */
export function composeChangePreview(shown: {
  previewId: number;
  draft: StudyDraft;
  warnings: readonly string[];
  study: Study;
  current: CurrentStudy;
  loosened: Anonymity | null;
  change: StudyChange;
  waiting: readonly ChangedPart[];
  past: readonly ChangedPart[];
}): PreviewList {
  const { previewId, draft, warnings, study, current, loosened, change, waiting, past } = shown;
  const from = study.anonymity;
  const to = wantedRules(current, draft).anonymity;
  return changePreviewMessage({
    previewId,
    content: contentOf(draft),
    changes: changeLines(change),
    waiting: changedPartLines(waiting),
    openRound: current.openRound,
    loosened: loosened && { kept: ANONYMITY[from], refused: ANONYMITY[loosened] },
    anonymity: from === to ? null : { from, to, opened: current.openedRounds > 0 },
    reworded: current.openedRounds > 0 ? change.items.reworded.map(({ from }) => from.code) : [],
    deviations: changedPartLines(change.deviations),
    past: changedPartLines(past),
    promisesBroken: changedPartLines(change.promisesBroken),
    doubts: change.experts.uncertain.map((uncertain) => ({
      index: uncertain.index,
      name: uncertain.draft.name,
      lines: doubtLines(uncertain),
      candidates: uncertain.candidates.map(({ expert: { id, name } }) => ({ expertId: id, name })),
    })),
    warnings,
    state: stateOf(study, change),
  });
}

function stateOf(study: Study, change: StudyChange): ChangePreview['state'] {
  if (study.state === 'finished') return 'studyFinished';
  if (study.forgottenAt) return 'studyForgotten';
  return isNothing(change) ? 'nothing' : 'applicable';
}

function contentOf({ rules, panels, experts, items }: StudyDraft): WorkbookContent {
  const judged = items.filter(({ audience }) => !rules.excludedAudiences.includes(audience));
  const on = (list: readonly { readonly panelCodes: readonly string[] }[], code: string) =>
    list.filter(({ panelCodes }) => panelCodes.includes(code)).length;
  return {
    title: rules.title,
    panels: panels.map(({ code, name }) => ({
      code,
      name,
      experts: on(experts, code),
      items: on(judged, code),
    })),
    experts: experts.length,
    seats: experts.reduce((sum, { panelCodes }) => sum + panelCodes.length, 0),
    items: judged.length,
    leftOut: items.length - judged.length,
  };
}

function rulesOf({ rules, rounds }: StudyDraft): WorkbookRules {
  return {
    ...rules,
    kind: KIND_WORDS[rules.kind],
    plan: rounds.map(({ number, kind, panelCodes, openForDays }) => ({
      number,
      kind: KIND_WORDS[kind],
      panelCodes,
      days: openForDays ?? rules.openForDays,
    })),
  };
}
