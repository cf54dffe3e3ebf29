import type { TestMessenger } from '../dialogs/bot-api.ts';
import type { Role } from './people.ts';
import { mobileOf, nameOf, rows, type Seat, type Side, tokenOf, type World } from './world.ts';

const A_DAY_MS = 24 * 3_600_000;
const GROUP = { id: -100_200, type: 'group', title: 'گروه' };

/** Something that anybody may send beside commands and presses. */
export interface Writing {
  readonly says: string;
  send(role: Role): void;
  /** Whose consent it may show. */
  readonly opens?: { readonly side: Side; readonly seat: Seat };
  /** Whose study stands in it. */
  readonly holds?: Side;
  /** The role whose own number it is: to it alone it is as good as a link. */
  readonly isContactOf?: string;
}

/** What an account's next text is for, as if it had begun when the account had other rights. */
export interface OpenDialog {
  readonly kind: string;
  readonly args: Readonly<Record<string, unknown>>;
  /** Whom it obeys, as the table of rights has it, and the row that it is about. */
  readonly obeys: 'its-expert' | 'member' | 'anybody' | 'runs-study';
  readonly about: { readonly table: string; readonly id: number };
}

export function writingsOf({ both, one, other, papers }: World): Writing[] {
  const server = ({ person }: Role) => both.servers[person.messenger];
  const message = (says: string, content: object, kind = 'message'): Writing => ({
    says,
    send: (role) => sendRaw(server(role), kind, inPrivate(role), content),
  });
  const file = (says: string, bytes: Uint8Array, holds?: Side): Writing => ({
    says,
    send: (role) => void server(role).sendDocument(role.person.id, 'a.xlsx', bytes),
    ...(holds && { holds }),
  });
  const links = [one, other].flatMap((side): Writing[] => {
    const token = tokenOf(both, side, 'invited');
    if (token === null) return [];
    const text = (written: string): Writing => ({
      says: written,
      send: (role) => void server(role).send(role.person.id, written),
      opens: { side, seat: 'invited' },
    });
    return [text(`/start ${token}`), text(`https://t.me/hamray_test_bot?start=${token}`)];
  });
  const phone = {
    phone_number: `+${mobileOf(one.words, 'invited')}`,
    first_name: nameOf(one.words, 'invited'),
  };
  return [
    message('a text', { text: 'سلام' }),
    message('a text again, edited', { text: 'سلام دوباره', edit_date: 1 }, 'edited_message'),
    message('a picture', { photo: [{ file_id: 'p', file_unique_id: 'p', width: 9, height: 9 }] }),
    message('a voice message', { voice: { file_id: 'v', file_unique_id: 'v', duration: 1 } }),
    message('a sticker', { sticker: { file_id: 's', file_unique_id: 's', type: 'regular' } }),
    message('a place', { location: { latitude: 1, longitude: 1 } }),
    {
      ...message('an invited person’s contact', { contact: { ...phone, user_id: one.seats.invited.id } }),
      isContactOf: 'invited',
    },
    message('a contact of nobody’s account', { contact: phone }),
    file('a file', new Uint8Array([1, 2, 3])),
    file('the workbook of a study, changed', papers.changed, one),
    file('a form of a study, filled in', papers.form),
    {
      says: 'the own contact, of a number that no workbook has',
      send: (role) => void server(role).shareContact(role.person.id, '989000000000', role.person.id),
    },
    {
      says: 'a link that leads nowhere',
      send: (role) => void server(role).send(role.person.id, `/start ${'Zz9'.repeat(8)}`),
    },
    ...links,
  ];
}

/** All that a group may send, as far as a bot gets it. @returns how many */
export function sendInGroup(
  { both }: World,
  { person, runs }: Role,
  commands: readonly string[],
  data: string[],
): number {
  const server = both.servers[person.messenger];
  const from = userOf(person.id);
  const sent = { from, chat: GROUP, message_id: 5, date: 1 };
  const texts = commands.flatMap((command) => [`/${command}`, `/${command}@hamray_test_bot`]);
  for (const text of [...texts, 'سلام', 'متنی']) sendRaw(server, 'message', sent, { text });
  sendRaw(server, 'message', sent, { document: { file_id: 'd', file_unique_id: 'd', file_name: 'a.xlsx' } });
  sendRaw(server, 'edited_message', sent, { text: '/help', edit_date: 2 });
  for (const [at, pressed] of data.entries()) {
    const query = { from, chat_instance: 'g', message: sent, data: pressed };
    sendRaw(server, 'callback_query', query, { id: `group-${runs ? 'f' : 'e'}-${at}` });
  }
  return texts.length + 4 + data.length;
}

/** One of each kind that the program begins; the kinds stand in the sources alone. */
export function dialogsAbout({ both, one }: World): OpenDialog[] {
  const [answer] = rows<{ id: number }>(
    both,
    `SELECT max(a.id) AS id FROM answers a JOIN questionnaires q ON q.id = a.questionnaire_id
     JOIN experts e ON e.id = q.expert_id WHERE e.name = ?`,
    nameOf(one.words, 'expert'),
  );
  const last = (table: string) =>
    rows<{ id: number }>(both, `SELECT max(id) AS id FROM ${table} WHERE study_id = ?`, one.studyId)[0]!.id;
  const { studyId } = one;
  const study = { table: 'studies', id: studyId };
  const question = { table: 'questions', id: last('questions') };
  const proposal = { table: 'proposals', id: last('proposals') };
  const preview = { table: 'previews', id: last('previews') };
  const messageId = 1;
  return [
    {
      kind: 'reason',
      args: { answerId: answer!.id },
      obeys: 'its-expert',
      about: { table: 'answers', id: answer!.id },
    },
    { kind: 'ask', args: { studyId }, obeys: 'member', about: study },
    { kind: 'ask-which', args: { text: 'پرسشی' }, obeys: 'anybody', about: study },
    {
      kind: 'suggest',
      args: { studyId, messageId, kind: 'add', itemId: null },
      obeys: 'member',
      about: study,
    },
    { kind: 'suggest-kind', args: { studyId }, obeys: 'member', about: study },
    { kind: 'suggest-item', args: { studyId, messageId }, obeys: 'member', about: study },
    { kind: 'item', args: { previewId: preview.id }, obeys: 'runs-study', about: preview },
    { kind: 'briefing', args: { studyId }, obeys: 'runs-study', about: study },
    { kind: 'announce', args: { studyId }, obeys: 'runs-study', about: study },
    { kind: 'answer-question', args: { questionId: question.id }, obeys: 'runs-study', about: question },
    {
      kind: 'why-changed',
      args: { previewId: last('previews'), messageId },
      obeys: 'runs-study',
      about: study,
    },
    {
      kind: 'why-rejected',
      args: { proposalId: proposal.id, messageId },
      obeys: 'runs-study',
      about: proposal,
    },
    {
      kind: 'retitle',
      args: { proposalId: proposal.id, into: 'one', with: null, page: 0, messageId },
      obeys: 'runs-study',
      about: proposal,
    },
    {
      kind: 'merge',
      args: { proposalId: proposal.id, words: '', page: 0, messageId },
      obeys: 'runs-study',
      about: proposal,
    },
    { kind: 'objection', args: { proposalId: proposal.id }, obeys: 'its-expert', about: proposal },
  ];
}

let messageId = 900_000;

function sendRaw(server: TestMessenger, kind: string, common: object, content: object): void {
  const { chat } = common as { chat?: { id: number } };
  // The queue takes whatever kind the bot asked the messenger for.
  server.core.updates.add(kind as 'message', chat?.id ?? 0, { ...common, ...content }, A_DAY_MS);
}

function inPrivate({ person }: Role): object {
  messageId += 1;
  const chat = { id: person.id, type: 'private', first_name: 'نام' };
  return { from: userOf(person.id), chat, message_id: messageId, date: 1 };
}

function userOf(id: number): object {
  return { id, is_bot: false, first_name: 'نام' };
}
