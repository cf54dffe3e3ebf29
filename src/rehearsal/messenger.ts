import { languageSpoken, speaking } from '../texts/speaking.ts';
import {
  appendMessage,
  type Chat,
  type ChatMessage,
  chatMessage,
  chatObject,
  indexOfMessage,
  messageObject,
  type NewMessage,
  newChat,
  notePress,
  type Person,
  userObject,
} from './chats.ts';
import type { BotCommand } from './command-lists.ts';
import { commandEntities } from './formatted-text.ts';
import { buttonLabelled } from './keyboards.ts';
import {
  type Change,
  createMessengerCore,
  type MessengerCore,
  type MessengerOptions,
} from './messenger-core.ts';
import type { PressAnswer } from './open-presses.ts';
import type { StoredFile } from './stored-files.ts';
import { CALLBACK_QUERY_LIFETIME_MS, MESSAGE_LIFETIME_MS } from './update-queue.ts';

export interface LocalMessenger {
  addPerson(person: Person): void;
  people(): readonly Person[];
  /** @returns the message's id */
  send(personId: number, text: string, options?: { replyTo?: number }): number;
  sendDocument(personId: number, name: string, bytes: Uint8Array, text?: string): number;
  /** @param ofUserId whose number it is; absent: a card of somebody the messenger does not know */
  shareContact(personId: number, phone: string, ofUserId?: number): number;
  /**
   * OpenPresses a button of a message.
   *
   * @param button its label or callback data
   * @returns the bot's answer, once it comes
   * @throws Error where the message or the button is not there
   */
  press(personId: number, messageId: number, button: string): Promise<PressAnswer>;
  /** OpenPresses with any data at all, on any message, as an outdated client may. */
  pressData(personId: number, messageId: number, data: string): Promise<PressAnswer>;
  block(personId: number): void;
  unblock(personId: number): void;
  /** The messages as the person sees them now, eldest first. */
  chat(personId: number): readonly ChatMessage[];
  chatState(personId: number): Readonly<Omit<Chat, 'messages'>>;
  commandsFor(personId: number): readonly BotCommand[];
  fileBytes(file: StoredFile): Buffer | undefined;
  onChange(listener: (change: Change) => void): () => void;
  /** Looks now and after every change until something is seen. */
  until<Seen>(look: () => Seen | undefined | null | false, withinMs?: number): Promise<Seen>;
  stop(): Promise<void>;
  /** For the HTTP server. */
  readonly core: MessengerCore;
}

/** A messenger with one bot, for people who are programs or sit at the rehearsal's page. */
export function createMessenger(options: MessengerOptions): LocalMessenger {
  const core = createMessengerCore(options);
  const { chatsFile } = options;
  if (chatsFile) core.onChange(() => chatsFile.saveSoon(core.snapshot));
  return {
    core,
    ...writing(core),
    ...pressing(core),
    ...looking(core),
    addPerson(person) {
      const known = core.chats.get(person.id);
      core.chats.set(person.id, known ? { ...known, person } : newChat(person));
      core.changed({ kind: 'chat', personId: person.id });
    },
    block: (personId) => setBlocked(core, personId, true),
    unblock: (personId) => setBlocked(core, personId, false),
    async stop() {
      core.updates.endPoll('the end of this server');
      core.presses.stop();
      await chatsFile?.close(core.snapshot);
    },
  };
}

function chatOf(core: MessengerCore, personId: number): Chat {
  const chat = core.chats.get(personId);
  if (!chat) throw new Error(`nobody has the id ${personId} at this messenger`);
  return chat;
}

/** What a person writes. */
function writing(core: MessengerCore): Pick<LocalMessenger, 'send' | 'sendDocument' | 'shareContact'> {
  const say = (personId: number, said: Omit<NewMessage, 'id' | 'from' | 'sentAt' | 'keyboard'>): number => {
    const chat = chatOf(core, personId);
    if (chat.blocked) throw new Error(`${personId} has blocked the bot and cannot write to it`);
    const id = core.nextMessageId();
    const message = chatMessage({ id, from: 'person', sentAt: core.now(), keyboard: [], ...said });
    chat.started = true;
    appendMessage(chat, message, core.messagesPerChat);
    core.updates.add('message', personId, messageObject(chat, message, core.botUser()), MESSAGE_LIFETIME_MS);
    core.changed({ kind: 'sent', personId, message });
    return id;
  };
  return {
    send(personId, text, { replyTo } = {}) {
      const entities = commandEntities(text);
      return say(personId, { text, entities, ...(replyTo !== undefined && { replyTo }) });
    },
    sendDocument(personId, name, bytes, text = '') {
      const document = core.files.add(name, Buffer.from(bytes), 'documents');
      return say(personId, { text, entities: [], document });
    },
    shareContact(personId, phone, ofUserId) {
      const owner = core.chats.get(ofUserId ?? personId)?.person;
      const firstName = owner?.firstName ?? String(ofUserId);
      const contact = { phone, firstName, ...(ofUserId !== undefined && { userId: ofUserId }) };
      return say(personId, { text: '', entities: [], contact });
    },
  };
}

function pressing(core: MessengerCore): Pick<LocalMessenger, 'press' | 'pressData'> {
  const pressData = async (personId: number, messageId: number, data: string): Promise<PressAnswer> => {
    const chat = chatOf(core, personId);
    const message = chat.messages[indexOfMessage(chat, messageId)];
    const press = core.presses.begin(personId);
    const query = {
      id: press.id,
      from: userObject(chat.person),
      // A message that is gone comes as an inaccessible one: its date is 0.
      message: message
        ? messageObject(chat, message, core.botUser())
        : { message_id: messageId, chat: chatObject(chat.person), date: 0 },
      chat_instance: String(personId),
      data,
    };
    const button = message?.keyboard.flat().find(({ callback_data: pressed }) => pressed === data);
    notePress(chat, { label: button?.text ?? '', messageId, order: core.nextMessageId() });
    core.updates.add('callback_query', personId, query, CALLBACK_QUERY_LIFETIME_MS);
    core.changed({ kind: 'pressed', personId, messageId, data });
    const answer = await press.answer;
    core.changed({ kind: 'answered', personId, messageId, data });
    return answer;
  };
  return {
    pressData,
    press(personId, messageId, wanted) {
      const chat = chatOf(core, personId);
      const rows = chat.messages[indexOfMessage(chat, messageId)]?.keyboard ?? [];
      const button =
        rows.flat().find(({ callback_data: data }) => data === wanted) ?? buttonLabelled(rows, wanted);
      if (button?.callback_data) return pressData(personId, messageId, button.callback_data);
      const labels = rows.flat().map(({ text }) => text);
      throw new Error(`message ${messageId} has no button «${wanted}» but: ${labels.join(' | ') || 'none'}`);
    },
  };
}

type Looking = 'people' | 'chat' | 'chatState' | 'commandsFor' | 'fileBytes' | 'onChange' | 'until';

function looking(core: MessengerCore): Pick<LocalMessenger, Looking> {
  return {
    people: () => [...core.chats.values()].map((chat) => chat.person),
    chat: (personId) => chatOf(core, personId).messages,
    chatState: (personId) => chatOf(core, personId),
    commandsFor: (personId) => core.commands.seenBy(personId),
    fileBytes: (file) => core.files.bytes(file),
    onChange: core.onChange,
    until: (look, withinMs = 60_000) => until(core, look, withinMs),
  };
}

function setBlocked(core: MessengerCore, personId: number, blocked: boolean): void {
  const chat = chatOf(core, personId);
  if (chat.blocked === blocked) return;
  chat.blocked = blocked;
  core.changed({ kind: 'chat', personId });
  const member = { user: core.botUser(), status: 'member' };
  const kicked = { user: core.botUser(), status: 'kicked', until_date: 0 };
  const change = {
    chat: chatObject(chat.person),
    from: userObject(chat.person),
    date: Math.floor(core.now().getTime() / 1000),
    old_chat_member: blocked ? member : kicked,
    new_chat_member: blocked ? kicked : member,
  };
  core.updates.add('my_chat_member', personId, change, MESSAGE_LIFETIME_MS);
}

function until<Seen>(
  core: MessengerCore,
  look: () => Seen | undefined | null | false,
  withinMs: number,
): Promise<Seen> {
  // Changes come from the bot's calls, which know nothing of the language of whoever waits for them.
  const language = languageSpoken();
  return new Promise((resolve, reject) => {
    const check = () => {
      try {
        const seen = speaking(language, look);
        if (seen === undefined || seen === null || seen === false) return;
        done();
        resolve(seen);
      } catch (error) {
        done();
        reject(error);
      }
    };
    const done = () => {
      callOff();
      forget();
    };
    const callOff = core.time.after(withinMs, () => {
      done();
      reject(new Error(`not seen within ${withinMs} ms: ${look.toString()}`));
    });
    const forget = core.onChange(check);
    check();
  });
}
