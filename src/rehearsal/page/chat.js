import { createChatSearch } from './chat-search.js';
import { createComposer, limits } from './composer.js';
import { el, icon, plainText } from './dom.js';
import { keepOpen, renderMessage } from './message.js';
import { alertBox, announce, toast } from './notices.js';
import { rove } from './roving.js';
import { server } from './server.js';
import { dayOf, digits, t } from './texts.js';

/** Closer to the end than this, and the view follows what comes. */
const NEAR_END_PX = 80;
/** As long as a messenger shows that the bot is at work. */
const WORKING_MS = 5000;
/** An edit that comes so soon after a press answers it. */
const ANSWERED_WITHIN_MS = 3000;
/** What can be pressed in a message. */
const PRESSED = 'a, button, summary, [role="button"]';

/**
 * One phone: the chat of one person with the bot.
 *
 * @param {{ personId: number, attaches: boolean, start: () => HTMLElement | null }} options
 *   `start` gives what stands there before the person has written
 */
export function createChat({ personId, attaches, start }) {
  const messages = new Map();
  const rendered = new Map();
  const busy = new Set();
  let head = { started: false, blocked: false, replyKeyboard: [], hasPhone: false };
  let loaded = false;
  const early = [];

  const list = el('div.messages', {
    role: 'log',
    'aria-live': 'off',
    'aria-label': t('chat.messages'),
    tabIndex: 0,
  });
  const jump = el('button.jump', { type: 'button', hidden: true, onClick: () => toEnd(true) }, icon('down'));
  const beginning = el('div.beginning');
  const composer = createComposer({
    draft: `draft of ${personId}`,
    send: (text, replyTo) => say(server.send(personId, text, replyTo), t('chat.notSent')),
    sendFile: (file) => say(server.sendFile(personId, file), t('chat.fileNotSent', { name: file.name })),
    refuse: (text) => toast(phone, text),
    shareContact: () => {
      if (head.hasPhone) say(server.shareContact(personId));
      else toast(phone, t('chat.noPhone'));
    },
    attaches,
  });
  const blockedBar = el(
    'div.blocked-bar',
    { hidden: true },
    el('span', {}, t('chat.blocked')),
    el(
      'button.primary',
      { type: 'button', onClick: () => attempt(server.unblock(personId)) },
      t('chat.unblock'),
    ),
  );
  const note = el('p', {}, t('chat.botNote'));
  const search = createChatSearch(list);
  const bar = el(
    'div.chat-head',
    {},
    el('img', { src: '/icon.svg', alt: '' }),
    el('div', {}, el('b', {}, t('chat.bot')), note),
    search.opener,
  );
  let workingEnds = 0;
  const phone = el(
    'div.phone',
    {},
    bar,
    search.bar,
    el('div.chat-body', {}, list, jump),
    beginning,
    composer.root,
    blockedBar,
  );
  if (attaches) acceptDrops(phone, composer.take);
  rove(list, PRESSED, () => [...rendered.values()].findLast((one) => one.isConnected)?.querySelector('.key'));

  const attempt = async (request, failure = t('chat.failed')) => {
    try {
      return await request;
    } catch {
      toast(phone, failure);
      return null;
    }
  };
  /** Who writes looks at the end of the chat; who presses a button further up stays there. */
  const say = (request, failure) => {
    toEnd();
    return attempt(request, failure);
  };
  let pressedAt = Number.NEGATIVE_INFINITY;
  const press = async (messageId, data) => {
    const key = `${messageId} ${data}`;
    if (busy.has(key)) return;
    busy.add(key);
    pressedAt = performance.now();
    draw(messageId);
    const answer = await attempt(server.press(personId, messageId, data));
    busy.delete(key);
    draw(messageId);
    if (!answer) return;
    if (!answer.answered) toast(phone, t('chat.noAnswer'));
    else if (answer.showAlert) alertBox(answer.text);
    else if (answer.text) toast(phone, answer.text);
  };
  const actionsOf = (message) => ({
    isBusy: (data) => busy.has(`${message.id} ${data}`),
    press: (data) => press(message.id, data),
    copy: async (text) => {
      await navigator.clipboard.writeText(text);
      toast(phone, t('chat.copied'));
    },
    command: (text) => say(server.send(personId, text)),
    reply: () => composer.setReply(message.id, lineOf(message)),
    quoted: (id) => (messages.has(id) ? lineOf(messages.get(id)) : null),
  });

  const draw = (id) => {
    const message = messages.get(id);
    const old = rendered.get(id);
    if (!message) {
      old?.remove();
      rendered.delete(id);
      return;
    }
    const fresh = renderMessage(message, actionsOf(message));
    rendered.set(id, fresh);
    if (old) {
      keepOpen(old, fresh);
      replaceKeepingFocus(old, fresh);
    } else list.append(dayBefore(message) ?? '', fresh);
  };
  let lastDay = '';
  const dayBefore = (message) => {
    const day = dayOf(new Date(message.sentAt));
    if (day === lastDay) return null;
    lastDay = day;
    return el('p.day', {}, el('span', {}, day));
  };
  let atEnd = true;
  let missed = 0;
  const stay = () => {
    if (atEnd) {
      list.scrollTop = list.scrollHeight;
      missed = 0;
    }
    jump.hidden = atEnd;
    const label = missed > 0 ? t('chat.jumpPast', { n: missed }) : t('chat.jump');
    jump.title = label;
    jump.setAttribute('aria-label', label);
    jump.replaceChildren(icon('down'), missed > 0 ? el('span.unread', {}, digits(missed)) : '');
  };
  const toEnd = (byHand = false) => {
    atEnd = true;
    stay();
    // The button goes, and must not take the focus with it.
    if (byHand) list.focus({ preventScroll: true });
  };
  let lastTop = 0;
  // Only who scrolls up leaves the end: a chat that grows, or comes back into view, has not been scrolled.
  list.addEventListener('scroll', () => {
    if (list.clientHeight === 0) return;
    const before = atEnd;
    if (list.scrollHeight - list.scrollTop - list.clientHeight < NEAR_END_PX) atEnd = true;
    else if (list.scrollTop < lastTop) atEnd = false;
    lastTop = list.scrollTop;
    if (atEnd !== before) {
      missed = 0;
      jump.hidden = atEnd;
    }
  });
  new ResizeObserver(stay).observe(list);
  // The font comes after the first texts, and makes them longer.
  void document.fonts.ready.then(stay);
  const showHead = (given) => {
    head = given;
    composer.setReplyKeyboard(head.replyKeyboard);
    blockedBar.hidden = !head.blocked;
    showWorking(head.working);
    clearTimeout(workingEnds);
    if (head.working) workingEnds = setTimeout(() => showWorking(false), WORKING_MS);
    const first = head.started ? null : start();
    beginning.hidden = first === null;
    beginning.replaceChildren(first ?? '');
    composer.root.hidden = head.blocked || first !== null;
  };
  const showWorking = (working) => {
    note.textContent = t(working ? 'chat.typing' : 'chat.botNote');
    note.classList.toggle('working', working);
  };
  /** What the bot says is read aloud; an edit only where it answers a press, for else every card would chatter. */
  const tell = (message, isNew) => {
    if (message.from !== 'bot' || !list.checkVisibility()) return;
    const answers = performance.now() - pressedAt < ANSWERED_WITHIN_MS;
    if (isNew || answers) announce(lineOf(message));
    if (isNew && !atEnd) missed += 1;
  };
  const apply = (change) => {
    for (const message of change.messages) {
      if (loaded) tell(message, !messages.has(message.id));
      messages.set(message.id, message);
    }
    for (const id of change.deleted ?? []) messages.delete(id);
    showHead(change.head);
    for (const { id } of change.messages) draw(id);
    for (const id of change.deleted ?? []) draw(id);
    stay();
  };

  return {
    personId,
    root: phone,
    async load() {
      const chat = await server.chat(personId);
      loaded = false;
      messages.clear();
      rendered.clear();
      lastDay = '';
      list.replaceChildren();
      composer.setCommands(chat.commands);
      apply({ head: chat.head, messages: chat.messages });
      loaded = true;
      for (const change of early.splice(0)) apply(change);
      toEnd();
    },
    async loadCommands() {
      composer.setCommands((await server.chat(personId)).commands);
    },
    change(change) {
      if (loaded) apply(change);
      else early.push(change);
    },
    /** What stands before the first message may have changed. */
    refreshStart: () => showHead(head),
    isBlocked: () => head.blocked,
    focus: () => (composer.root.hidden ? list : composer.field).focus(),
  };
}

/** A card that changes under a finger on Enter must not throw the keyboard's user out of the chat. */
function replaceKeepingFocus(old, fresh) {
  const place = [...old.querySelectorAll('button, a')].indexOf(document.activeElement);
  old.replaceWith(fresh);
  if (place < 0) return;
  const targets = [...fresh.querySelectorAll('button, a')];
  (targets[place] ?? targets.at(-1))?.focus({ preventScroll: true });
}

const lineOf = ({ html, file }) => plainText(html).replace(/\s+/g, ' ').slice(0, 90) || file?.name || '';

function acceptDrops(phone, take) {
  const cover = el('div.drop', { hidden: true }, icon('attach'), t('chat.drop'), el('small', {}, limits()));
  phone.append(cover);
  phone.addEventListener('dragover', (event) => {
    event.preventDefault();
    cover.hidden = false;
  });
  phone.addEventListener('dragleave', (event) => {
    if (!phone.contains(event.relatedTarget)) cover.hidden = true;
  });
  phone.addEventListener('drop', (event) => {
    event.preventDefault();
    cover.hidden = true;
    take(event.dataTransfer.files);
  });
}
