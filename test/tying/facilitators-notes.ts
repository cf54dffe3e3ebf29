import type { ChatMessage } from '../../src/rehearsal/chats.ts';
import type { TestMessenger } from '../dialogs/bot-api.ts';

/** A message as it came to the facilitator, or as it was edited. */
export interface Received {
  readonly at: Date;
  readonly id: number;
  readonly text: string;
  /** What its buttons carry, row by row. */
  readonly carried: readonly string[];
  readonly document: { readonly name: string; readonly bytes: Buffer } | null;
}

/** What came of something that the facilitator asked for. */
export interface Look {
  readonly asked: string;
  /** The study's round: `open` while it takes answers. */
  readonly round: number;
  readonly open: boolean;
  readonly at: Date;
  readonly received: readonly Received[];
}

/** Everything that a facilitator receives, kept from the first message on. */
export interface FacilitatorsNotes {
  readonly all: readonly Received[];
  readonly looks: readonly Look[];
  /** Does something and notes what came meanwhile. */
  look(asked: string, round: number, open: boolean, does: () => Promise<void>): Promise<Look>;
  stop(): void;
}

export function takeNotes(server: TestMessenger, facilitatorId: number, now: () => Date): FacilitatorsNotes {
  const all: Received[] = [];
  const looks: Look[] = [];
  const stop = server.onChange((change) => {
    if ((change.kind !== 'sent' && change.kind !== 'edited') || change.personId !== facilitatorId) return;
    if (change.message.from === 'bot') all.push(receivedOf(server, change.message, now()));
  });
  return {
    all,
    looks,
    stop,
    async look(asked, round, open, does) {
      const from = all.length;
      await does();
      const look = { asked, round, open, at: now(), received: all.slice(from) };
      looks.push(look);
      return look;
    },
  };
}

function receivedOf(server: TestMessenger, message: ChatMessage, at: Date): Received {
  const { id, text, keyboard, document } = message;
  const carried = keyboard.flat().flatMap((button) => button.callback_data ?? []);
  return {
    ...{ at, id, text, carried },
    document: document ? { name: document.name, bytes: server.fileBytes(document)! } : null,
  };
}
