import type { Language } from '../../src/domain/language.ts';
import { plain as plainSpoken, type TextKey } from '../../src/texts/i18n.ts';
import { LANGUAGE, speaking } from '../../src/texts/speaking.ts';
import { type Sheets, workbookOf } from '../workbook/workbook-of.ts';
import { type Chatting, startOnBoth } from './two-messengers.ts';
import { type Seen, type SeenFile, walkOn } from './walk.ts';

const FACILITATOR = 501;
const OPERATOR = 698;
const DAY = 24 * 3_600_000;
const EXPERTS = ['continue', 'suggest', 'ask', 'history', 'privacy', 'leave', 'help'];
/** Chooses the first study of a database. */
const FIRST_STUDY = 'f.choose:1';
/** Buttons that carry out an opening, a closing, an end, a workbook, a removal of names; and an expert's leaving. */
const DECIDES = /^(ro|rc|rf):|^f\.(create|apply|forget|itemyes):/;
/** The same, and new links: who has joined would lose the account. */
const DECIDES_OR_RENEWS = new RegExp(`${DECIDES.source}|^f\\.renew:`);
const LEAVES = /^lc:/;
/** Archives take longer than all of these, and are asked for where they differ. */
const FACILITATORS = [
  ...[
    'start',
    'studies',
    'panels',
    'experts',
    'invite',
    'open',
    'status',
    'announce',
    'remind',
    'extend',
    'close',
  ],
  ...[
    'summary',
    'funnel',
    'whatif',
    'item',
    'protocol',
    'suggestions',
    'finish',
    'forget',
    'help',
    'cancel',
    'claim',
  ],
];

/** What a walk needs of its study. */
export interface WalkedStudy {
  /** In which it is read, and which all ask for whom no study tells one. */
  readonly language: Language;
  readonly sheets: Sheets;
  /** The same study, changed. */
  readonly changed: Sheets;
  /** One with all sorts of faults. */
  readonly faulty: Sheets;
  /** A second one, whose first round screens and validates. */
  readonly kinds: Sheets;
  /** Written wherever a text is asked for. */
  readonly typed: string;
}

/**
 * Plays two studies on both messengers from the first word to the closing letters, pressing everything that can be
 * pressed on the way. Nothing in it rests on the words of a screen but for the labels that decide something.
 *
 * @returns everything that anybody saw
 */
export async function walkWholeStudy(
  study: WalkedStudy,
): Promise<{ seen: readonly Seen[]; files: readonly SeenFile[]; complaints: unknown[]; refused: string[] }> {
  // The program itself is told of no language.
  const plain = (key: TextKey) => speaking(study.language, () => plainSpoken(key));
  const both = await startOnBoth(
    [
      { messenger: 'telegram', userId: FACILITATOR },
      { messenger: 'bale', userId: FACILITATOR },
    ],
    [{ messenger: 'bale', userId: OPERATOR }],
  );
  const walk = walkOn(both, study.typed);
  const facilitator = both.person('telegram', FACILITATOR, 'F');
  const other = both.person('bale', FACILITATOR, 'G');
  const asks = async (person: typeof facilitator, commands: readonly string[]) => {
    for (const command of commands) await walk.says(person, `/${command}`);
  };
  const decides = (
    label: 'sendReminder' | 'openRound' | 'closeRound' | 'finishStudy' | 'createStudy' | 'applyChanges',
  ) => walk.presses(facilitator, plain(`label.${label}`));

  // Somebody whom nobody knows, and a facilitator without a study.
  const stranger = both.person('bale', 699, 'S');
  if (study.language !== LANGUAGE)
    for (const person of [stranger, facilitator, other]) await asks(person, [`language ${study.language}`]);
  await asks(stranger, ['start', 'start abcdefghijklmnopqrstuvwx', 'template', 'nonsense', ...EXPERTS]);
  await walk.says(stranger, study.typed);
  both.servers.bale.shareContact(699, '989130000000', 699);
  both.servers.bale.shareContact(699, '989130000000');
  await walk.settle();
  const operator = both.person('bale', OPERATOR, 'O');
  await asks(operator, [`language ${study.language}`, 'start', 'help', 'backup']);
  await walk.says(operator, study.typed);
  await asks(facilitator, [...FACILITATORS, 'export', 'backup', 'template', 'example', 'nonsense']);
  await walk.sends(facilitator, 'x.xlsx', new Uint8Array([1, 2, 3]));
  await walk.sends(facilitator, 'faulty.xlsx', await workbookOf(study.faulty));
  await walk.sends(facilitator, 'study.xlsx', await workbookOf(study.sheets));
  await walk.strolls(facilitator, { avoid: DECIDES });
  await walk.sends(facilitator, 'study.xlsx', await workbookOf(study.sheets));
  await decides('createStudy');
  await asks(facilitator, [...FACILITATORS, 'export']);
  await walk.strolls(facilitator, { avoid: DECIDES, presses: 60 });

  // Experts join on both messengers, by link and by number.
  const links = tokens(both.db.$client);
  const experts = links.map((token, at) => {
    const messenger = at % 2 === 0 ? ('telegram' as const) : ('bale' as const);
    return { person: both.person(messenger, 601 + at, `E${at}`), token };
  });
  const last = experts.pop()!;
  for (const { person, token } of experts) {
    await walk.says(person, `/start ${token}`);
    await walk.presses(person, plain('label.accept'));
  }
  await walk.says(facilitator, `/start ${last.token}`);
  const [first, second, third] = experts.map(({ person }) => person) as [
    typeof stranger,
    typeof stranger,
    typeof stranger,
  ];
  for (const person of [first, second]) await asks(person, ['start', ...EXPERTS]);
  await walk.strolls(first, { avoid: LEAVES });

  for (let round = 1; round <= 3; round += 1) {
    await asks(facilitator, ['open']);
    await walk.strolls(facilitator, { avoid: DECIDES_OR_RENEWS, presses: 20 });
    await asks(facilitator, ['open 4d']);
    await decides('openRound');
    await answer(
      experts.map(({ person }) => person),
      round,
    );
    await asks(facilitator, [...FACILITATORS, ...(round === 1 ? ['export'] : [])]);
    await walk.sends(facilitator, 'changed.xlsx', await workbookOf(study.changed));
    await walk.strolls(facilitator, { avoid: DECIDES_OR_RENEWS });
    for (const person of [first, second]) {
      await asks(person, EXPERTS);
      await walk.says(person, '/cancel');
      await walk.says(person, study.typed);
      await walk.sends(person, 'photo.bin', new Uint8Array([1]));
      await walk.strolls(person, { avoid: LEAVES });
    }
    both.pass(DAY + 60_000);
    await walk.settle();
    for (const { person } of experts.slice(4)) await walk.strolls(person, { presses: 4, avoid: LEAVES });
    if (round === 1) {
      await walk.presses(experts[3]!.person, plain('reminder.button.putOff'));
      await asks(facilitator, ['remind']);
      await decides('sendReminder');
    }
    await asks(facilitator, ['extend 2d', 'extend 1d1', 'extend 1405/13/40', 'status', 'suggestions']);
    await walk.strolls(facilitator, { avoid: DECIDES_OR_RENEWS });
    if (round === 2) await leaveTheStudy();
    if (round === 3) await playKinds();
    await asks(facilitator, ['studies']);
    if (round === 3) await walk.presses(facilitator, FIRST_STUDY);
    await asks(facilitator, ['close']);
    await decides('closeRound');
    await asks(facilitator, [...FACILITATORS, ...(round === 1 ? ['export'] : [])]);
    await walk.strolls(facilitator, { avoid: DECIDES_OR_RENEWS });
    for (const person of [first, second]) await asks(person, ['start', ...EXPERTS]);
    if (round === 1) await changeItems();
    if (round === 1) await changeTheStudy();
    await asks(other, ['studies', 'status', 'panels', 'experts', 'suggestions']);
    await walk.strolls(other, { avoid: DECIDES_OR_RENEWS });
    await asks(other, ['cancel']);
    await walk.says(other, study.typed);
  }
  await asks(facilitator, ['open', 'finish']);
  await decides('finishStudy');
  await asks(facilitator, FACILITATORS);
  for (const { person } of experts.slice(0, 3)) {
    await asks(person, ['start', ...EXPERTS]);
    await walk.strolls(person, { presses: 30, avoid: LEAVES });
  }

  both.pass(8 * DAY);
  await walk.settle();
  await asks(facilitator, ['summary', 'open', 'status', 'export', 'studies']);
  await walk.strolls(facilitator, { avoid: DECIDES_OR_RENEWS });
  await forgetTheStudy();
  const { complaints } = both;
  const refused = Object.values(both.servers)
    .flatMap(({ history }) => history)
    .flatMap(({ ok, method, description = '' }) => (ok ? [] : [`${method}: ${description}`]))
    .filter((refusal) => !/message is not modified|bot was blocked/.test(refusal));
  await both.stop();
  return { seen: walk.seen, files: walk.files, complaints, refused };

  /** A second study beside the first, with the other kinds of rounds. */
  async function playKinds(): Promise<void> {
    await walk.sends(facilitator, 'kinds.xlsx', await workbookOf(study.kinds));
    await decides('createStudy');
    const people = [first, second, both.person('bale', 651, 'K1'), both.person('telegram', 652, 'K2')];
    for (const [at, token] of tokens(both.db.$client).entries()) {
      const person = people[at]!;
      await walk.says(person, token);
      await walk.presses(person, plain('label.accept'));
    }
    await asks(facilitator, ['open']);
    await decides('openRound');
    await answer(people, 1);
    for (const person of people.slice(0, 2)) {
      await asks(person, ['start', ...EXPERTS]);
      await walk.strolls(person, { avoid: LEAVES });
    }
    await asks(facilitator, ['studies', 'suggestions', 'summary']);
    await walk.strolls(facilitator, { avoid: DECIDES_OR_RENEWS });
  }

  /** Each expert answers a few items, some everything, one nothing. */
  async function answer(people: readonly (typeof stranger)[], round: number): Promise<void> {
    for (const [at, person] of people.entries()) {
      if (at === 2 && people.length > 3) continue;
      await walk.presses(person, plain('label.start'));
      for (let item = 0; item < 40; item += 1) {
        const card = person.seen().findLast(({ keyboard }) => keyboard.length > 0)!;
        const choices = card.keyboard.flat().filter(({ callback_data: data }) => data?.startsWith('r:'));
        if (choices.length === 0 || (at === 1 && item === 2)) break;
        // Every fourth item is thought little of, and leaves.
        const high = item % 4 === 3 ? 0 : choices.length - 2;
        const chosen = choices[high + ((at + item + round) % 2)]!;
        await walk.presses(person, chosen.text);
      }
      if (isCall(person)) for (const idea of ['', ' 2']) await walk.says(person, study.typed + idea);
      if (at === 0) await walk.presses(person, plain('label.submit'));
    }
  }

  /** One item is dropped and kept by hand, then gets other words in every way. */
  async function changeItems(): Promise<void> {
    const { typed } = study;
    const anew = (word: string) => `${word} ${typed}`;
    const [drop, keep] = [plain('label.dropItem'), plain('label.keepItem')];
    const [same, other] = [plain('item.button.same'), plain('item.button.other')];
    const [reword, split, apply] = [
      plain('item.button.reword'),
      plain('item.button.split'),
      plain('item.button.apply'),
    ];
    const steps = [
      [drop, `«${typed}»`, drop],
      [keep, `«${typed}»`, keep],
      [reword, `«${anew('A')}»`, same, `«${typed}»`, apply],
      [reword, `«${anew('B')}»`, other, `«${typed}»`, apply],
      [split, `«${typed}»`, `«${anew('C')}\n${anew('D')}»`, `«${typed}»`, apply],
      [plain('item.button.merge'), `«${typed}»`, plain('label.cancel')],
    ];
    let code = '';
    for (const [at, step] of steps.entries()) {
      // What was dropped is kept again; then the next one that stands.
      if (at !== 1) code = judgedItem(both.db.$client);
      await asks(facilitator, [`item ${code}`]);
      for (const each of step) {
        if (each.startsWith('«')) await walk.says(facilitator, each.slice(1, -1));
        else await walk.presses(facilitator, each);
      }
      if (at === 1) await asks(facilitator, ['summary', 'item nothing']);
    }
  }

  async function changeTheStudy(): Promise<void> {
    await walk.sends(facilitator, 'changed.xlsx', await workbookOf(study.changed));
    await walk.strolls(facilitator, { avoid: DECIDES_OR_RENEWS, presses: 12 });
    await walk.sends(facilitator, 'changed.xlsx', await workbookOf(study.changed));
    for (const button of ['f.settle', 'f.settle']) await walk.pressesKind(facilitator, button);
    await decides('applyChanges');
    await walk.presses(facilitator, plain('label.cancel'));
    await decides('applyChanges');
    await walk.says(facilitator, study.typed);
    await walk.sends(facilitator, 'changed.xlsx', await workbookOf(study.changed));
  }

  /** One expert's name of each study, then all of the one that has ended; and who comes back. */
  async function forgetTheStudy(): Promise<void> {
    await asks(facilitator, ['studies']);
    await walk.presses(facilitator, FIRST_STUDY);
    await asks(facilitator, ['forget']);
    await walk.presses(facilitator, plain('forget.button.oneExpert'));
    await forgetOne();
    await asks(facilitator, ['studies']);
    await walk.presses(facilitator, 'f.choose:2');
    await asks(facilitator, ['forget']);
    await forgetOne();
    await asks(facilitator, ['status', 'experts', 'studies']);
    await walk.presses(facilitator, FIRST_STUDY);
    both.pass(166 * DAY);
    await walk.settle();
    await asks(facilitator, ['forget']);
    await walk.presses(facilitator, plain('label.forget'));
    await walk.settle();
    await asks(facilitator, [...FACILITATORS, 'export']);
    await walk.strolls(facilitator, { avoid: DECIDES_OR_RENEWS, presses: 20 });
    for (const { person } of experts.slice(0, 2)) {
      await walk.strolls(person, { presses: 10 });
      await asks(person, ['start', ...EXPERTS]);
    }
  }

  async function forgetOne(): Promise<void> {
    await walk.pressesKind(facilitator, 'f.forgetone');
    await walk.presses(facilitator, plain('label.forget'));
    await walk.settle();
  }

  async function leaveTheStudy(): Promise<void> {
    await asks(third, ['leave']);
    await walk.strolls(third, { presses: 5 });
    const { messenger, id } = experts[3]!.person;
    both.servers[messenger].block(id);
    await asks(facilitator, ['remind', 'status', 'experts']);
    both.servers[messenger].unblock(id);
    await asks(experts[3]!.person, ['continue']);
  }
}

/** The code of an item of the first study that a panel has judged and judges still. */
function judgedItem(client: { prepare(sql: string): { pluck(): { get(): unknown } } }): string {
  const sql = `SELECT code FROM items WHERE study_id = 1 AND id IN (
    SELECT r.item_id FROM item_results r JOIN item_panels p ON p.item_id = r.item_id WHERE p.dropped_why IS NULL)`;
  return client.prepare(sql).pluck().get() as string;
}

/** Whether what is written now is an idea. */
function isCall(person: Chatting): boolean {
  const card = person.seen().findLast(({ keyboard }) => keyboard.length > 0);
  return card?.keyboard.flat().some(({ callback_data: data }) => data?.startsWith('ie:')) ?? false;
}

/** Of the newest study, in the workbook's order. */
function tokens(client: { prepare(sql: string): { pluck(): { all(): unknown[] } } }): string[] {
  return client
    .prepare(
      'SELECT token FROM experts WHERE study_id = (SELECT max(id) FROM studies) AND token IS NOT NULL ORDER BY id',
    )
    .pluck()
    .all() as string[];
}
