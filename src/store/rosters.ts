import type { Expert } from './experts.ts';
import type { Transaction } from './file/database.ts';
import { prepared } from './file/prepared.ts';

/** An expert as lists tell of them: without what makes ten thousand whole rows slow to read. */
export interface ListedExpert
  extends Pick<Expert, 'id' | 'name' | 'role' | 'accountId' | 'leftAt' | 'declinedAt'> {
  /** The messenger refused the last message, or the bot was blocked. */
  readonly isUnreachable: boolean;
}

/**
 * A study's experts in the workbook's order, except those whom a later workbook took off and those whose names were
 * removed.
 */
export function loadRoster(tx: Transaction, studyId: number): ListedExpert[] {
  return roster(tx).all(studyId).map(listedExpert);
}

/**
 * The same by the panels that they have a seat on, by panel id.
 *
 * @param panelId of this panel alone; null: of all
 */
export function loadSeatedRoster(
  tx: Transaction,
  studyId: number,
  panelId: number | null = null,
): Map<number, ListedExpert[]> {
  const byPanel = new Map<number, ListedExpert[]>();
  const rows = panelId === null ? seatedRoster(tx).all(studyId) : rosterOfPanel(tx).all(studyId, panelId);
  for (const [on, ...row] of rows) {
    const listed = byPanel.get(on);
    if (listed) listed.push(listedExpert(row));
    else byPanel.set(on, [listedExpert(row)]);
  }
  return byPanel;
}

/** Experts of a study whose names are still known: those too who left, or whom a workbook took off. */
export function loadNamed(tx: Transaction, studyId: number): { expertId: number; name: string }[] {
  return named(tx)
    .all(studyId)
    .map(([expertId, name]) => ({ expertId, name }));
}

type RosterRow = [
  ...[id: number, name: string, role: string, accountId: number | null],
  ...[leftAt: number | null, declinedAt: number | null, isUnreachable: number],
];

function listedExpert([id, name, role, accountId, left, declined, unreachable]: RosterRow): ListedExpert {
  return {
    id,
    name,
    role,
    accountId,
    leftAt: left === null ? null : new Date(left),
    declinedAt: declined === null ? null : new Date(declined),
    isUnreachable: unreachable === 1,
  };
}

const COLUMNS =
  'e.id, e.name, e.role, e.account_id, e.left_at, e.declined_at, a.unreachable_since IS NOT NULL';
const WHO_ARE_LISTED = `LEFT JOIN accounts a ON a.id = e.account_id
  WHERE e.study_id = ? AND e.removed_at IS NULL AND NOT e.forgotten`;
const IN_ORDER = 'ORDER BY e.position, e.id';

const roster = prepared(({ $client }) =>
  $client
    .prepare<[number], RosterRow>(`SELECT ${COLUMNS} FROM experts e ${WHO_ARE_LISTED} ${IN_ORDER}`)
    .raw(),
);

const SEATED = `SELECT s.panel_id, ${COLUMNS}`;

const seatedRoster = prepared(({ $client }) =>
  $client
    .prepare<[number], [panelId: number, ...RosterRow]>(
      `${SEATED} FROM experts e CROSS JOIN seats s ON s.expert_id = e.id ${WHO_ARE_LISTED} ${IN_ORDER}`,
    )
    .raw(),
);

const rosterOfPanel = prepared(({ $client }) =>
  $client
    .prepare<[number, number], [panelId: number, ...RosterRow]>(
      `${SEATED} FROM seats s CROSS JOIN experts e ON e.id = s.expert_id ${WHO_ARE_LISTED}
       AND s.panel_id = ? ${IN_ORDER}`,
    )
    .raw(),
);

const named = prepared(({ $client }) =>
  $client
    .prepare<[number], [expertId: number, name: string]>(
      'SELECT id, name FROM experts WHERE study_id = ? AND NOT forgotten ORDER BY position, id',
    )
    .raw(),
);
