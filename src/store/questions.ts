import { and, asc, count, eq, gte, isNotNull, isNull } from 'drizzle-orm';
import type { Transaction } from './file/database.ts';
import { randomId } from './random-id.ts';
import { questions } from './schema.ts';

/** An expert's question to the facilitators. Its author is never revealed outside the program. */
export type Question = typeof questions.$inferSelect;

export function insertQuestion(
  tx: Transaction,
  question: Pick<Question, 'studyId' | 'expertId' | 'text' | 'askedAt'>,
): number {
  return tx
    .insert(questions)
    .values({ ...question, id: randomId() })
    .returning({ id: questions.id })
    .get().id;
}

export function loadQuestion(tx: Transaction, questionId: number): Question | undefined {
  return tx.select().from(questions).where(eq(questions.id, questionId)).get();
}

export function saveQuestionText(tx: Transaction, questionId: number, text: string): void {
  tx.update(questions).set({ text }).where(eq(questions.id, questionId)).run();
}

export function saveQuestionAnswer(
  tx: Transaction,
  questionId: number,
  answer: string,
  answeredAt: Date,
): void {
  tx.update(questions).set({ answer, answeredAt }).where(eq(questions.id, questionId)).run();
}

/** How many of an expert's questions wait for an answer. @param hidden those asked before this moment are left out */
export function countUnanswered(tx: Transaction, expertId: number, hidden: Date | null): number {
  const row = tx
    .select({ questions: count() })
    .from(questions)
    .where(and(eq(questions.expertId, expertId), isNull(questions.answer), since(hidden)))
    .get();
  return row?.questions ?? 0;
}

function since(hidden: Date | null) {
  return hidden ? gte(questions.askedAt, hidden) : undefined;
}

/** An expert's answered questions, eldest first. @param hidden those asked before this moment are left out */
export function loadAnsweredQuestions(tx: Transaction, expertId: number, hidden: Date | null): Question[] {
  return tx
    .select()
    .from(questions)
    .where(and(eq(questions.expertId, expertId), isNotNull(questions.answer), since(hidden)))
    .orderBy(asc(questions.askedAt), asc(questions.id))
    .all();
}
