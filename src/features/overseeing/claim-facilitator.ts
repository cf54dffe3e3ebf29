import { createHash, timingSafeEqual } from 'node:crypto';
import { type Outcome, refuse } from '../../domain/refusals.ts';
import { seenText } from '../../domain/seen-text.ts';
import { ensureAccount, type Messenger } from '../../store/accounts.ts';
import { endDialog } from '../../store/dialogs.ts';
import { logEvent } from '../../store/events.ts';
import { loadMemberships } from '../../store/experts.ts';
import {
  addFacilitator,
  hasFacilitators,
  isFacilitator,
  keepFacilitatorsOfSettings,
} from '../../store/facilitators.ts';
import type { Transaction } from '../../store/file/database.ts';
import { dropAnswers } from '../../store/outbox.ts';
import { deleteState, loadState, saveState } from '../../store/program-state.ts';

const CLAIM_CODE_HASH = 'claim_code_sha256';

/**
 * Makes the account a facilitator if its code is the one printed at the start. A code works once.
 *
 * @returns `already` where the account was a facilitator before, whatever the code
 */
export function claimFacilitator(
  tx: Transaction,
  claim: { accountId: number; code: string; at: Date },
): Outcome<{ already: boolean }> {
  if (isFacilitator(tx, claim.accountId)) return { ok: true, already: true };
  const expected = loadState(tx, CLAIM_CODE_HASH);
  if (expected === undefined || !isSame(hashOf(seenText(claim.code)), expected)) {
    return refuse({ code: 'claim.wrong' });
  }
  addFacilitator(tx, claim.accountId, 'claim', claim.at);
  deleteState(tx, CLAIM_CODE_HASH);
  logEvent(tx, {
    studyId: null,
    at: claim.at,
    actor: 'facilitator',
    accountId: claim.accountId,
    kind: 'facilitator.claimed',
  });
  return { ok: true, already: false };
}

/** Whether a code is out that lets somebody become the facilitator. */
export function isClaimable(tx: Transaction): boolean {
  return loadState(tx, CLAIM_CODE_HASH) !== undefined;
}

/**
 * Makes a code valid for `/claim` while the program has no facilitator. Only its hash is kept, so each start without a
 * facilitator prints a new code and voids the former.
 *
 * @returns the code to print; null where there is a facilitator, and no code is needed
 */
export function prepareClaimCode(tx: Transaction, newCode: string): string | null {
  if (hasFacilitators(tx)) {
    deleteState(tx, CLAIM_CODE_HASH);
    return null;
  }
  saveState(tx, CLAIM_CODE_HASH, hashOf(newCode));
  return newCode;
}

/**
 * Brings facilitators in step with the setting FACILITATOR_IDS; whoever claimed the right keeps it. Messages still
 * queued for somebody removed are not sent, and texts they type from now on are not passed on.
 */
export function syncFacilitators(
  tx: Transaction,
  ids: readonly { readonly messenger: Messenger; readonly userId: number }[],
  at: Date,
): void {
  const accountIds = ids.map(({ messenger, userId }) => ensureAccount(tx, messenger, userId, at).id);
  for (const accountId of accountIds) addFacilitator(tx, accountId, 'settings', at);
  for (const accountId of keepFacilitatorsOfSettings(tx, accountIds)) {
    endDialog(tx, accountId);
    // Rows of an older version do not say that they were meant for a facilitator.
    if (loadMemberships(tx, accountId).length === 0)
      dropAnswers(tx, accountId, 'no facilitator any more', at);
  }
}

function hashOf(code: string): string {
  return createHash('sha256').update(code).digest('hex');
}

/** Compares in constant time, so that timing reveals nothing about the hash. */
function isSame(one: string, other: string): boolean {
  const [left, right] = [Buffer.from(one), Buffer.from(other)];
  return left.length === right.length && timingSafeEqual(left, right);
}
