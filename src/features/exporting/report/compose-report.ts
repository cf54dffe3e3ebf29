import { plain } from '../../../texts/i18n.ts';
import type { Block, WordDocument } from '../docx/document.ts';
import type { CaptionWords } from '../docx/word-file.ts';
import { checklistPart } from './checklist-part.ts';
import { limitsPart } from './limits-part.ts';
import { methodPart } from './method-part.ts';
import type { ReportStudy } from './report-study.ts';
import { resultsPart } from './results-part.ts';
import { tableOf } from './tables.ts';

/** `report.docx`: a chapter ready for editing; what only its author knows is marked, and nothing is made up. */
export function composeReport(study: ReportStudy): WordDocument {
  const { title, isRehearsal } = study.results;
  return {
    title,
    blocks: [
      { kind: 'title', text: title },
      ...(isRehearsal ? [{ kind: 'toWrite', text: plain('rehearse.about') } as const] : []),
      { kind: 'paragraph', text: plain('report.about') },
      { kind: 'toWrite', text: plain('report.toWrite.mark') },
      { kind: 'contents', heading: plain('report.contents.heading'), note: plain('report.contents.pages') },
      ...methodPart(study),
      ...resultsPart(study),
      ...limitsPart(study),
      ...checklistPart(study),
      ...itemList(study),
    ],
  };
}

export function captionWords(): CaptionWords {
  return { table: plain('report.caption.table'), figure: plain('report.caption.figure') };
}

/** Every item the study ever had, in its latest wording. */
function itemList({ results }: ReportStudy): Block[] {
  if (results.items.length === 0) return [];
  return [
    { kind: 'heading', level: 1, text: plain('report.list.heading') },
    tableOf(
      plain('report.list.table'),
      [
        { header: plain('item.sheet.code'), share: 1, of: ({ code }) => code },
        { header: plain('item.sheet.title'), share: 6, of: ({ wordings }) => wordings.at(-1)?.title ?? '' },
      ],
      results.items,
    ),
  ];
}
