import type { Feature } from '../feature.ts';
import { whatifCommands, whatifPresses } from './whatif-feature.ts';

/** What a judged round would have come to under other rules. */
export const exploring = {
  commands: whatifCommands,
  presses: whatifPresses,
} satisfies Feature;
