import { html, plain } from '../../texts/i18n.ts';

/** The two workbooks that a facilitator may start from. */
export type Starter = 'template' | 'example';

export function starterFileName(starter: Starter): string {
  return `${plain(`facilitator.starter.${starter}File`)}.xlsx`;
}

/** What the workbook is, and what to do with it; HTML. */
export function starterCaption(starter: Starter): string {
  return html(`facilitator.starter.${starter}`);
}
