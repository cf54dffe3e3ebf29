import type { Press } from '../../bot/presses.ts';
import type { Transaction } from '../../store/file/database.ts';
import { queueJob } from '../../store/jobs.ts';
import type { Study } from '../../store/studies.ts';
import { measureStudy } from '../../store/study-size.ts';
import { plain } from '../../texts/i18n.ts';
import type { Screen, ScreenNumbers } from './screens.ts';

/** A larger study's screens take longer than a press may wait: 50 ms. */
const MOST = { places: 1000, ratings: 20_000 };

/**
 * Shows a screen, in place of the pressed message where there is one: at once, or, of a large study, as soon as the
 * worker thread has composed it.
 */
export function showScreen<Name extends string>(
  { ctx, tx, deps: { zone } }: Pick<Press<unknown>, 'ctx' | 'tx' | 'deps'>,
  study: Study,
  { screens, name, numbers = {} }: { screens: Record<Name, Screen>; name: Name; numbers?: ScreenNumbers },
): void {
  if (!isLarge(tx, study.id)) return ctx.sayInPlace(screens[name](tx, study, numbers, zone));
  queueJob(tx, {
    ...{ key: ctx.jobKey('screen'), kind: 'screen', accountId: ctx.account.id, studyId: study.id },
    ...{ args: { screen: name, messageId: ctx.pressedMessageId, ...numbers }, createdAt: ctx.at },
  });
  ctx.jobWaits();
  if (ctx.pressedMessageId !== null) ctx.acknowledge(plain('facilitator.job.soon'));
}

function isLarge(tx: Transaction, studyId: number): boolean {
  const { places, ratings } = measureStudy(tx, studyId, MOST.places + 1);
  return places > MOST.places || ratings > MOST.ratings;
}
