import { setTimeout as pause } from 'node:timers/promises';
import type { ChatMessage } from '../../src/rehearsal/chats.ts';
import type { Messenger } from '../../src/store/accounts.ts';
import { isLabelled } from '../../src/texts/labelled.ts';
import type { Chatting, TwoMessengers } from './two-messengers.ts';

/** Something that a person saw: a message as it was sent or edited, or the answer to a press. */
export interface Seen {
  readonly messenger: Messenger;
  readonly text: string;
  /** A rich message, whose cells stand apart by tabs. */
  readonly isRich: boolean;
  readonly entities: ChatMessage['entities'];
  readonly buttons: readonly string[];
  /** What brought it. */
  readonly after: string;
}

/** A document that a person got. */
export interface SeenFile {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly after: string;
}

/** Goes through a program by pressing what there is to press, and keeps everything that is seen. */
export interface Walk {
  readonly seen: readonly Seen[];
  readonly files: readonly SeenFile[];
  says(person: Chatting, text: string): Promise<void>;
  sends(person: Chatting, name: string, bytes: Uint8Array): Promise<void>;
  /** Presses the newest button with a label, or that carries something. */
  presses(person: Chatting, wanted: string): Promise<void>;
  /** Presses the newest button that carries data of a kind, where there is one. */
  pressesKind(person: Chatting, kind: string): Promise<void>;
  /**
   * Presses every kind of button that a person has, twice at most, later once, and types where something is to be typed.
   *
   * @param avoid what buttons carry whose time has not come
   */
  strolls(person: Chatting, options?: { avoid?: RegExp; presses?: number }): Promise<void>;
  /** Waits until everything that is due has been done. */
  settle(): Promise<void>;
}

/** A kind is pressed twice in a stroll until it has been pressed so often, and once in those that follow. */
const FAMILIAR = 4;
const MOST_PRESSES = 90;

/** @param typed what a person writes where a text is asked for */
export function walkOn(both: TwoMessengers, typed: string): Walk {
  const seen: Seen[] = [];
  const files: SeenFile[] = [];
  const typedFor = new Set<string>();
  const familiar = new Map<string, number>();
  let after = 'the start';
  for (const [messenger, server] of Object.entries(both.servers) as [
    Messenger,
    TwoMessengers['servers']['bale'],
  ][]) {
    server.onChange((change) => {
      if (change.kind !== 'sent' && change.kind !== 'edited') return;
      const { from, text, entities, rich, keyboard, document } = change.message;
      if (from !== 'bot') return;
      if (document) files.push({ name: document.name, bytes: server.fileBytes(document)!, after });
      const { replyKeyboard } = server.chatState(change.personId);
      const buttons = [...keyboard.flat(), ...replyKeyboard.flat()].map((button) => button.text);
      seen.push({ messenger, text, entities, isRich: rich !== undefined, buttons, after });
    });
  }

  const settle = settling(both);
  const press = async (person: Chatting, message: ChatMessage, data: string, label: string) => {
    after = `${label} (${data}) on ${person.messenger}`;
    const { text } = await both.servers[person.messenger].pressData(person.id, message.id, data);
    if (text !== '')
      seen.push({ messenger: person.messenger, text, entities: [], isRich: false, buttons: [], after });
    await settle();
  };
  const says = async (person: Chatting, text: string) => {
    after = `«${text}» on ${person.messenger}`;
    both.servers[person.messenger].send(person.id, text);
    await settle();
  };
  /** What waits for a text gets one, the first time of its kind; then it is given up. */
  const type = async (person: Chatting) => {
    for (let texts = 0; texts < 3; texts += 1) {
      const kind = dialogOf(both, person);
      if (kind === null) return;
      const isNew = !typedFor.has(kind);
      typedFor.add(kind);
      await says(person, isNew ? typed : '/cancel');
    }
  };
  /** The button pressed least so far, of the newest message that has it. */
  const nextButton = (person: Chatting, avoid: RegExp, pressed: ReadonlyMap<string, number>) => {
    const buttons = person
      .seen()
      .toReversed()
      .flatMap((message) => message.keyboard.flat().map((button) => ({ message, button })))
      .flatMap(({ message, button: { text, callback_data: data } }) =>
        data === undefined || avoid.test(data) ? [] : [{ message, data, label: text }],
      )
      .map((one) => ({ ...one, times: pressed.get(kindOf(one.data)) ?? 0 }))
      .filter(
        ({ data, times }) => times < ((familiar.get(familiarKey(person, data)) ?? 0) < FAMILIAR ? 2 : 1),
      );
    const least = Math.min(...buttons.map(({ times }) => times));
    return buttons.find(({ times }) => times === least);
  };

  return {
    seen,
    files,
    settle,
    says,
    async sends(person, name, bytes) {
      after = name;
      both.servers[person.messenger].sendDocument(person.id, name, bytes);
      await settle();
    },
    async presses(person, wanted) {
      const isWanted = ({ text, callback_data: data }: { text: string; callback_data?: string }) =>
        data === wanted || isLabelled(text, wanted);
      const message = person.seen().findLast(({ keyboard }) => keyboard.flat().some(isWanted));
      const button = message?.keyboard.flat().find(isWanted);
      if (!message || !button?.callback_data) {
        throw new Error(`nothing bears «${wanted}» after ${after}: ${person.seen().at(-1)?.text}`);
      }
      await press(person, message, button.callback_data, button.text);
    },
    async pressesKind(person, kind) {
      const buttons = person
        .seen()
        .flatMap((message) => message.keyboard.flat().map((button) => ({ message, button })));
      const found = buttons.findLast(({ button }) => button.callback_data?.startsWith(`${kind}:`));
      if (found) await press(person, found.message, found.button.callback_data!, found.button.text);
    },
    async strolls(person, { avoid = /^$/, presses = MOST_PRESSES } = {}) {
      const pressed = new Map<string, number>();
      for (let count = 0; count < presses; count += 1) {
        const next = nextButton(person, avoid, pressed);
        if (!next) return;
        pressed.set(kindOf(next.data), next.times + 1);
        const key = familiarKey(person, next.data);
        familiar.set(key, (familiar.get(key) ?? 0) + 1);
        await press(person, next.message, next.data, next.label);
        await type(person);
      }
    },
  };
}

/** The sort of a button: what it carries, whatever it is about. */
function kindOf(data: string): string {
  return data.replace(/^j:.*/, 'j').replace(/\d+/g, '#');
}

function familiarKey({ messenger, id }: Chatting, data: string): string {
  return `${messenger} ${id} ${kindOf(data)}`;
}

function dialogOf({ db }: TwoMessengers, { messenger, id }: Chatting): string | null {
  const row = db.$client
    .prepare(
      'SELECT d.kind FROM dialogs d JOIN accounts a ON a.id = d.account_id WHERE a.messenger = ? AND a.user_id = ?',
    )
    .pluck()
    .get(messenger, id);
  return (row as string | undefined) ?? null;
}

const DUE = `
  SELECT (SELECT count(*) FROM outbox o JOIN accounts a ON a.id = o.account_id
      WHERE o.state IN ('waiting', 'sending') AND a.unreachable_since IS NULL AND o.not_before IS NULL)
    + (SELECT count(*) FROM jobs WHERE state = 'queued')`;
const LAGGING =
  "SELECT id || ':' || card_version FROM questionnaires WHERE card_version <> card_shown_version";

/** Waits until nothing is under way any more. A card that cannot be shown lags for good, and is waited for once. */
export function settling({ db, servers }: TwoMessengers): () => Promise<void> {
  const due = db.$client.prepare(DUE).pluck();
  const lagging = db.$client.prepare(LAGGING).pluck();
  let stuck: ReadonlySet<unknown> = new Set();
  return async () => {
    await Promise.all(Object.values(servers).map((server) => server.whenConfirmed()));
    for (let looks = 0, quiet = 0; looks < 60_000; looks += 1) {
      const isQuiet = due.get() === 0;
      const behind = lagging.all();
      if (isQuiet && behind.every((card) => stuck.has(card))) return;
      quiet = isQuiet ? quiet + 1 : 0;
      if (quiet > 100) stuck = new Set(behind);
      await pause(3);
    }
    throw new Error('something is under way and does not end');
  };
}
