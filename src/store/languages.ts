import type { Language } from '../domain/language.ts';
import type { Transaction } from './file/database.ts';
import { prepared } from './file/prepared.ts';

/** Ids by which presses, dialogs and rows of the outbox name what they are about, beside other things. */
export type About = object;

const OF_A_STUDY = 'FROM studies s JOIN';

/** Where the study stands of each thing that something can be about. */
const STUDIES = {
  studyId: 'FROM studies s WHERE s.id = ?',
  questionnaireId: `${OF_A_STUDY} rounds r ON r.study_id = s.id JOIN questionnaires x ON x.round_id = r.id WHERE x.id = ?`,
  answerId: `${OF_A_STUDY} rounds r ON r.study_id = s.id JOIN questionnaires q ON q.round_id = r.id
    JOIN answers x ON x.questionnaire_id = q.id WHERE x.id = ?`,
  expertId: `${OF_A_STUDY} experts x ON x.study_id = s.id WHERE x.id = ?`,
  token: `${OF_A_STUDY} experts x ON x.study_id = s.id WHERE x.token = ?`,
  tenureId: `${OF_A_STUDY} experts e ON e.study_id = s.id JOIN tenures x ON x.expert_id = e.id WHERE x.id = ?`,
  panelId: `${OF_A_STUDY} panels x ON x.study_id = s.id WHERE x.id = ?`,
  itemId: `${OF_A_STUDY} items x ON x.study_id = s.id WHERE x.id = ?`,
  roundId: `${OF_A_STUDY} rounds x ON x.study_id = s.id WHERE x.id = ?`,
  panelRoundId: `${OF_A_STUDY} rounds r ON r.study_id = s.id JOIN panel_rounds x ON x.round_id = r.id WHERE x.id = ?`,
  proposalId: `${OF_A_STUDY} proposals x ON x.study_id = s.id WHERE x.id = ?`,
  questionId: `${OF_A_STUDY} questions x ON x.study_id = s.id WHERE x.id = ?`,
  announcementId: `${OF_A_STUDY} announcements x ON x.study_id = s.id WHERE x.id = ?`,
  briefingId: `${OF_A_STUDY} briefings x ON x.study_id = s.id WHERE x.id = ?`,
  requestId: `${OF_A_STUDY} join_requests x ON x.study_id = s.id WHERE x.id = ?`,
  forgettingId: `${OF_A_STUDY} forgettings x ON x.study_id = s.id WHERE x.id = ?`,
  previewId: `${OF_A_STUDY} previews x ON x.study_id = s.id WHERE x.id = ?`,
} as const;

const statements = prepared(({ $client }) => ({
  /** What the account asked for, and whether a study is in another language than Persian. */
  outset: $client.prepare<[number], { asked: Language | null; hasOther: 0 | 1 }>(
    `SELECT (SELECT language FROM accounts WHERE id = ?) AS asked,
            EXISTS (SELECT 1 FROM studies WHERE language <> 'fa') AS hasOther`,
  ),
  about: Object.entries(STUDIES).map(
    ([name, from]) => [name, $client.prepare(`SELECT s.language ${from}`).pluck()] as const,
  ),
  /** A facilitator's commands are about the chosen study, else the newest of their own. */
  run: $client
    .prepare(
      `SELECT s.language FROM facilitators f
       JOIN accounts a ON a.id = f.account_id
       JOIN study_facilitators r ON r.account_id = f.account_id
       JOIN studies s ON s.id = r.study_id
       WHERE f.account_id = ?
       ORDER BY s.id = a.chosen_study_id DESC, s.id DESC LIMIT 1`,
    )
    .pluck(),
  /** Of all studies. */
  here: $client.prepare('SELECT DISTINCT language FROM studies').pluck(),
  joined: $client
    .prepare(
      `SELECT DISTINCT s.language FROM experts e JOIN studies s ON s.id = e.study_id WHERE e.account_id = @accountId
       UNION SELECT s.language FROM experts e JOIN studies s ON s.id = e.study_id
       WHERE e.consent_shown_to = @accountId`,
    )
    .pluck(),
}));

/**
 * The language in which something is told to an account: that of the study that it is about; where it is about none,
 * of the study that the account runs, or of all that it takes part in; else the one that it asked for, or that of all
 * studies here. What an app speaks says little: many read Persian in an English one.
 */
export function languageFor(tx: Transaction, accountId: number, about: About = {}): Language {
  const { asked, hasOther } = statements(tx).outset.get(accountId)!;
  // Every tap asks this, and mostly there is no other language.
  if (asked === null && hasOther === 0) return 'fa';
  return (
    languageAbout(tx, about) ??
    languageOfStudies(tx, accountId) ??
    asked ??
    only(statements(tx).here.all()) ??
    'fa'
  );
}

function languageAbout(tx: Transaction, about: About): Language | null {
  for (const [name, statement] of statements(tx).about) {
    const id: unknown = (about as Record<string, unknown>)[name];
    const language = typeof id === 'number' || typeof id === 'string' ? statement.get(id) : undefined;
    if (language) return language as Language;
  }
  return null;
}

/** Null: of none, or of studies in several languages. */
function languageOfStudies(tx: Transaction, accountId: number): Language | null {
  const { run, joined } = statements(tx);
  const ofRun = run.get(accountId) as Language | undefined;
  if (ofRun) return ofRun;
  return only(joined.all({ accountId }));
}

/** Null: there is none, or several. */
function only(languages: readonly unknown[]): Language | null {
  return languages.length === 1 ? (languages[0] as Language) : null;
}
