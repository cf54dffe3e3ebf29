import { latinDigits, readInvitations } from '../../src/rehearsal/study-files.ts';
import { plain } from '../../src/texts/i18n.ts';
import { isLabelled } from '../../src/texts/labelled.ts';
import { spokenDigits } from '../../src/texts/numerals.ts';
import type { Chatting, TwoMessengers } from '../dialogs/two-messengers.ts';
import type { Walk } from '../dialogs/walk.ts';
import type { FacilitatorsNotes } from './facilitators-notes.ts';
import { seeded, shuffled, type Way } from './scripts.ts';

const MINUTE = 60_000;
/** High enough that no item is dropped. */
const VALUES = [2, 3, 4, 5];

/** The study as its facilitator knows it, who wrote the workbook. */
export interface StudyToPlay {
  /** Under codes of one round and panel. */
  readonly unlinked: boolean;
  readonly experts: readonly {
    readonly name: string;
    readonly panels: readonly string[];
    readonly from: number;
    readonly ways: readonly Way[];
  }[];
  /** The scale's labels by value. */
  readonly labels: ReadonlyMap<number, string>;
  /** The workbook as it is sent before a round; null: there is nothing new. */
  workbook(round: number): Promise<Uint8Array | null>;
  readonly rounds: number;
  /** Whether what can be seen by name is looked at after each thing that an expert does, or now and then. */
  readonly watchedClosely: boolean;
  /** Whether invented experts play it once, when its first round is over. */
  readonly rehearsed: boolean;
  readonly seed: number;
}

/** What nobody but the experts, and the database, knows. */
export interface Secrets {
  /** Whose each code is; `STRANGER` for what somebody else gave by an expert's link. */
  readonly owners: ReadonlyMap<string, string>;
  /** Who wrote a text. */
  readonly authors: ReadonlyMap<string, string>;
}

/** Who is behind answers that somebody else gave by an expert's link. */
export const STRANGER = 'a stranger';

interface Player {
  readonly name: string;
  readonly at: number;
  who: Chatting;
  /** The account before, whose word on the new one is still to come. */
  before: Chatting | null;
  joined: boolean;
  gone: boolean;
}

/** Plays a whole study, and keeps what only its experts know. */
export async function playStudy(
  { both, walk, facilitator, notes, firstId }: Stage,
  study: StudyToPlay,
): Promise<Secrets> {
  const below = seeded(study.seed + 99);
  const authors = new Map<string, string>();
  const players: Player[] = study.experts.map(({ name }, at) => ({
    ...{ name, at, joined: false, gone: false, before: null },
    who: both.person('telegram', firstId + at, name),
  }));
  let round = 0;
  let open = false;
  let texts = 0;
  const pass = (minutes: number) => both.pass(minutes * MINUTE);
  const ask = (asked: string) =>
    notes.look(asked, round, open, async () => {
      await walk.says(facilitator, asked);
      // Who takes part stands behind a button.
      if (asked === '/status') await walk.pressesKind(facilitator, 'f.status');
    });
  const act = (label: string) => notes.look(label, round, open, () => walk.presses(facilitator, label));
  const watch = async () => {
    if (study.watchedClosely) await ask('/status');
  };
  const newText = (player: Player) => {
    texts += 1;
    // Words in no order, so that a list by its words has none either.
    const text = `متن ${String.fromCharCode(...Array.from({ length: 6 }, () => 0x3b1 + below(17)))}${texts}`;
    authors.set(text, player.name);
    return text;
  };
  await sendWorkbook('label.createStudy');
  await invite();
  for (round = 1; round <= study.rounds; round += 1) await playRound();
  round = study.rounds;
  await ask('/finish');
  await act(plain('label.finishStudy'));
  await ask('/export');
  return { owners: ownersIn(both, study), authors };

  async function sendWorkbook(label: 'label.createStudy' | 'label.applyChanges'): Promise<void> {
    const bytes = await study.workbook(Math.max(round, 1));
    if (bytes === null) return;
    await notes.look('the workbook', round, open, () => walk.sends(facilitator, 'study.xlsx', bytes));
    await act(plain(label));
  }

  async function invite(): Promise<void> {
    const { received } = await ask('/invite');
    const rows = await readInvitations(received.findLast(({ document }) => document)!.document!.bytes);
    for (const player of shuffled(players, below)) {
      const token = rows!.find(({ name }) => name === player.name)?.startToken;
      if (!token || player.joined) continue;
      pass(7);
      await join(player.who, token);
      player.joined = true;
      await watch();
    }
  }

  async function join(who: Chatting, token: string): Promise<void> {
    await walk.says(who, `/start ${token}`);
    await walk.presses(who, plain('label.accept'));
  }

  async function playRound(): Promise<void> {
    if (round > 1 && study.experts.some(({ from }) => from === round)) {
      await sendWorkbook('label.applyChanges');
      await invite();
    }
    await ask('/open');
    open = true;
    await act(plain('label.openRound'));
    await ask('/status');
    const present = players.filter(({ joined, gone }) => joined && !gone);
    for (const player of shuffled(present, below)) {
      pass(11);
      await takePart(player, study.experts[player.at]!.ways[round - 1]!);
      await watch();
    }
    await ask('/suggestions');
    await ask('/status');
    // What goes out on paper bears names.
    await ask('/form');
    await ask('/close');
    await act(plain('label.closeRound'));
    open = false;
    pass(3);
    for (const player of present) {
      if (player.before === null) continue;
      await notes.look('a link is refused', round, open, () =>
        walk.presses(player.before!, plain('label.isNotMe')),
      );
      player.who = player.before;
      player.before = null;
    }
    for (const asked of ['/summary', '/status', '/experts', '/invite', '/panels', '/export'])
      await ask(asked);
    await readSuggestions();
    await lookAround();
  }

  async function takePart(player: Player, way: Way): Promise<void> {
    if (way === 'silent') return;
    if (way === 'confirmed' || way === 'refused' || way === 'unconfirmed') await useNewLink(player, way);
    await walk.presses(player.who, plain('label.start'));
    const keeps = way === 'bulk' && hasButton(player.who, plain('label.keepAllPrevious'));
    if (!keeps) {
      await watch();
      pass(9);
    }
    if (way === 'begin') return;
    if (keeps) {
      await walk.presses(player.who, plain('label.keepAllPrevious'));
      if (!isAnswerable(player.who)) return finish(player, way);
      // What had no answer before is still to be read.
      await watch();
      pass(9);
    }
    await answer(player, way);
    await finish(player, way);
  }

  async function finish(player: Player, way: Way): Promise<void> {
    if (way === 'part') return;
    await writeSomething(player);
    await handIn(player);
    if (way === 'leave' || way === 'withdraw') await leave(player, way);
  }

  /** Goes through the cards until the overview, or as far as the way goes. */
  async function answer(player: Player, way: Way): Promise<void> {
    const most = way === 'part' ? 2 + below(2) : Number.POSITIVE_INFINITY;
    for (let answered = 0; answered < most; answered += 1) {
      if (!isAnswerable(player.who)) {
        const next = nextSitting(player.who);
        if (!next) return;
        await walk.presses(player.who, next);
      }
      if (way === 'gap' && answered === 2) {
        await walk.presses(player.who, plain('label.noOpinion'));
        continue;
      }
      const value = VALUES[below(VALUES.length)]!;
      await walk.presses(player.who, study.labels.get(value)!);
    }
  }

  /** Whether a card with an item is before somebody. */
  function isAnswerable(who: Chatting): boolean {
    return hasButton(who, study.labels.get(VALUES[0]!)!);
  }

  /** The button of a large questionnaire's next sitting. */
  function nextSitting(who: Chatting): string | undefined {
    const labels = [1, 2, 3, 4, 5, 6, 7].map((number) => plain('expert.sitting.next', { number }));
    return labels.find((label) => hasButton(who, label));
  }

  /** A reason, a proposal or a question, now and then. */
  async function writeSomething(player: Player): Promise<void> {
    const { who } = player;
    switch (study.watchedClosely ? below(5) : 9) {
      case 0: {
        await walk.presses(who, spokenDigits('1'));
        await walk.presses(who, plain('label.writeReason'));
        await walk.says(who, newText(player));
        return;
      }
      case 1: {
        await walk.says(who, '/suggest');
        await walk.presses(who, plain('suggest.button.add'));
        await walk.says(who, newText(player));
        return;
      }
      case 2: {
        await walk.says(who, '/ask');
        await walk.says(who, newText(player));
        return;
      }
    }
  }

  /** From a card by «بعدی» to the overview; a second press where items are open. */
  async function handIn({ who }: Player): Promise<void> {
    if (!hasButton(who, plain('label.submit'))) await walk.says(who, '/continue');
    while (!hasButton(who, plain('label.submit'))) await walk.presses(who, plain('label.next'));
    await walk.presses(who, plain('label.submit'));
    if (hasButton(who, plain('label.submit'))) await walk.presses(who, plain('label.submit'));
  }

  async function leave(player: Player, way: 'leave' | 'withdraw'): Promise<void> {
    await watch();
    pass(5);
    const round_ = spokenDigits(String(round));
    await walk.says(player.who, '/leave');
    await walk.presses(
      player.who,
      way === 'leave' ? plain('leave.button.keep') : plain('leave.button.withdraw', { round: round_ }),
    );
    await notes.look('somebody leaves', round, open, () =>
      walk.presses(
        player.who,
        way === 'leave'
          ? plain('leave.button.confirm')
          : plain('leave.button.confirmWithdraw', { round: round_ }),
      ),
    );
    player.gone = true;
  }

  async function useNewLink(player: Player, way: 'confirmed' | 'refused' | 'unconfirmed'): Promise<void> {
    await ask('/experts');
    const panel = study.experts[player.at]!.panels[0]!;
    const seats = newest(facilitator)
      .keyboard.flat()
      .find(({ text }) => text.includes(panel));
    if (seats) await walk.presses(facilitator, seats.callback_data!);
    const line = newest(facilitator)
      .text.split('\n')
      .find((each) => each.includes(player.name))!;
    const number = /[۰-۹]+/.exec(line)![0];
    await walk.presses(facilitator, number);
    const link = await notes.look('a new link', round, open, () =>
      walk.presses(facilitator, plain('facilitator.button.renewLink')),
    );
    const token = /start=([\w-]+)/.exec(link.received.map(({ text }) => text).join('\n'))![1]!;
    const old = player.who;
    player.who = both.person('telegram', firstId + 500 + player.at + round * 50, player.name);
    await join(player.who, token);
    pass(2);
    if (way === 'confirmed') await walk.presses(old, plain('label.isMe'));
    if (way === 'refused') player.before = old;
    await watch();
  }

  /** Everything else that a facilitator may look at between rounds, as far as buttons lead; pictures once, at the end. */
  async function lookAround(): Promise<void> {
    for (const [asked, ...kinds] of LOOKS) {
      await notes.look(asked, round, open, async () => {
        await walk.says(facilitator, asked);
        for (const kind of kinds) {
          if (kind === 'f.chart' && round === study.rounds) await pressEach(kind);
          else await walk.pressesKind(facilitator, kind);
        }
      });
    }
    if (study.rehearsed && round === 1) await ask('/rehearse');
  }

  /** Each button of a sort below the newest message. */
  async function pressEach(kind: string): Promise<void> {
    const carried = newest(facilitator)
      .keyboard.flat()
      .flatMap(({ callback_data: data }) => data ?? []);
    for (const data of carried.filter((each) => each.startsWith(`${kind}:`)))
      await walk.presses(facilitator, data);
  }

  /** All pages, each message as it stands then. */
  async function readSuggestions(): Promise<void> {
    await ask('/suggestions');
    for (let pages = 0; pages < 60; pages += 1) {
      const next = newest(facilitator)
        .keyboard.flat()
        .find(({ text }) => isLabelled(text, plain('facilitator.page.next')));
      if (!next) return;
      await notes.look('/suggestions on', round, open, () => walk.presses(facilitator, next.callback_data!));
    }
  }
}

/** What is looked at between rounds, and the sorts of buttons that lead on from there. */
const LOOKS: readonly (readonly [command: string, ...kinds: string[]])[] = [
  ['/charts', 'f.studychart', 'f.chartsof', 'f.chart'],
  ['/whatif', 'f.ifrule', 'f.if'],
  ['/item', 'f.items', 'f.item'],
  ['/funnel', 'f.units', 'f.funnel', 'f.groups', 'f.funnel', 'f.left', 'f.funnel', 'f.themes'],
  ['/protocol', 'f.protocol'],
];

const CODES = `
  SELECT e.pseudonym AS code, e.name FROM experts e WHERE e.study_id = (SELECT max(id) FROM studies)
  UNION SELECT p.code, e.name FROM panel_round_experts p JOIN experts e ON e.id = p.expert_id
  WHERE p.code IS NOT NULL AND e.study_id = (SELECT max(id) FROM studies)
  UNION SELECT coalesce(c.code, a.apart_code), e.name FROM answers a
  JOIN questionnaires q ON q.id = a.questionnaire_id JOIN experts e ON e.id = q.expert_id
  JOIN panel_rounds r ON r.round_id = q.round_id
  LEFT JOIN apart_round_codes c ON c.panel_round_id = r.id AND c.apart_code = a.apart_code
  WHERE a.apart_code IS NOT NULL AND e.study_id = (SELECT max(id) FROM studies)`;

/** Of the newest study. */
function ownersIn({ db }: TwoMessengers, { experts }: StudyToPlay): Map<string, string> {
  const rows = db.$client.prepare(CODES).all() as { code: string; name: string }[];
  const names = new Set(experts.map(({ name }) => name));
  return new Map(rows.map(({ code, name }) => [code, names.has(name) ? name : STRANGER]));
}

export interface Stage {
  readonly both: TwoMessengers;
  readonly walk: Walk;
  readonly facilitator: Chatting;
  readonly notes: FacilitatorsNotes;
  /** The first expert's id at the messenger. */
  readonly firstId: number;
}

const newest = (who: Chatting) => who.seen().findLast(({ keyboard }) => keyboard.length > 0)!;

function hasButton(who: Chatting, label: string): boolean {
  return newest(who)
    .keyboard.flat()
    .some(({ text }) => isLabelled(text, label));
}

/** A number in whatever digits. */
export const numberIn = (text: string): number => Number(latinDigits(text).replace(/\D/g, ''));
