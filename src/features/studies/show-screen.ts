import type { Press } from '../../bot/presses.ts';
import type { Transaction } from '../../store/file/database.ts';
import type { Study } from '../../store/studies.ts';
import { plain } from '../../texts/i18n.ts';
import { isLarge, messageOf, queueScreen, type Screen, type ScreenNumbers } from './screens.ts';

/**
 * Shows a screen, in place of the pressed message where there is one: at once, or, of a large study, as soon as the
 * worker thread has composed it.
 */
export function showScreen<Name extends string>(
  { ctx, tx, deps }: Pick<Press<unknown>, 'ctx' | 'deps'> & { readonly tx: Transaction },
  study: Study,
  { screens, name, numbers = {} }: { screens: Record<Name, Screen>; name: Name; numbers?: ScreenNumbers },
): void {
  const { account, pressedMessageId: messageId, at } = ctx;
  if (!isLarge(tx, study.id)) {
    const asked = { studyId: study.id, accountId: account.id, at };
    return ctx.sayInPlace(messageOf(tx, screens[name](tx, study, numbers, deps), asked));
  }
  queueScreen(tx, {
    ...{ key: ctx.jobKey('screen'), accountId: account.id, studyId: study.id, at },
    ...{ name, messageId, numbers },
  });
  ctx.jobWaits();
  if (messageId !== null) ctx.acknowledge(plain('facilitator.job.soon'));
}
