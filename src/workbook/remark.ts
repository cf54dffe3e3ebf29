import { COLUMNS, TABLES, type TableKey } from './headers.ts';

/**
 * Where something stands: the sheet's name, the row as the spreadsheet counts it (where a whole part is missing, its
 * name instead of the row), and the column's header.
 */
export interface Place {
  readonly sheet: string;
  readonly row: number | string;
  readonly column: string | null;
  /** Which `ویژگی` the row of the sheet `مطالعه` is about: its number alone tells a reader little. */
  readonly property?: string;
}

export type FaultCode =
  | 'sheetMissing'
  | 'sheetDamaged'
  | 'sheetTwice'
  | 'sheetEmpty'
  | 'columnMissing'
  | 'columnTwice'
  | 'propertyMissing'
  | 'propertyTwice'
  | 'cellMissing'
  | 'cellTooLong'
  | 'formulaError'
  | 'formulaWithoutResult'
  | 'codeTwice'
  | 'valueTwice'
  | 'labelTwice'
  | 'mobileTwice'
  | 'mobileWrong'
  | 'mobileRounded'
  | 'panelUnknown'
  | 'panelCodeWithComma'
  | 'panelWithoutExpert'
  | 'panelWithoutItem'
  | 'panelTooLarge'
  | 'scaleTooShort'
  | 'scaleTooLong'
  | 'cellMerged'
  | 'numberWrong'
  | 'boundsReversed'
  | 'numberIsDate'
  | 'numberNotBetween'
  | 'numberNotAbove'
  | 'numberNotWhole'
  | 'wordWrong'
  | 'roundMissing'
  | 'roundPanelTwice'
  | 'roundAllPanelsTwice'
  | 'roundDeadlineDiffers'
  | 'formExpertUnknown'
  | 'formExpertNotAsked'
  | 'formItemUnknown'
  | 'formItemNotAsked'
  | 'formPanelWrong'
  | 'formRowTwice'
  | 'formPlaceTwice'
  | 'formPlacesPart'
  | 'formAnswerWrong'
  | 'formReasonAlone'
  | 'formIdeaOfWhichPanel'
  | 'formIdeaTooLong'
  | 'formIdeaTwice'
  | 'formIdeasTooMany'
  | 'formIdeaNone'
  | 'formIdeaReason';

type WarningCode =
  | 'exampleRow'
  | 'sheetHidden'
  | 'rowsHidden'
  | 'mergedFilledDown'
  | 'textMissing'
  | 'resultUnsure'
  | 'textIsDate'
  | 'textIsDateTyped'
  | 'shownOtherwise'
  | 'labelIsButton'
  | 'labelHasNoOpinion'
  | 'workLong'
  | 'reminderMoved'
  | 'reminderLeftOut'
  | 'sheetUnknown'
  | 'columnUnknown'
  | 'propertyUnknown'
  | 'audienceLeavesPanelEmpty'
  | 'minRoundsAboveMax'
  | 'panelInNoRound'
  | 'panelSmall'
  | 'panelsOfOne'
  | 'panelLarge'
  | 'judgesTooFew'
  | 'titleLong'
  | 'titleTwice'
  | 'titleAlike'
  | 'titleAsksTwice'
  | 'expertTwice';

export interface Remark<Code extends string> extends Place {
  readonly code: Code;
  readonly args: Readonly<Record<string, string | number>>;
}

/** Why a workbook is rejected; one line in the list. */
export type WorkbookFault = Remark<FaultCode>;

/** What a facilitator should know before going on. */
export type WorkbookWarning = Remark<WarningCode>;

/** Collects what the readers find, in whatever order they find it. */
export interface Findings {
  readonly faults: WorkbookFault[];
  readonly warnings: WorkbookWarning[];
}

/** Puts remarks in the order of the workbook: by sheet, missing parts first, then by row and column. */
export function inWorkbookOrder<Code extends string>(
  remarks: readonly Remark<Code>[],
): readonly Remark<Code>[] {
  return [...remarks].sort(
    (one, other) =>
      sheetPosition(one) - sheetPosition(other) ||
      rowPosition(one) - rowPosition(other) ||
      columnPosition(one) - columnPosition(other),
  );
}

/** Unknown sheets come after all known ones. */
function sheetPosition({ sheet }: Place): number {
  const names: readonly string[] = Object.values(TABLES);
  const at = names.indexOf(sheet);
  return at === -1 ? names.length : at;
}

function rowPosition({ row }: Place): number {
  return typeof row === 'number' ? row : 0;
}

function columnPosition({ sheet, column }: Place): number {
  const key = Object.keys(TABLES)[sheetPosition({ sheet, row: 0, column })] as TableKey | undefined;
  return key && column ? Object.values<string>(COLUMNS[key]).indexOf(column) : -1;
}
