import type { ChatMessage } from '../../src/rehearsal/chats.ts';
import type { Chatting, TwoMessengers } from './two-messengers.ts';
import { settling } from './walk.ts';

/** What a person does: presses a kind of button under the message before them, or says something. */
type Step = { readonly press: string } | { readonly say: string } | { readonly send: 'file' };

/** A screen: messages with the same buttons and, but for numbers and names, the same first line. */
export interface Screen {
  readonly text: string;
  readonly buttons: readonly string[];
  /** Whether a text is waited for. */
  readonly asks: boolean;
  /** The steps of a person who saw it first. */
  readonly path: readonly string[];
}

export interface Exploration {
  readonly screens: Screen[];
  /** Pop-ups and alerts. */
  readonly popUps: { readonly text: string; readonly isAlert: boolean; readonly after: string }[];
  /** What went wrong: a press without an answer, a path that led elsewhere the second time. */
  readonly faults: string[];
  /** Steps taken in all, and people who took them. */
  steps: number;
  people: number;
}

/** More say that a screen never comes to an end of its buttons. */
const MOST_STEPS = 3000;

/**
 * Goes through all screens that people come to from where they stand, breadth first: every button of every screen is
 * pressed once, whatever waits for a text gets one, and gets something else, and is given up. A chat cannot be wound back:
 * whoever has nothing new before them makes way for another person, who goes to the nearest screen with something untried.
 *
 * @param people all standing alike; one is taken for each path
 * @param options.says what may be said at the beginning
 * @param options.typed what is said where a text is waited for
 * @param options.avoid kinds of buttons whose time has not come
 */
export async function exploreScreens(
  both: TwoMessengers,
  people: Iterator<Chatting>,
  found: Exploration,
  options: { says: readonly string[]; typed: string; avoid?: RegExp },
): Promise<void> {
  const { typed, avoid = /^$/ } = options;
  const settle = settling(both);
  const current = followNewest(both);
  const known = new Map<string, { path: readonly Step[]; untried: Step[] }>();

  const take = async (person: Chatting, step: Step): Promise<void> => {
    found.steps += 1;
    const server = both.servers[person.messenger];
    if ('say' in step) server.send(person.id, step.say);
    else if ('send' in step) server.sendDocument(person.id, 'voice.ogg', new Uint8Array([1]));
    else {
      const message = current(person);
      const data = message?.keyboard.flat().find((button) => kindOf(button.callback_data) === step.press);
      if (!message || !data) throw new Error(`no button ${step.press}`);
      const after = `${step.press} on «${message.text.slice(0, 60)}»`;
      const answer = await server.pressData(person.id, message.id, data.callback_data!);
      if (!answer.answered) found.faults.push(`not answered: ${after}`);
      if (answer.text !== '') found.popUps.push({ text: answer.text, isAlert: answer.showAlert, after });
    }
    await settle();
  };
  /** What stands before a person now; kept where it is new, with all that can be done there. */
  const look = (person: Chatting, path: readonly Step[]): string => {
    const message = current(person);
    const asks = dialogOf(both, person);
    const shape = path.length === 0 ? 'the beginning' : shapeOf(message, asks);
    if (known.has(shape)) return shape;
    const kinds = message?.keyboard.flat().flatMap(({ callback_data: data }) => kindOf(data) ?? []) ?? [];
    const untried: Step[] = [...new Set(kinds)]
      .filter((kind) => !avoid.test(kind))
      .map((press) => ({ press }));
    if (asks !== null) untried.push({ say: typed }, { send: 'file' }, { say: '/cancel' });
    if (path.length === 0) untried.push(...options.says.map((say) => ({ say })), { send: 'file' });
    known.set(shape, { path, untried });
    if (message && path.length > 0) {
      const buttons = message.keyboard.flat().map(({ text }) => text);
      found.screens.push({ text: message.text, buttons, asks: asks !== null, path: path.map(wordOf) });
    }
    return shape;
  };

  /** Goes on from a screen as long as it leads to something new. @returns where it ended */
  const follow = async (person: Chatting, from: string, came: readonly Step[]): Promise<readonly Step[]> => {
    let path = came;
    for (let here = known.get(from)!; here.untried.length > 0; ) {
      const step = here.untried.shift()!;
      await take(person, step);
      path = [...path, step];
      here = known.get(look(person, path))!;
    }
    return path;
  };
  const walkTo = async (person: Chatting, came: readonly Step[], steps: readonly Step[]) => {
    let path = came;
    for (const step of steps) {
      if (!isPossible(step, current(person))) return { path, shape: null };
      await take(person, step);
      path = [...path, step];
    }
    return { path, shape: look(person, path) };
  };

  let last: { person: Chatting; path: readonly Step[] } | null = null;
  while (found.steps < MOST_STEPS) {
    // The nearest first: that is what breadth first means where every path is walked anew.
    const [goal] = [...known].filter(([, { untried }]) => untried.length > 0).toSorted(nearest);
    if (known.size > 0 && !goal) return;
    // Who has nothing new before them goes there by a command, where that leads to the same screen again.
    if (last && goal) {
      const { path } = goal[1];
      const back = path.findLastIndex((step) => 'say' in step && step.say.startsWith('/'));
      const arrived: { path: readonly Step[]; shape: string | null } | null =
        back < 0 ? null : await walkTo(last.person, last.path, path.slice(back));
      if (arrived?.shape === goal[0]) {
        last = { person: last.person, path: await follow(last.person, goal[0], arrived.path) };
        continue;
      }
    }
    const next = people.next();
    if (next.done) throw new Error(`more people are needed: ${goal?.[0]}`);
    found.people += 1;
    const person = next.value;
    const beginning = look(person, []);
    const { path, shape } = goal ? await walkTo(person, [], goal[1].path) : { path: [], shape: beginning };
    if (goal && shape !== goal[0]) {
      found.faults.push(
        `another screen the second time: ${path.map(wordOf).join(' › ')}\n${goal[0]}\n${shape}`,
      );
      goal[1].untried.length = 0;
    }
    last = { person, path: await follow(person, shape ?? beginning, path) };
  }
  throw new Error('the screens do not come to an end');
}

function isPossible(step: Step, message: ChatMessage | undefined): boolean {
  if (!('press' in step)) return true;
  return message?.keyboard.flat().some((button) => kindOf(button.callback_data) === step.press) ?? false;
}

function nearest(
  [, one]: [string, { path: readonly Step[] }],
  [, other]: [string, { path: readonly Step[] }],
): number {
  return one.path.length - other.path.length;
}

function wordOf(step: Step): string {
  return 'press' in step ? step.press : 'say' in step ? `«${step.say}»` : 'a file';
}

/** The sort of a button: what it carries, whatever it is about. Of a scale's points the first and the others differ. */
function kindOf(data: string | undefined): string | null {
  if (data === undefined) return null;
  if (data.startsWith('r:')) return data.endsWith(':0') ? 'r:#:low' : 'r:#:high';
  return data.replace(/^j:.*/, 'j').replace(/\d+/g, '#');
}

/** The message before a person: the one that was sent or edited last. */
function followNewest({ servers }: TwoMessengers): (person: Chatting) => ChatMessage | undefined {
  const newest = new Map<string, number>();
  for (const [messenger, server] of Object.entries(servers)) {
    server.onChange((change) => {
      if (change.kind !== 'sent' && change.kind !== 'edited') return;
      if (change.message.from === 'bot') newest.set(`${messenger}:${change.personId}`, change.message.id);
    });
  }
  return ({ messenger, id }) => {
    const chat = servers[messenger].chat(id).filter(({ from }) => from === 'bot');
    return chat.find((message) => message.id === newest.get(`${messenger}:${id}`)) ?? chat.at(-1);
  };
}

/**
 * What waits for a text, the buttons, the signs that lines begin with, and the first line, but for numbers and for the
 * words of the study, which are Greek here. The rest changes with every answer: a screen would be another one each time.
 */
function shapeOf(message: ChatMessage | undefined, asks: string | null): string {
  const kinds = message?.keyboard.flat().map(({ callback_data: data }) => kindOf(data)) ?? [];
  const [firstLine = '', ...rest] = (message?.text ?? '').split('\n');
  const marks = rest.flatMap(
    (line) => /^\p{Emoji_Presentation}|^\p{Extended_Pictographic}/u.exec(line) ?? [],
  );
  const words = firstLine
    .replace(/[\u2066-\u2069\u200f]/g, '')
    .replace(/[\p{Script=Greek}0-9][\p{Script=Greek}0-9 ;…-]*/gu, '_')
    .replace(/[۰-۹٫]+/g, '#')
    .trim();
  return [asks, [...new Set(kinds)].join(' '), words, [...new Set(marks)].join('')].join('|');
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
