import type { Shortfall } from '../domain/panel-composition.ts';
import { isolate } from '../texts/direction.ts';
import { html, plain } from '../texts/i18n.ts';
import { listed } from '../texts/listed.ts';
import { shorten } from './shorten.ts';

const LONGEST_LIST = 120;

/** Seats that a panel lacks of what `ترکیب` asks for, in a line; HTML, empty where it lacks none. */
export function shortfallText(shortfalls: readonly Shortfall[]): string {
  if (shortfalls.length === 0) return '';
  const missing = shortfalls.reduce((sum, { seats, filled }) => sum + seats - filled, 0);
  const each = shortfalls.map(({ role, seats, filled }) =>
    role === ''
      ? plain('facilitator.panels.seatsFilled', { filled, seats })
      : plain('facilitator.panels.seatsFilledOfRole', { filled, seats, role: isolate(role) }),
  );
  return html('facilitator.panels.shortfall', { missing, list: shorten(listed(each), LONGEST_LIST) });
}
