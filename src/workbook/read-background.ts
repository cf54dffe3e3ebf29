import type { Background } from '../domain/study-draft.ts';
import { fieldOf, readText } from './read-cells.ts';
import type { Findings } from './remark.ts';
import type { TableRow } from './sheet-table.ts';

const SAID = { required: false, most: 200 };

/** What the optional columns of `خبرگان` say; null: nothing. */
export function readBackground(row: TableRow<'experts'>, findings: Findings): Background | null {
  const read = (column: keyof Background) => readText(fieldOf(row, column), SAID, findings) ?? '';
  const background: Background = {
    post: read('post'),
    organisation: read('organisation'),
    degree: read('degree'),
    experience: read('experience'),
    gender: read('gender'),
  };
  return Object.values(background).every((value) => value === '') ? null : background;
}
