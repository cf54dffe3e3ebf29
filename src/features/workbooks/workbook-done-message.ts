import type { StudyDraft } from '../../domain/study-draft.ts';
import type { Message } from '../../messages/message.ts';
import { isolate } from '../../texts/direction.ts';
import { html } from '../../texts/i18n.ts';

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
