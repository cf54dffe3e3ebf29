/** How many sends and edits a messenger lets through. */
export interface Limits {
  /** Over all chats, in any second. */
  readonly perSecond: number;
  /** To one chat: so many at once, and then one a second. */
  readonly chatBurst: number;
}

/** Lets calls through as Telegram does. @returns seconds to wait; 0: it passes */
export type Gate = (chatId: number) => number;

/** As far as they are known: docs/decisions/0005-delivery.md. */
export const TELEGRAM: Limits = { perSecond: 30, chatBurst: 4 };

export function createGate({ perSecond, chatBurst }: Limits, now: () => number): Gate {
  const passed: number[] = [];
  /** When a chat will have room for its whole burst again. */
  const rested = new Map<number, number>();
  return (chatId) => {
    const at = now();
    const eldest = passed.length < perSecond ? Number.NEGATIVE_INFINITY : passed[passed.length - perSecond]!;
    const chatRested = Math.max(at, rested.get(chatId) ?? 0);
    const waitMs = Math.max(eldest + 1000 - at, chatRested + 1000 - chatBurst * 1000 - at);
    if (waitMs > 0) return Math.ceil(waitMs / 1000);
    passed.push(at);
    if (passed.length > 4 * perSecond) passed.splice(0, passed.length - perSecond);
    rested.set(chatId, chatRested + 1000);
    return 0;
  };
}
