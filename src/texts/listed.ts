import { plain } from './i18n.ts';

/** Things in a row, within a sentence: «الف، ب، پ». */
export function listed(things: readonly string[]): string {
  return things.join(plain('list.separator'));
}

/** Words of which any is meant, each in quotation marks: «الف» یا «ب». */
export function eitherOf(words: readonly string[]): string {
  return words.map((word) => plain('list.quoted', { word })).join(plain('list.or'));
}
