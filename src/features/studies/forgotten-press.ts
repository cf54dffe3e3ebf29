import type { Refusal } from '../../domain/refusals.ts';
import type { Transaction } from '../../store/file/database.ts';
import { loadForgotten, wasForgotten } from '../../store/forgettings.ts';
import { loadStudy } from '../../store/studies.ts';
import { html } from '../../texts/i18n.ts';

/** What a button of an old message is about, by the id that it carries. */
export type PressedThing =
  | { readonly answers: number }
  | { readonly questionnaires: number }
  | { readonly experts: number }
  | { readonly studyId: number };

const OF_NOBODY_KNOWN: ReadonlySet<Refusal['code']> = new Set([
  'answer.notYours',
  'certificate.notYours',
  'leave.noStudy',
  'suggest.noStudy',
  'ask.noStudy',
]);

/**
 * Why a press is refused, in other words where the presser's name was removed: whose it was is known no more, but the
 * ids that old buttons carry are told apart from those that never were.
 */
export function orForgotten(tx: Transaction, refusal: Refusal, pressed: PressedThing): Refusal {
  return OF_NOBODY_KNOWN.has(refusal.code) && isForgotten(tx, pressed) ? { code: 'forget.yours' } : refusal;
}

function isForgotten(tx: Transaction, pressed: PressedThing): boolean {
  if ('studyId' in pressed) return loadStudy(tx, pressed.studyId)?.forgottenAt instanceof Date;
  if ('answers' in pressed) return wasForgotten(tx, 'answers', pressed.answers);
  if ('questionnaires' in pressed) return wasForgotten(tx, 'questionnaires', pressed.questionnaires);
  return wasForgotten(tx, 'experts', pressed.experts);
}

/**
 * What an account is told that is in no study (HTML): where names have been removed, that it may be for this. It names
 * no study, for it is told to whoever asks.
 */
export function withForgotten(tx: Transaction, told: string): string {
  return loadForgotten(tx).length === 0 ? told : [told, html('forget.perhapsYours')].join('\n\n');
}
