import type { Feature } from '../feature.ts';
import { remindCommands, remindPresses } from './remind-feature.ts';

/** Who has not handed in is reminded. */
export const reminding = {
  commands: remindCommands,
  presses: remindPresses,
} satisfies Feature;
