import { expect, test } from 'vitest';
import { ensureAccount, setLanguage } from '../../src/store/accounts.ts';
import { languageFor } from '../../src/store/languages.ts';
import { addStudyFacilitator, chooseStudy } from '../../src/store/studies.ts';
import { TestStudy } from '../fixtures/study.ts';

const WORDS = { experts: { مریم: 'A', رضا: 'A' }, items: { S1: 'A' } };

/** A Persian study and an English one, which share their facilitator and their first expert. */
function twoStudies() {
  const persian = new TestStudy(WORDS).join();
  const english = new TestStudy({ ...WORDS, rules: { language: 'en' } }, persian.db);
  return { persian, english, db: persian.db };
}

test('what a message, a press or a dialog is about decides, whoever it is told to', () => {
  const { persian, english, db } = twoStudies();
  english.join().open();
  persian.open();
  const questionnaire = (study: TestStudy) => study.questionnaire('رضا').id;
  const someone = persian.facilitator;
  expect(languageFor(db, someone, { studyId: english.studyId, page: 0 })).toBe('en');
  expect(languageFor(db, english.facilitator, { studyId: persian.studyId })).toBe('fa');
  expect(languageFor(db, someone, { questionnaireId: questionnaire(english) })).toBe('en');
  expect(languageFor(db, someone, { questionnaireId: questionnaire(persian) })).toBe('fa');
  expect(languageFor(db, someone, { expertId: english.expert('مریم').id, panelId: 0 })).toBe('en');
});

test('about no study a facilitator hears the language of the chosen one, else of the newest', () => {
  const { persian, english, db } = twoStudies();
  const { facilitator } = english;
  expect([persian.facilitator, facilitator].map((account) => languageFor(db, account))).toEqual(['fa', 'en']);
  persian.run((tx) => addStudyFacilitator(tx, persian.studyId, facilitator, persian.at));
  expect(languageFor(db, facilitator)).toBe('en');
  persian.run((tx) => chooseStudy(tx, facilitator, persian.studyId));
  expect(languageFor(db, facilitator)).toBe('fa');
});

test('an expert hears the language of the own studies, whoever is in none that of the messenger', () => {
  const { persian, english, db } = twoStudies();
  english.join();
  const account = (study: TestStudy) => study.expert('رضا').accountId!;
  expect([persian, english].map((study) => languageFor(db, account(study)))).toEqual(['fa', 'en']);
  persian.run((tx) => setLanguage(tx, account(persian), 'en'));
  expect(languageFor(db, account(persian))).toBe('fa');
  const stranger = persian.run((tx) => ensureAccount(tx, 'telegram', 77, persian.at)).id;
  expect(languageFor(db, stranger)).toBe('fa');
  persian.run((tx) => setLanguage(tx, stranger, 'en'));
  expect(languageFor(db, stranger)).toBe('en');
});
