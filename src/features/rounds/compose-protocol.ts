import type { Deviation } from '../../domain/deviations.ts';
import { readProtocol } from '../../domain/protocol.ts';
import type { Message } from '../../messages/message.ts';
import { loadAccount } from '../../store/accounts.ts';
import { loadDeviations } from '../../store/deviations.ts';
import type { Transaction } from '../../store/file/database.ts';
import { loadRounds } from '../../store/rounds.ts';
import type { Study } from '../../store/studies.ts';
import { plain } from '../../texts/i18n.ts';
import { currentProtocol } from './lock-protocol.ts';
import { type DeviationAuthor, protocolMessage } from './protocol-message.ts';

/** A page of a study's protocol, as it was locked or would be now. @param reader.accountId who reads it */
export function composeProtocol(
  tx: Transaction,
  study: Study,
  reader: { readonly accountId: number; readonly page: number; readonly zone: string },
): Message {
  const { text, sha256 } = currentProtocol(tx, study.id);
  const { accountId, page, zone } = reader;
  return protocolMessage({
    ...{ studyId: study.id, title: study.title, protocol: readProtocol(text), sha256, page, zone },
    lockedAt: study.protocolSha256 === null ? null : (loadRounds(tx, study.id)[0]?.openedAt ?? null),
    deviations: loadDeviations(tx, study.id).map((deviation) => ({
      ...deviation,
      author: authorOf(tx, deviation, accountId),
    })),
  });
}

function authorOf(tx: Transaction, { accountId, field }: Deviation, readerId: number): DeviationAuthor {
  if (accountId === readerId) return { who: 'you' };
  const account = accountId === null ? undefined : loadAccount(tx, accountId);
  if (account)
    return { who: 'other', messenger: plain(`messenger.${account.messenger}`), userId: account.userId };
  // A deadline that was moved by nobody: the program kept a round open that came due while it was away.
  return { who: field === 'deadlineMoved' ? 'program' : 'unknown' };
}
