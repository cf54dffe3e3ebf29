import { RETRY_AFTER_S } from './call-faults.ts';
import type { SeenCall } from './function-messenger.ts';
import type { World } from './world.ts';

/** A refusal and what it leaves under way cross each other for so long at most. */
const CROSSING_MS = 200;
/** Answers to presses leave apart from messages, which alone are paced: docs/decisions/0005-delivery.md. */
const PACED = /^(send(?!ChatAction)|edit)/i;

/** Messages that left for a chat while the messenger had asked to wait there. */
export function waitsBroken({ messengers }: World): string[] {
  return Object.values(messengers).flatMap(({ name, calls }) => {
    const paced = calls.filter(({ method, personId }) => PACED.test(method) && personId !== null);
    return paced
      .filter(({ fault }) => fault === '429')
      .flatMap((refused) => paced.filter((call) => isTooSoon(call, refused)))
      .map(({ method, personId, at }) => `${method} left for ${name} ${personId} at ${at} ms, against a 429`);
  });
}

/** A program that was started anew knows of time passed what the wall's clock says, which a sleeping machine's jumps. */
function isTooSoon(call: SeenCall, refused: SeenCall): boolean {
  const later = call.at - refused.at;
  const byWall = call.date.getTime() - refused.date.getTime();
  const waitMs = RETRY_AFTER_S * 1000;
  return call.personId === refused.personId && later > CROSSING_MS && Math.max(later, byWall) < waitMs;
}
