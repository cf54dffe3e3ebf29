import { plain } from './i18n.ts';

/** Things in a row, within a sentence: «الف، ب، پ». */
export function listed(things: readonly string[]): string {
  return things.join(plain('list.separator'));
}
