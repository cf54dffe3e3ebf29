import type { Transaction } from './file/database.ts';
import { updateQuestionnaire } from './questionnaires.ts';
import type { SetAside } from './schema.ts';

type Row = Readonly<Record<string, number | string | null>>;

/** Columns that identify an answer; what was answered is in its other columns. */
const PLACE = ['id', 'questionnaire_id', 'position', 'item_id', 'kind', 'panel_id', 'previous_value'];
const NOT_BEGUN = `begun_at = NULL, last_answer_at = NULL, handed_in_at = NULL, put_off_until = NULL, screen = 'item',
  current_answer_id = NULL, current_panel_id = NULL, itemless_steps = '[]', just_answered_id = NULL, overview_page = 0,
  warned_of_open = 0, seconds_an_item = NULL, card_version = card_version + 1`;

/** Copies a questionnaire as it stands; null where nobody has begun it. */
export function copyQuestionnaire({ $client }: Transaction, questionnaireId: number): SetAside | null {
  const questionnaire = $client
    .prepare<[number], Row>('SELECT * FROM questionnaires WHERE id = ? AND begun_at IS NOT NULL')
    .get(questionnaireId);
  if (!questionnaire) return null;
  const answers = $client
    .prepare<[number], Row>('SELECT * FROM answers WHERE questionnaire_id = ? ORDER BY position')
    .all(questionnaireId);
  return { questionnaire, answers };
}

/** Resets a questionnaire to one that nobody has begun. */
export function clearQuestionnaire({ $client }: Transaction, questionnaireId: number): void {
  $client.prepare('DELETE FROM answers WHERE questionnaire_id = ?').run(questionnaireId);
  $client.prepare(`UPDATE questionnaires SET ${NOT_BEGUN} WHERE id = ?`).run(questionnaireId);
}

/**
 * The part of a copied questionnaire that was answered from a moment on, or came on paper, which belongs to no account;
 * null where there is nothing.
 *
 * @param since null: only what came on paper
 */
export function answeredSince({ questionnaire, answers }: SetAside, since: Date | null): SetAside | null {
  const isSince = (moment: Row[string] | undefined) =>
    since !== null && typeof moment === 'number' && moment >= since.getTime();
  const own = answers.map((row) =>
    isSince(row['answered_at']) || row['how'] === 'paper' ? row : asked(row),
  );
  if (own.every(({ state }) => state === 'open')) return null;
  const handedInAt = questionnaire['handed_in_at'];
  return {
    questionnaire: { ...questionnaire, handed_in_at: isSince(handedInAt) ? handedInAt! : null },
    answers: own,
  };
}

/** An answer's row as it was when laid out. */
function asked(row: Row): Row {
  const place = Object.entries(row).filter(([name]) => PLACE.includes(name));
  return { ...Object.fromEntries(place), state: 'open' };
}

/**
 * Restores what was set aside: answers where none has been given since, and whether the questionnaire was handed in.
 */
export function putBack(tx: Transaction, questionnaireId: number, aside: SetAside): void {
  const { $client } = tx;
  const present = $client
    .prepare<[number], Row>('SELECT * FROM answers WHERE questionnaire_id = ?')
    .all(questionnaireId);
  if (present.length === 0) {
    for (const row of aside.answers) insertRow(tx, row);
  } else {
    const open = present.filter(({ state }) => state === 'open');
    const given = new Map(
      aside.answers.filter(({ state }) => state !== 'open').map((row) => [placeOf(row), row]),
    );
    for (const row of open) {
      const answer = given.get(placeOf(row));
      if (answer) overwrite(tx, row, answer);
    }
  }
  $client
    .prepare(
      `UPDATE questionnaires SET
         itemless_steps = CASE WHEN begun_at IS NULL THEN @itemless_steps ELSE itemless_steps END,
         begun_at = coalesce(begun_at, @begun_at),
         last_answer_at = nullif(max(coalesce(last_answer_at, 0), coalesce(@last_answer_at, 0)), 0),
         handed_in_at = coalesce(handed_in_at, @handed_in_at),
         seconds_an_item = coalesce(seconds_an_item, @seconds_an_item)
       WHERE id = @questionnaireId`,
    )
    .run({ itemless_steps: '[]', ...aside.questionnaire, questionnaireId });
  updateQuestionnaire(tx, questionnaireId);
}

function placeOf({ item_id: itemId, kind, panel_id: panelId }: Row): string {
  return `${kind}:${itemId}:${panelId ?? 0}`;
}

/** Columns of a newer version that an older copy lacks get their defaults. */
function insertRow({ $client }: Transaction, row: Row): void {
  const names = Object.keys(row).filter((name) => columnsOf($client).has(name));
  $client
    .prepare(
      `INSERT INTO answers (${names.join(', ')}) VALUES (${names.map((name) => `@${name}`).join(', ')})`,
    )
    .run(row);
}

function overwrite({ $client }: Transaction, { id }: Row, answer: Row): void {
  const names = Object.keys(answer).filter((name) => columnsOf($client).has(name) && !PLACE.includes(name));
  $client
    .prepare(`UPDATE answers SET ${names.map((name) => `${name} = @${name}`).join(', ')} WHERE id = @id`)
    .run({ ...answer, id });
}

function columnsOf(client: Transaction['$client']): Set<string> {
  const columns = client.prepare<[], { name: string }>("SELECT name FROM pragma_table_info('answers')").all();
  return new Set(columns.map(({ name }) => name));
}
