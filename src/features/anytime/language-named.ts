import { LANGUAGES, type Language } from '../../domain/language.ts';
import { seenText } from '../../domain/seen-text.ts';
import { matchWord, STUDY_LANGUAGES } from '../../workbook/headers.ts';

/** What a person means by `en`, or by a language's name; null: none of ours. */
export function languageNamed(typed: string): Language | null {
  return (
    LANGUAGES.find((language) => language === seenText(typed).toLowerCase()) ??
    matchWord<Language>(typed, STUDY_LANGUAGES)
  );
}
