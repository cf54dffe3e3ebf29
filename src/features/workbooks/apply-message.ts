import type { StudyDraft } from '../../domain/study-draft.ts';
import { dialogPrompt } from '../../messages/dialog-prompt.ts';
import type { Message } from '../../messages/message.ts';
import { shorten } from '../../messages/shorten.ts';
import { isolate } from '../../texts/direction.ts';
import { html } from '../../texts/i18n.ts';
import { bulletsWithin } from './workbook-content-message.ts';

const LONGEST_TITLE = 150;
const PARTS_ROOM = 1000;

/** Asks why a change departs from the locked protocol, before anything is applied. */
export function whyChangedMessage(asked: {
  readonly title: string;
  /** Plain lines. */
  readonly deviations: readonly string[];
  readonly startedAt: Date;
}): Message {
  const title = isolate(shorten(asked.title, LONGEST_TITLE));
  const list = bulletsWithin(asked.deviations, PARTS_ROOM).text;
  return dialogPrompt(html('facilitator.workbook.whyChanged', { title, list }), asked.startedAt);
}

/** A study is on disk: what comes next. */
export function createdMessage({ rules, experts }: StudyDraft): Message {
  const args = { title: isolate(rules.title), experts: experts.length };
  return { html: html('facilitator.workbook.created', args) };
}

/** A workbook is applied. */
export function appliedMessage({ deviations }: { readonly deviations: number }): Message {
  return {
    html:
      deviations > 0
        ? html('facilitator.workbook.appliedWithDeviations', { deviations })
        : html('facilitator.workbook.applied'),
  };
}
