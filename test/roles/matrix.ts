import { pruneOnce } from '../../src/store/prune.ts';
import { until } from '../until.ts';
import { type Changed, type Owner, type Snapshot, takeSnapshot } from './dump.ts';
import { type Forgery, forge, MALFORMED, type Relation } from './forgeries.ts';
import { allOf, leaksIn, type Role, rolesOf } from './people.ts';
import { ARGUMENTS, BUTTONS, COMMANDS } from './rights.ts';
import { expertIdOf, rows, SEATS, type Shown, type World } from './world.ts';
import { dialogsAbout, sendInGroup, writingsOf } from './writings.ts';

/** What is kept of every update, whoever sent it: none of it is a study's. */
const BOOKKEEPING: ReadonlySet<string> = new Set(['handled_updates', 'messenger_pauses']);

/** Tables whose rows are an account's own. */
const PERSONAL: ReadonlySet<string> = new Set(['accounts', 'dialogs', 'sent_texts']);

export interface Breach {
  readonly role: string;
  readonly did: string;
  readonly wrong: string;
}

export interface Counts {
  readonly roles: number;
  readonly commands: number;
  readonly buttons: number;
  commandCells: number;
  buttonCells: number;
  otherCells: number;
}

export interface Matrix {
  readonly breaches: Breach[];
  readonly counts: Counts;
  /** Buttons and commands that somebody could use, at some time. */
  readonly worked: Set<string>;
  /** Goes through all cells of the world as it stands; leaves it as it was. */
  run(stage: string): Promise<void>;
}

type Told = Pick<Shown, 'to'> & { readonly text: string };

/** @param every id and earlier button, where not: one id of each owner */
export function matrixOf(world: World, every: boolean): Matrix {
  const { both, walk } = world;
  const roles = rolesOf(world);
  let leaks = leaksIn(world, roles);
  const breaches: Breach[] = [];
  const worked = new Set<string>();
  const counts: Counts = {
    ...{ roles: roles.length, commands: Object.keys(COMMANDS).length, buttons: Object.keys(BUTTONS).length },
    ...{ commandCells: 0, buttonCells: 0, otherCells: 0 },
  };
  let start: Snapshot = takeSnapshot(both.db, BOOKKEEPING);
  const owners = new Map<string, Owner>();
  let stage = '';
  let looked = 0;

  const accountOf = ({ person }: Role): number | null => {
    const sql = 'SELECT id FROM accounts WHERE messenger = ? AND user_id = ?';
    return rows<{ id: number }>(both, sql, person.messenger, person.id)[0]?.id ?? null;
  };
  const blame = (role: Role, did: string, wrong: string) =>
    breaches.push({ role: `${role.name}, ${stage}`, did, wrong });
  /** Whose a row of the start is; every role is asked of the same rows. */
  const ownerOf = (table: string, id: number): Owner => {
    const key = `${table} ${id}`;
    const known = owners.get(key);
    if (known) return known;
    const row = start.row(table, id);
    const owner = row ? start.ownerOf(table, row) : { studyId: null, expertId: null, accountId: null };
    owners.set(key, owner);
    return owner;
  };
  const expertOf = ({ is }: Role) => (is ? expertIdOf(both, is.side, is.seat) : null);
  const expertFormerly = ({ was }: Role) => (was ? expertIdOf(both, was.side, was.seat) : null);
  const expertBefore = ({ wasReplaced: was }: Role) => (was ? expertIdOf(both, was.side, was.seat) : null);

  const relationOf = (role: Role): ((owner: Owner) => Relation) => {
    const expertIds = [expertOf(role), expertBefore(role), expertFormerly(role)].filter((id) => id !== null);
    const side =
      role.runs ?? role.is?.side ?? role.was?.side ?? role.wasReplaced?.side ?? role.isInvited?.side;
    const accountId = accountOf(role);
    return ({ studyId, expertId, accountId: account }) => {
      if (expertId !== null && expertIds.includes(expertId)) return 'own';
      if (account !== null && account === accountId) return 'own';
      if (side === undefined || studyId !== side.studyId) return 'of another study';
      return (role.runs && account === null) || (expertId === null && account === null)
        ? 'own'
        : 'of the same study';
    };
  };

  /** Whether a role may do what a button says. */
  const mayPress = (role: Role, { button, about, data }: Forgery): boolean => {
    // Where nothing is pressed about, nobody is anything.
    const runs = (studyId: number | null = null) => studyId !== null && role.runs?.studyId === studyId;
    const isIn = (studyId: number | null = null) => studyId !== null && role.is?.side.studyId === studyId;
    switch (BUTTONS[button]!) {
      case 'its-expert':
        return about !== null && about.expertId !== null && about.expertId === expertOf(role);
      case 'took-part':
        return (
          about !== null &&
          about.expertId !== null &&
          [expertOf(role), expertFormerly(role)].includes(about.expertId)
        );
      case 'member':
        return isIn(about?.studyId);
      case 'remembered':
        return isIn(about?.studyId) || (about !== null && role.was?.side.studyId === about.studyId);
      case 'account-before':
        return about !== null && about.expertId !== null && about.expertId === expertBefore(role);
      case 'its-viewer':
        return role.runs !== undefined && about !== null && about.accountId === accountOf(role);
      case 'runs-study':
        return runs(about?.studyId);
      case 'facilitator':
        return role.runs !== undefined;
      case 'bearer':
        return isUnused(data)
          ? !runs(about?.studyId) && !isIn(about?.studyId)
          : button === 'j/1' && role.is !== undefined;
      case 'anybody':
        return true;
      // No text is kept when the presses begin.
      case 'its-writer':
      case 'nobody':
        return false;
    }
  };
  const isUnused = (data: string) =>
    rows(both, 'SELECT 1 FROM experts WHERE token = ?', data.split(':').at(-1)).length > 0;

  /** What an update changed that is more than bookkeeping. */
  const changedBy = (role: Role) => {
    const accountId = accountOf(role);
    const own = ({ table, before, after }: Changed) => {
      const row = (after ?? before)!;
      // The program removes what is left of a file after the file, by itself.
      if (table === 'file_pieces' && !after)
        return rows(both, 'SELECT 1 FROM files WHERE id = ?', row['file_id']).length === 0;
      return PERSONAL.has(table) && (table === 'accounts' ? row['id'] : row['account_id']) === accountId;
    };
    return { changes: start.changes().filter((change) => !own(change)), accountId };
  };
  /** Whom messages were queued for. */
  const isToSelf = ({ table, after }: Changed, accountId: number | null) =>
    table === 'outbox' && after?.['account_id'] === accountId;

  /** Nothing but an answer may have come of what a role may not do. */
  const checkNothingDone = (role: Role, did: string): boolean => {
    const { changes, accountId } = changedBy(role);
    const wrong = changes.filter((change) => !isToSelf(change, accountId) && !isNewsOfBlock(role, change));
    for (const { table, after, before } of wrong) {
      blame(role, did, `changed ${table}: ${JSON.stringify(before)} -> ${JSON.stringify(after)}`);
    }
    return wrong.length === 0;
  };
  const isNewsOfBlock = ({ name }: Role, { table, after }: Changed) =>
    name === 'blocked' && table === 'outbox' && after?.['kind'] === 'expert-unreachable';

  /** What a role may do stays within the study and the person that it is about. */
  const checkConfined = (role: Role, did: string, about: Forgery | null): void => {
    const { changes, accountId } = changedBy(role);
    const study = about && BUTTONS[about.button] === 'bearer' ? about.about?.studyId : null;
    const studies = [role.is, role.was, role.wasReplaced, role.isInvited].map((seat) => seat?.side.studyId);
    const allowed = new Set([...studies, role.runs?.studyId, study].filter((id) => (id ?? null) !== null));
    const persons = new Set([
      expertOf(role),
      expertBefore(role),
      expertFormerly(role),
      about?.about?.expertId,
    ]);
    const isNew = (studyId: number) => start.row('studies', studyId) === null;
    for (const change of changes) {
      const { table, before, after } = change;
      const owner = start.ownerOf(table, (after ?? before)!);
      const mine = owner.accountId === accountId;
      const isOurs =
        table === 'outbox' || (table === 'events' && String(after?.['kind']).startsWith('backup.'))
          ? true
          : owner.studyId === null
            ? mine ||
              ['files', 'file_pieces', 'jobs'].includes(table) ||
              (['accounts', 'sent_texts'].includes(table) && OTHERS_ACCOUNTS.has(about?.button ?? ''))
            : (allowed.has(owner.studyId) || JOINS.has(table) || isNew(owner.studyId)) &&
              (role.runs !== undefined || owner.expertId === null || persons.has(owner.expertId));
      if (!isOurs) {
        blame(role, did, `changed another’s ${table}: ${JSON.stringify(before)} -> ${JSON.stringify(after)}`);
      }
    }
  };
  /** Who is let in has the study chosen; who is forgotten has no account any more. */
  const OTHERS_ACCOUNTS: ReadonlySet<string> = new Set(['f.admit/2', 'f.forget/1']);
  /** A wish to join a study is a row of that study. */
  const JOINS: ReadonlySet<string> = new Set(['join_requests', 'study_facilitators']);

  const news = (): Told[] => {
    const fresh = world.shown.slice(looked);
    looked = world.shown.length;
    return fresh.map((shown) => ({ to: shown.to, text: allOf(world, shown) }));
  };
  /** @param now what the role has become */
  const checkTold = (role: Role, did: string, told: readonly Told[], mayTellOthers: boolean, now = role) => {
    for (const one of told) {
      if (!isTo(role, one) && !mayTellOthers)
        blame(role, did, `was told to ${one.to.messenger} ${one.to.id}`);
      for (const leak of leaks(one, isTo(role, one) ? now : undefined))
        blame(role, did, `told ${leak}: ${one.text.slice(0, 200)}`);
    }
  };
  const server = ({ person }: Role) => both.servers[person.messenger];
  const press = async (role: Role, { data }: Pick<Forgery, 'data'>) => {
    const message = role.person.seen().at(-1)?.id ?? 1;
    return server(role).pressData(role.person.id, message, data);
  };

  /** An old app of Bale shows no answer to a press: there a refusal comes as a message as well. */
  const isRefusal = (role: Role) => (one: Told) =>
    role.person.messenger === 'bale' && isTo(role, one) && one.text.startsWith('⚠️');
  const isTo = ({ person }: Role, { to }: Told) => to.id === person.id && to.messenger === person.messenger;

  /** Presses that must all be refused: together, and one by one where something came of them. */
  const refuses = async (role: Role, forgeries: readonly Forgery[]): Promise<void> => {
    const before = breaches.length;
    const nameOf = ({ data, says }: Forgery) => `pressed ${data} (${says})`;
    const did = forgeries.map(nameOf).at(forgeries.length === 1 ? 0 : forgeries.length) ?? 'pressed';
    const answers = await Promise.all(forgeries.map((forgery) => press(role, forgery)));
    await walk.settle();
    const told = news();
    const silent = answers.filter(({ answered, showAlert }) => answered && !showAlert);
    const said = told.filter(isRefusal(role)).length;
    for (const [at, answer] of answers.entries()) {
      const name = nameOf(forgeries[at]!);
      if (!answer.answered) blame(role, name, 'was not answered');
      else if (!answer.showAlert && said < silent.length)
        blame(role, name, `was not refused: «${answer.text}»`);
      for (const leak of leaks({ to: role.person, text: answer.text }))
        blame(role, name, `the alert told ${leak}`);
    }
    const isClean = checkNothingDone(role, did);
    checkTold(role, did, told, role.name === 'blocked');
    if (isClean && breaches.length === before) return;
    start.restore();
    if (forgeries.length === 1) return;
    const found = breaches.splice(before);
    for (const forgery of forgeries) await refuses(role, [forgery]);
    if (breaches.length === before) breaches.push(...found);
  };

  const allows = async (role: Role, forgery: Forgery): Promise<void> => {
    const did = `pressed ${forgery.data} (${forgery.says})`;
    const answer = await press(role, forgery);
    if (!answer.answered) blame(role, did, 'was not answered');
    if (answer.showAlert && answer.text === '') blame(role, did, 'was refused without a word');
    for (const leak of leaks({ to: role.person, text: answer.text }))
      blame(role, did, `the answer told ${leak}`);
    await walk.settle();
    const told = news();
    const isAccepted = !answer.showAlert && !told.some(isRefusal(role));
    if (isAccepted) worked.add(forgery.button);
    checkConfined(role, did, forgery);
    const withLink = isAccepted && ['j/1', 'jc/2'].includes(forgery.button) ? joined(role, forgery) : role;
    checkTold(
      role,
      did,
      forgery.button === 'jc/2' ? told.map(withoutLink(role, forgery)) : told,
      true,
      withLink,
    );
    start.restore();
  };
  /** A confirmed criterion shows the consent again, whose buttons carry the link that was pressed with. */
  const withoutLink =
    (role: Role, { data }: Forgery) =>
    (one: Told): Told =>
      isTo(role, one) ? { ...one, text: one.text.replaceAll(data.split(':').at(-1)!, '') } : one;
  /** What a role is once it has used a link. */
  const joined = (role: Role, { about }: Forgery): Role => {
    const side = [world.one, world.other].find(({ studyId }) => studyId === about?.studyId);
    const seat = SEATS.find((each) => side && expertIdOf(both, side, each) === about?.expertId);
    if (!side || !seat) return role;
    const { person, name } = role;
    return { name, person, is: { side, seat }, ...(seat !== 'invited' && { isUnconfirmed: true as const }) };
  };

  const goThroughButtons = async (role: Role, forgeries: readonly Forgery[]) => {
    const others = forgeries.filter((forgery) => !mayPress(role, forgery));
    const own = every || !role.likeAnother ? forgeries.filter((forgery) => mayPress(role, forgery)) : [];
    counts.buttonCells += others.length + own.length;
    await refuses(role, others);
    for (const forgery of own) await allows(role, forgery);
  };

  const says = async (role: Role, text: string): Promise<Told[]> => {
    await walk.says(role.person, text);
    return news();
  };
  const obeys = (role: Role, command: string) => {
    const whom = COMMANDS[command]!;
    if (whom === 'everybody') return true;
    return role.runs !== undefined || (whom === 'operator-or-facilitator' && role.isOperator === true);
  };
  const ownReplies = (role: Role, told: readonly Told[]) => told.filter((one) => isTo(role, one));

  const goThroughCommands = async (role: Role) => {
    const texts = Object.keys(COMMANDS).flatMap((command) =>
      ['', ...(ARGUMENTS[command] ?? [])].map((more) => ({ command, text: `/${command} ${more}`.trim() })),
    );
    counts.commandCells += texts.length;
    const unknown = texts.filter(({ command }) => !obeys(role, command));
    for (const { text } of [...unknown, { text: '/nonsense' }]) server(role).send(role.person.id, text);
    await walk.settle();
    const told = news();
    const replies = ownReplies(role, told).map(({ text }) => text);
    if (replies.length !== unknown.length + 1 || new Set(replies).size !== 1) {
      blame(
        role,
        `wrote ${unknown.map(({ text }) => text).join(' ')} /nonsense`,
        `heard ${JSON.stringify(replies)}`,
      );
    }
    checkNothingDone(role, 'wrote commands of others');
    checkTold(role, 'wrote commands of others', told, false);
    start.restore();
    for (const { command, text } of texts.filter((each) => obeys(role, each.command))) {
      const heard = await says(role, text);
      const mine = ownReplies(role, heard);
      if (mine.length === 0) blame(role, `wrote ${text}`, 'was not answered');
      if (mine.length > 0) worked.add(command);
      checkConfined(role, `wrote ${text}`, null);
      checkTold(role, `wrote ${text}`, heard, role.runs !== undefined || role.is !== undefined);
      start.restore();
    }
  };

  const linkOf = ({ side, seat }: NonNullable<Role['isInvited']>): Forgery => {
    const about = ownerOf('experts', expertIdOf(both, side, seat));
    return { button: 'j/1', data: '', about, says: 'a link' };
  };

  const goThroughWritings = async (role: Role) => {
    for (const writing of writingsOf(world)) {
      counts.otherCells += 1;
      const did = `sent ${writing.says}`;
      writing.send(role);
      await walk.settle();
      const told = news();
      if (ownReplies(role, told).length === 0) blame(role, did, 'was not answered');
      const opens = writing.opens ?? (writing.isContactOf === role.name ? role.isInvited : undefined);
      if (opens) checkConfined(role, did, linkOf(opens));
      else if (role.runs || role.is) checkConfined(role, did, null);
      else checkNothingDone(role, did);
      const reads = opens && role.is?.side !== opens.side && role.runs !== opens.side;
      const { holds: sent } = writing;
      const reader = reads
        ? { name: role.name, person: role.person, isInvited: opens }
        : { ...role, ...(sent && role.runs && { sent }) };
      checkTold(role, did, told, false, reader);
      start.restore();
    }
  };

  /** Texts for what an account was asked when it may have had other rights. */
  const goThroughDialogs = async (role: Role) => {
    const at = rows<{ at: number }>(both, 'SELECT max(at) AS at FROM handled_updates')[0]!.at;
    for (const { kind, args, obeys: right, about } of dialogsAbout(world)) {
      counts.otherCells += 1;
      const did = `wrote where «${kind}» waits for a text`;
      both.db.$client
        .prepare('INSERT OR REPLACE INTO dialogs (account_id, kind, args, started_at) VALUES (?, ?, ?, ?)')
        .run(accountOf(role), kind, JSON.stringify(args), at);
      const told = await says(role, 'نوشته‌ای که جایش اینجا نیست');
      if (ownReplies(role, told).length === 0) blame(role, did, 'was not answered');
      const owner = ownerOf(about.table, about.id);
      const may =
        right === 'its-expert'
          ? owner.expertId === expertOf(role)
          : right === 'runs-study'
            ? role.runs?.studyId === owner.studyId
            : role.is !== undefined && (right === 'anybody' || role.is.side.studyId === owner.studyId);
      if (may) checkConfined(role, did, null);
      else checkNothingDone(role, did);
      checkTold(role, did, told, may);
      start.restore();
    }
  };

  const goThroughGroup = async (role: Role, forgeries: readonly Forgery[]) => {
    const calls = server(role).history.length;
    const data = forgeries.map((forgery) => forgery.data);
    counts.otherCells += sendInGroup(world, role, Object.keys(COMMANDS), data);
    await walk.settle();
    const ending = () =>
      server(role)
        .history.slice(calls)
        .filter(({ method }) => method === 'answerCallbackQuery');
    await until(() => ending().length >= data.length).catch(() => undefined);
    const made = server(role).history.slice(calls);
    const spoken = made.filter(({ params }) => Number(params['chat_id']) < 0);
    const ended = ending();
    if (new Set(spoken.map(({ params }) => params['text'])).size > 1)
      blame(role, 'wrote in a group', 'heard more');
    const words = ended.filter(({ params }) => params['text'] !== undefined);
    if (ended.length !== data.length || words.length > 0) {
      blame(
        role,
        `pressed ${data.length} buttons in a group`,
        `had ${ended.length} ended, ${words.length} with words`,
      );
    }
    checkNothingDone(role, 'wrote in a group');
    checkTold(role, 'wrote in a group', news(), false);
  };

  return {
    breaches,
    counts,
    worked,
    async run(name) {
      stage = name;
      // Everybody has been heard of: an account's number means one person for as long as the program runs.
      for (const role of roles.filter((each) => !each.inGroup && each.name !== 'blocked')) {
        if (accountOf(role) === null) server(role).send(role.person.id, '/help');
      }
      await walk.settle();
      // The program does it at a minute of every hour, and whoever pressed then would have done it.
      while (pruneOnce(both.db, both.now()));
      start = takeSnapshot(both.db, BOOKKEEPING);
      owners.clear();
      leaks = leaksIn(world, roles);
      looked = world.shown.length;
      const keyboards = world.shown.flatMap(({ message }) => message.keyboard.flat());
      const carried = [...new Set(keyboards.flatMap(({ callback_data: data }) => data ?? []))];
      const tokens = rows<{ id: number; token: string }>(
        both,
        'SELECT id, token FROM experts WHERE token IS NOT NULL',
      );
      const links = [...tokens, { id: 0, token: 'A1b2'.repeat(6) }].flatMap(({ id, token }): Forgery[] => {
        const about = ownerOf('experts', id);
        return Object.entries({ j: 'j/1', jn: 'jn/1', 'jc:1': 'jc/2' }).map(([word, button]) => ({
          button,
          data: `${word}:${token}`,
          about,
          says: 'a link',
        }));
      });
      const malformed: Forgery[] = MALFORMED.map((data) => ({
        button: 'f.reason/3',
        data,
        about: null,
        says: 'malformed',
      }));
      for (const role of roles.filter(({ inGroup }) => inGroup)) {
        const ofRole = { ownerOf, relationTo: relationOf(role) };
        await goThroughGroup(role, forge(world, ofRole, carried, false));
      }
      for (const role of roles.filter(({ inGroup }) => !inGroup)) {
        const ofRole = { ownerOf, relationTo: relationOf(role) };
        const numbered = forge(world, ofRole, carried, every);
        await goThroughButtons(role, [...numbered, ...links, ...malformed]);
        // Who has blocked the bot can press what is left in the chat, and write nothing.
        if (role.name === 'blocked') continue;
        await goThroughCommands(role);
        await goThroughWritings(role);
        await goThroughDialogs(role);
      }
    },
  };
}
