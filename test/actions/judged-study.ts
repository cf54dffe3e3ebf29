import { judgeRound } from '../../src/actions/judge-round.ts';
import { layOutNext } from '../../src/actions/lay-out-round.ts';
import { lockStudyProtocol } from '../../src/actions/lock-protocol.ts';
import type { PanelToJudge } from '../../src/domain/judging.ts';
import type { StudyRules } from '../../src/domain/study-draft.ts';
import { judgePanel } from '../../src/kinds/all.ts';
import { ensureAccount } from '../../src/store/accounts.ts';
import type { Database } from '../../src/store/database.ts';
import { enrolExpert, insertExpert, replaceSeats } from '../../src/store/experts.ts';
import { addFacilitator } from '../../src/store/facilitators.ts';
import { insertItem } from '../../src/store/items.ts';
import { countActiveItems, insertPanel, loadPanels } from '../../src/store/panels.ts';
import {
  insertAnswers,
  loadAnswers,
  loadAskedItems,
  saveAnswer,
  saveReason,
  updateQuestionnaire,
} from '../../src/store/questionnaires.ts';
import {
  insertPanelRound,
  insertRound,
  loadPreviousPanelRound,
  loadRounds,
  setRoundClosed,
} from '../../src/store/rounds.ts';
import { addStudyFacilitator, insertStudy, loadScale } from '../../src/store/studies.ts';
import { newDatabase } from '../fixtures/database.ts';

/** One answer as a table has it: a rating, `-` for «نظری ندارم», `.` for none. */
type Row = { readonly [expert: string]: string };

export const CREATED = new Date('2026-11-01T08:00:00Z');
const HOUR = 3_600_000;
const DAY = 24 * HOUR;

export const RULES: StudyRules = {
  title: 'آینده‌پژوهی <شهر>',
  question: 'چه اندازه؟',
  guidance: '',
  organiser: 'دانشگاه',
  contact: '',
  consent: '',
  kind: 'likert',
  neutralPoint: 3,
  minRounds: 2,
  maxRounds: 3,
  stabilityThreshold: 0.2,
  agreementThreshold: 0.7,
  openForDays: 7,
  reminderHours: [72, 24, 3],
  fridayReminders: true,
  minAnswersForFeedback: 2,
  shuffledItems: false,
  anonymity: 'coded',
  forgetAfterDays: 180,
  excludedAudiences: [],
};

export interface StudyParts {
  readonly rules?: Partial<StudyRules>;
  /** Codes to names. */
  readonly panels: Readonly<Record<string, string>>;
  /** Pseudonyms are given, so that a test can tell an order. */
  readonly experts: readonly { name: string; pseudonym: string; panels: string }[];
  readonly items: readonly { code: string; title: string; panels: string; audience?: string }[];
}

/** A study in memory, with experts by their names' place: `x1` is the first expert. */
export interface StudyWorld {
  readonly db: Database;
  readonly studyId: number;
  readonly facilitatorId: number;
  readonly expertIds: readonly number[];
  readonly itemIds: ReadonlyMap<string, number>;
}

export function studyWith({ rules = {}, panels, experts, items }: StudyParts): StudyWorld {
  const db = newDatabase();
  const studyId = insertStudy(db, {
    rules: { ...RULES, ...rules },
    scale: [1, 2, 3, 4, 5].map((value) => ({ value, label: `پلهٔ ${value}` })),
    rounds: [],
    seed: 7,
    createdAt: CREATED,
  });
  const facilitatorId = ensureAccount(db, 'telegram', 1, CREATED).id;
  addFacilitator(db, facilitatorId, 'settings', CREATED);
  addStudyFacilitator(db, studyId, facilitatorId, CREATED);
  const panelIds = new Map(
    Object.entries(panels).map(([code, name], position) => [
      code,
      insertPanel(db, { studyId, position, code, name }),
    ]),
  );
  const idsOf = (codes: string) => codes.split(',').map((code) => panelIds.get(code)!);
  const expertIds = experts.map((expert, position) => {
    const { name, pseudonym } = expert;
    const token = `token-${position}`;
    const columns = { key: null, role: '', mobile: null, token };
    const expertId = insertExpert(db, { studyId, position, name, pseudonym, ...columns });
    replaceSeats(db, expertId, idsOf(expert.panels));
    enrolExpert(db, expertId, ensureAccount(db, 'telegram', 100 + position, CREATED).id, CREATED);
    return expertId;
  });
  const itemIds = items.map(({ code, title, panels: codes, audience = '' }, position): [string, number] => [
    code,
    insertItem(db, {
      ...{ studyId, position, code, title, audience, unit: '', group: [], definition: '' },
      panelIds: idsOf(codes),
      createdAt: CREATED,
    }),
  ]);
  return { db, studyId, facilitatorId, expertIds, itemIds: new Map(itemIds) };
}

/**
 * Opens a round of what is left, answers it by a table (one line an item, one column an expert), closes and judges it.
 *
 * @param table `item x1 x2 …` as its first line; an expert who is not in it does not begin
 * @param unsubmitted experts who do not hand in, by column
 */
export async function playRound(
  world: StudyWorld,
  table: string,
  options: {
    unsubmitted?: readonly string[];
    reasons?: Readonly<Record<string, string>>;
    judged?: boolean;
  } = {},
): Promise<number> {
  const { db, studyId } = world;
  const number = loadRounds(db, studyId).length + 1;
  const openedAt = new Date(CREATED.getTime() + (10 * number - 9) * DAY);
  const roundId = openRound(world, number, openedAt);
  const { experts, rows } = readTable(table);
  for (const column of experts) {
    const expertId = world.expertIds[Number(column.slice(1)) - 1]!;
    answerRound(world, {
      roundId,
      expertId,
      column,
      rows,
      at: new Date(openedAt.getTime() + 2 * DAY),
      options,
    });
  }
  setRoundClosed(db, roundId, new Date(openedAt.getTime() + 7 * DAY), 'deadline');
  if (options.judged !== false) await judge(world, roundId);
  return roundId;
}

let drawn = 0;

function randomBelow(limit: number): number {
  drawn = (drawn * 48_271 + 7919) % 2_147_483_647;
  return drawn % limit;
}

export async function judge({ db }: StudyWorld, roundId: number): Promise<void> {
  const run = async (_: string, panel: unknown) => judgePanel(panel as PanelToJudge);
  const now = () => new Date(CREATED.getTime() + 40 * DAY);
  await judgeRound(db, roundId, { run: run as never, now, randomBelow });
}

function openRound({ db, studyId }: StudyWorld, number: number, openedAt: Date): number {
  lockStudyProtocol(db, studyId);
  const deadline = new Date(openedAt.getTime() + 7 * DAY);
  const roundId = insertRound(db, { studyId, number, openedAt, deadline });
  const active = countActiveItems(db, studyId, []);
  for (const panel of loadPanels(db, studyId)) {
    if (panel.status !== 'active' || !active.has(panel.id)) continue;
    const feedbackFromId = loadPreviousPanelRound(db, panel.id, 'likert', number)?.id ?? null;
    const what = { kind: 'likert', question: RULES.question, feedbackFromId } as const;
    insertPanelRound(db, { roundId, panelId: panel.id, ...what });
  }
  while (layOutNext(db, roundId)) {}
  return roundId;
}

function answerRound(
  { db, itemIds, studyId }: StudyWorld,
  round: {
    roundId: number;
    expertId: number;
    column: string;
    rows: ReadonlyMap<string, Row>;
    at: Date;
    options: { unsubmitted?: readonly string[]; reasons?: Readonly<Record<string, string>> };
  },
): void {
  const { roundId, expertId, column, rows, at, options } = round;
  const questionnaireId = questionnaireOf(db, roundId, expertId);
  insertAnswers(db, questionnaireId, loadAskedItems(db, roundId, expertId, null));
  const codeOf = new Map([...itemIds].map(([code, id]) => [id, code]));
  const scale = new Set(loadScale(db, studyId).map(({ value }) => value));
  for (const { id, itemId } of loadAnswers(db, questionnaireId)) {
    const code = codeOf.get(itemId)!;
    const said = rows.get(code)?.[column] ?? '.';
    if (said === '.') continue;
    const value = said === '-' ? null : Number(said);
    if (value !== null && !scale.has(value)) throw new Error(`${said} is off the scale`);
    saveAnswer(db, id, {
      state: value === null ? 'no_opinion' : 'rated',
      value,
      how: 'chosen',
      answeredAt: at,
    });
    const reason = options.reasons?.[`${column} ${code}`];
    if (reason !== undefined) saveReason(db, id, reason);
  }
  const handedIn = !options.unsubmitted?.includes(column);
  updateQuestionnaire(db, questionnaireId, { begunAt: at, handedInAt: handedIn ? at : null });
}

function questionnaireOf(db: Database, roundId: number, expertId: number): number {
  const row = db.$client
    .prepare('SELECT id FROM questionnaires WHERE round_id = ? AND expert_id = ?')
    .get(roundId, expertId) as { id: number };
  return row.id;
}

function readTable(table: string): { experts: string[]; rows: Map<string, Row> } {
  const [head, ...lines] = table
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/));
  const experts = head!.slice(1);
  const rows = lines.map(([code, ...cells]): [string, Row] => [
    code!,
    Object.fromEntries(experts.map((column, at) => [column, cells[at]!])),
  ]);
  return { experts, rows: new Map(rows) };
}
