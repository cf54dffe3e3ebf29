import { el, icon } from './dom.js';
import { t } from './texts.js';

const FOUND = 'found';

/** The same letters, digits and spaces however they were typed; as long as the text itself. */
const plainly = (text) =>
  text
    .replace(/[يى]/g, 'ی')
    .replace(/ك/g, 'ک')
    .replace(/[ۀة]/g, 'ه')
    .replace(/[\u200c\u00a0\n]/g, ' ')
    .replace(/[۰-۹٠-٩]/g, (digit) => String(digit.charCodeAt(0) & 15))
    .replace(/[A-Z]/g, (letter) => letter.toLowerCase());
/** Without the invisible signs that hold numbers and names together. */
const visible = (text) => plainly(text).replace(/[\u200e\u200f\u2066-\u2069]/g, '');

/**
 * Looks for words in a chat: the newest message that has them, and from there up and down.
 *
 * @param {HTMLElement} list of the messages
 */
export function createChatSearch(list) {
  let hits = [];
  let at = -1;

  const count = el('span.count', { role: 'status' });
  const field = el('input', {
    type: 'search',
    dir: 'auto',
    placeholder: t('search.words'),
    'aria-label': t('search.words'),
    onInput: () => look(),
    onKeyDown: (event) => {
      if (event.key === 'Enter') go(event.shiftKey ? 1 : -1);
    },
  });
  const tool = (name, label, onClick) =>
    el('button.tool', { type: 'button', title: label, 'aria-label': label, onClick }, icon(name));
  const opener = tool('search', t('search.open'), () => (bar.hidden ? open() : close()));
  opener.setAttribute('aria-expanded', 'false');
  const bar = el(
    'div.search-bar',
    {
      hidden: true,
      role: 'search',
      onKeyDown: (event) => {
        if (event.key === 'Escape') close();
      },
    },
    field,
    count,
    tool('up', t('search.older'), () => go(-1)),
    tool('down', t('search.newer'), () => go(1)),
    tool('close', t('search.close'), () => close()),
  );

  const open = () => {
    bar.hidden = false;
    opener.setAttribute('aria-expanded', 'true');
    field.focus();
  };
  const close = () => {
    bar.hidden = true;
    opener.setAttribute('aria-expanded', 'false');
    field.value = '';
    look();
    opener.focus();
  };
  const look = () => {
    const wanted = visible(field.value.trim());
    hits = wanted
      ? [...list.querySelectorAll('.message')].filter((one) => visible(one.textContent).includes(wanted))
      : [];
    at = hits.length;
    if (hits.length > 0) go(-1);
    else show();
  };
  const go = (by) => {
    // A message that was edited meanwhile is another element.
    if (hits.some((one) => !one.isConnected)) return look();
    if (hits.length === 0) return;
    at = (at + by + hits.length) % hits.length;
    hits[at].scrollIntoView({ block: 'center' });
    show();
  };
  const show = () => {
    for (const one of list.querySelectorAll('.found')) one.classList.remove('found');
    hits[at]?.classList.add('found');
    count.textContent =
      field.value.trim() === ''
        ? ''
        : hits.length === 0
          ? t('search.none')
          : t('search.count', { at: hits.length - at, of: hits.length });
    mark(hits, plainly(field.value.trim()));
  };
  return { opener, bar };
}

/** Of all chats of the page; a browser without highlights shows the message alone. */
function mark(messages, wanted) {
  if (!('highlights' in CSS)) return;
  CSS.highlights.delete(FOUND);
  if (wanted === '') return;
  const ranges = [];
  for (const message of messages) {
    const nodes = document.createTreeWalker(message, NodeFilter.SHOW_TEXT);
    while (nodes.nextNode()) {
      const text = plainly(nodes.currentNode.data);
      for (let from = text.indexOf(wanted); from >= 0; from = text.indexOf(wanted, from + wanted.length)) {
        const range = new Range();
        range.setStart(nodes.currentNode, from);
        range.setEnd(nodes.currentNode, from + wanted.length);
        ranges.push(range);
      }
    }
  }
  CSS.highlights.set(FOUND, new Highlight(...ranges));
}
