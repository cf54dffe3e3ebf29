import { renderReply } from '../../delivery/rendering.ts';
import { isStill } from '../../jobs/still-asked.ts';
import { mayAskForCopy } from '../../store/operators.ts';
import { renderCopy } from '../backups/render-copy.ts';
import type { Feature } from '../feature.ts';
import { cancelCommands } from './cancel-feature.ts';
import { dialogCancelPresses } from './dialog-cancel-feature.ts';
import { helpCommands } from './help-feature.ts';

/** What everybody may do at any time, and how anybody is answered. */
export const anytime = {
  commands: [...cancelCommands, ...helpCommands],
  presses: dialogCancelPresses,
  messages: {
    // Somebody pressed or asked and is waiting: silence looks like a failure, twice like a hiccup.
    reply: {
      ifUnknown: 'again',
      reaches: isStill,
      render: ({ db }, args) => renderReply(db, args),
    },
    // An edit: the second does nothing.
    strip: {
      ifUnknown: 'again',
      // Takes something away.
      reaches: () => true,
      render: (_to, { messageId }) => ({ do: 'strip', messageId }),
    },
    // An older version queued copies of the database by their path.
    document: {
      ifUnknown: 'again',
      reaches: (tx, args, accountId) =>
        'path' in args ? mayAskForCopy(tx, accountId) : isStill(tx, args, accountId),
      render: (to, args) => ('path' in args ? renderCopy(to, args) : { do: 'document', ...args }),
    },
  },
} satisfies Feature;
