import { eq } from 'drizzle-orm';
import type { Theme } from '../domain/reason-themes.ts';
import type { Transaction } from './file/database.ts';
import { reasonThemes } from './schema.ts';

/** Puts all reasons of a study whose words have this mark under one theme, replacing any other. */
export function keepTheme(tx: Transaction, studyId: number, mark: number, theme: Theme): void {
  tx.insert(reasonThemes)
    .values({ studyId, mark, theme })
    .onConflictDoUpdate({ target: [reasonThemes.studyId, reasonThemes.mark], set: { theme } })
    .run();
}

/** A study's themes, by the marks of the words. */
export function loadThemes(tx: Transaction, studyId: number): Map<number, Theme> {
  const rows = tx.select().from(reasonThemes).where(eq(reasonThemes.studyId, studyId)).all();
  return new Map(rows.map(({ mark, theme }) => [mark, theme]));
}
