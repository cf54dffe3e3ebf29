/** Where a kill may wait for the program: for the next that it does of this. */
export const MOMENTS = [
  'call answerCallbackQuery',
  'call send',
  'call edit',
  'call getUpdates',
  'begin judge-panel',
  'end judge-panel',
  'begin copy-database',
  'begin read-workbook',
  'end export-study',
] as const;

/** A kill that waits for its moment. */
export interface Trap {
  /** What a moment's name begins with. */
  readonly moment: string;
  /** Whether requests that have left are carried out. */
  readonly arrive: boolean;
  readonly downSeconds: number;
}

/** Kills that wait. */
export interface Traps {
  set(trap: Trap): void;
  /** Something is done now that a trap may wait for. */
  passes(moment: string): void;
  clear(): void;
}

export function createTraps(spring: (trap: Trap) => void): Traps {
  let traps: Trap[] = [];
  return {
    set: (trap) => void traps.push(trap),
    passes(what) {
      const sprung = traps.find(({ moment }) => what.startsWith(moment));
      if (!sprung) return;
      traps = traps.filter((trap) => trap !== sprung);
      spring(sprung);
    },
    clear() {
      traps = [];
    },
  };
}
