import { accountOfOpenCards } from '../crash/account-of-cards.ts';
import type { World } from './world.ts';

/** Cards that show something else than what the database holds. */
export function cardsWrong({ db, messengers }: World): string[] {
  return Object.values(messengers).flatMap(({ name, local }) => accountOfOpenCards(db, local, name).faults);
}
