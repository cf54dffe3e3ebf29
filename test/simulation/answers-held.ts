import { kindOf } from '../../src/kinds/all.ts';
import { keepAllButton, keepButton, noOpinionButton, rateButton } from '../../src/messages/buttons.ts';
import type { Answer } from '../../src/store/answers.ts';
import type { Database } from '../../src/store/file/database.ts';
import { loadScale } from '../../src/store/studies.ts';
import type { PressMade } from './people.ts';

/**
 * Answers that somebody saw accepted, and the database does not hold. Presses of one person are carried out in their
 * order: what is stored was said by the last press that was acknowledged, or by a later one whose fate nobody heard.
 */
export function answersLost(db: Database, presses: readonly PressMade[]): string[] {
  const byAnswer = new Map<number, PressMade[]>();
  for (const press of presses) {
    const answerId = answerOf(press.data);
    if (answerId !== null) byAnswer.set(answerId, [...(byAnswer.get(answerId) ?? []), press]);
  }
  return [...byAnswer].flatMap(([answerId, ofAnswer]) => faultOf(db, answerId, ofAnswer, presses) ?? []);
}

function answerOf(data: string): number | null {
  for (const button of [rateButton, noOpinionButton, keepButton]) {
    if (button.pattern.test(data)) return button.read(data).answerId;
  }
  return null;
}

const WAITED_MS = 150_000;

/** Whether what somebody pressed is in the database already. */
export function isStored(db: Database, { data, date }: PressMade): boolean {
  const answerId = answerOf(data);
  const stored = answerId !== null && (db.$client.prepare(STORED).get(answerId) as Stored | undefined);
  // A press that waited is dated back.
  if (!stored || (stored.answeredAt ?? 0) < date.getTime() - WAITED_MS) return false;
  return heldIn(stored) === valueSaid(db, data, stored);
}

type Stored = Pick<Answer, 'state' | 'value' | 'previousValue' | 'kind'> & {
  readonly questionnaireId: number;
  readonly studyId: number;
  readonly answeredAt: number | null;
};

const STORED = `SELECT a.state, a.value, a.previous_value AS previousValue, a.kind, a.answered_at AS answeredAt, q.id AS questionnaireId,
    r.study_id AS studyId
  FROM answers a JOIN questionnaires q ON q.id = a.questionnaire_id
  JOIN rounds r ON r.id = q.round_id WHERE a.id = ?`;
const SETTLED = `SELECT count(*) FROM experts e JOIN accounts a ON a.id = e.account_id
  WHERE a.messenger = ? AND a.user_id = ? AND e.left_at IS NULL AND e.forgotten = 0
    AND (SELECT count(*) FROM tenures t WHERE t.expert_id = e.id) < 2`;

function isSettled({ $client }: Database, { by }: PressMade): boolean {
  return $client.prepare(SETTLED).pluck().get(by.messenger, by.id) === 1;
}

/** Apps of Bale that show no alerts: a message tells there what was refused, and the press may end as any other. */
const toldByMessage = new WeakSet<PressMade>();
const REFUSED_BY_MESSAGE = `SELECT count(*) FROM outbox o JOIN accounts a ON a.id = o.account_id
  WHERE a.messenger = ? AND a.user_id = ? AND o.key LIKE 'reply:%:alert' AND o.created_at >= ?`;

function isRefusedByMessage({ $client }: Database, press: PressMade): boolean {
  const { messenger, id } = press.by;
  const refused = $client.prepare(REFUSED_BY_MESSAGE).pluck();
  if (messenger === 'bale' && Number(refused.get(messenger, id, press.date.getTime())) > 0)
    toldByMessage.add(press);
  return toldByMessage.has(press);
}

function faultOf(
  db: Database,
  answerId: number,
  ofAnswer: readonly PressMade[],
  all: readonly PressMade[],
): string | null {
  const last = ofAnswer.findLastIndex(({ outcome }) => outcome === 'acknowledged');
  if (last < 0) return null;
  // Whoever left may have withdrawn the answers, and another account begins anew.
  if (!isSettled(db, ofAnswer[last]!)) return null;
  const stored = db.$client.prepare(STORED).get(answerId) as Stored | undefined;
  if (!stored) return `answer ${answerId}: acknowledged, and its row is gone`;
  // A number may be written as well.
  if (stored.kind === 'numeric') return null;
  const since = ofAnswer[last]!;
  const keptAll = all.some(({ data, at }) => data === keepAllButton.write(stored) && at >= since.at);
  const possible = ofAnswer.slice(last).filter(({ outcome }) => outcome !== 'refused');
  const values = possible.map(({ data }) => valueSaid(db, data, stored));
  if (keptAll) values.push(stored.previousValue);
  const held = heldIn(stored);
  if (values.includes(held) || isRefusedByMessage(db, since)) return null;
  const story = ofAnswer.map(({ data, outcome }) => `${data} ${outcome}`).join(', ');
  return `answer ${answerId}: pressed ${story}; stored is ${held}`;
}

function heldIn({ state, value }: Pick<Stored, 'state' | 'value'>): number | string | null {
  if (state === 'no_opinion') return 'no opinion';
  return state === 'rated' ? value : 'open';
}

function valueSaid(
  db: Database,
  data: string,
  { kind, previousValue, studyId }: Stored,
): number | string | null {
  if (noOpinionButton.pattern.test(data)) return 'no opinion';
  if (keepButton.pattern.test(data)) return previousValue;
  const asked = kindOf(kind);
  const choices = asked.asks === 'item' ? asked.choices(loadScale(db, studyId)) : [];
  return choices[rateButton.read(data).place]?.value ?? null;
}
