import type { Feature } from '../feature.ts';
import { itemCommands, itemPresses, readItemText } from './item-feature.ts';

/** Facilitators read an item's life, decide it by hand, and give it other words. */
export const items = {
  commands: itemCommands,
  presses: itemPresses,
  dialogs: { item: { who: 'facilitator', lapses: true, read: readItemText } },
} satisfies Feature;
