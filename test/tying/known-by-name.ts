import { plain } from '../../src/texts/i18n.ts';
import type { Look } from './facilitators-notes.ts';
import type { StudyToPlay } from './play-study.ts';

export type State = 'handedIn' | 'started' | 'silent' | 'notJoined' | 'unreachable' | 'left' | 'joined';

/** What was seen by name of an expert in one round. */
export interface SeenInRound {
  /** Panels under which the name stood. */
  readonly panels: Set<string>;
  readonly states: Set<State>;
  /** A new link was made. */
  linked: boolean;
  /** The account before said that somebody else had answered. */
  refused: boolean;
  /** Between the last look before anything was begun and the first that saw it handed in, in ms; null: not handed in. */
  doneWithin: number | null;
}

/** Orders in which the names stand, or came, somewhere. */
export type Orders = ReadonlyMap<string, readonly string[]>;

export interface KnownByName {
  readonly rounds: ReadonlyMap<number, ReadonlyMap<string, SeenInRound>>;
  readonly orders: Orders;
}

const STATES: readonly State[] = [
  'handedIn',
  'started',
  'silent',
  'notJoined',
  'unreachable',
  'left',
  'joined',
];

/** Reads everything that was told by name, as somebody does who keeps every message. */
export function readNames(study: StudyToPlay, looks: readonly Look[]): KnownByName {
  const names = study.experts.map(({ name }) => name);
  const rounds = new Map<number, Map<string, SeenInRound>>();
  const orders = new Map<string, string[]>([
    ['the workbook', names],
    ['the alphabet', names.toSorted()],
  ]);
  const comes = (order: string, name: string) => {
    const list = orders.get(order) ?? [];
    if (!list.includes(name)) orders.set(order, [...list, name]);
  };
  const seenIn = (round: number, name: string): SeenInRound => {
    if (!rounds.has(round)) rounds.set(round, new Map());
    const ofRound = rounds.get(round)!;
    if (!ofRound.has(name)) ofRound.set(name, newlySeen());
    return ofRound.get(name)!;
  };
  const lastBefore = new Map<string, Date>();
  const begun = new Set<string>();
  let linking = '';

  for (const look of looks) {
    const { asked, round, open, at } = look;
    if (asked === 'a new link') {
      const one = look.received.map(({ text }) => text).join('\n');
      linking = names.find((name) => one.includes(name)) ?? linking;
      if (linking !== '') seenIn(round, linking).linked = true;
    }
    if (asked === 'somebody leaves') {
      for (const name of namedIn(look, names)) seenIn(round, name).states.add('left');
    }
    if (asked === 'a link is refused') {
      for (const name of namedIn(look, names)) seenIn(round, name).refused = true;
    }
    if (asked !== '/status') continue;
    for (const { name, state, panel } of statusLines(look, names)) {
      if (state !== 'notJoined') comes('joining', name);
      if (!open) continue;
      const seen = seenIn(round, name);
      const key = `${round} ${name}`;
      seen.panels.add(panel);
      seen.states.add(state);
      if (state === 'started' || state === 'handedIn') {
        if (round === 1) comes('beginning', name);
        begun.add(key);
      } else if (!begun.has(key)) lastBefore.set(key, at);
      if (state === 'handedIn' && seen.doneWithin === null) {
        if (round === 1) comes('handing in', name);
        seen.doneWithin = at.getTime() - (lastBefore.get(key) ?? new Date(0)).getTime();
      }
    }
  }
  return { rounds, orders };
}

function newlySeen(): SeenInRound {
  return {
    ...{ panels: new Set<string>(), states: new Set<State>() },
    ...{ linked: false, refused: false, doneWithin: null },
  };
}

function namedIn({ received }: Look, names: readonly string[]): string[] {
  return names.filter((name) => received.some(({ text }) => text.includes(name)));
}

function statusLines({ received }: Look, names: readonly string[]) {
  // Lines and names may stand between marks of their direction.
  const text = (received.at(-1)?.text ?? '').replace(/[\u200e\u200f\u2066-\u2069]/g, '');
  return text.split('\n\n').flatMap((paragraph) => {
    const [panel = '', ...lines] = paragraph.split('\n');
    return lines.flatMap((line) => {
      const state = STATES.find((each) => line.startsWith(plain(`facilitator.progress.${each}`)));
      if (!state) return [];
      const listed = new Set(line.slice(line.indexOf(': ') + 2).split('، '));
      return names.filter((name) => listed.has(name)).map((name) => ({ panel, state, name }));
    });
  });
}
