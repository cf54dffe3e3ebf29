import { linkCommands } from './commands.js';
import { el, icon, plainText } from './dom.js';
import { isPicture, pictureOf } from './pictures.js';
import { digits, t, timeOf } from './texts.js';

/**
 * A message as it stands in a chat.
 *
 * @param {object} message as the program describes it
 * @param {{ isBusy: (data: string) => boolean, press: (data: string) => void, copy: (text: string) => void,
 *   command: (text: string) => void, reply: () => void, quoted: (id: number) => string | null }} chat
 */
export function renderMessage(message, chat) {
  const ofBot = message.from === 'bot';
  const quote = message.replyTo && chat.quoted(message.replyTo);
  const bubble = el(
    'div.bubble',
    {},
    quote && el('p.quote', {}, el('span', {}, t('chat.replyTo')), quote),
    message.photo && pictureOf({ ...message.photo, name: 'picture.png' }, captionOf(message)),
    message.file && isPicture(message.file.name) && pictureOf(message.file, captionOf(message)),
    message.file && fileOf(message.file),
    message.contact &&
      el('p.contact', {}, icon('phone'), `${message.contact.name} · `, isolated(message.contact.phone)),
    message.html && textOf(message.html, chat),
    el('span.time', {}, timeOf(new Date(message.sentAt))),
    ofBot &&
      el(
        'button.reply',
        { type: 'button', title: t('chat.reply'), 'aria-label': t('chat.reply'), onClick: chat.reply },
        icon('reply'),
      ),
  );
  return el(
    `article.message.${ofBot ? 'of-bot' : 'of-person'}`,
    { 'data-id': message.id, 'aria-label': t(ofBot ? 'chat.fromBot' : 'chat.fromPerson') },
    bubble,
    message.keyboard.length > 0 && keyboardOf(message.keyboard, chat),
  );
}

function textOf(html, chat) {
  const text = el('div.text');
  // The program has escaped everything but the marks of the Bot API's own formatting.
  text.innerHTML = html;
  for (const link of text.querySelectorAll('a')) link.target = '_blank';
  for (const quote of text.querySelectorAll('blockquote.expandable')) fold(quote);
  text.classList.toggle('latin', !/\p{Script=Arabic}/u.test(text.textContent));
  return linkCommands(text, chat.command);
}

/** As messengers fold a long quotation: its first lines, and all of it once it is tapped. */
function fold(quote) {
  const toggle = () =>
    quote.setAttribute('aria-expanded', String(quote.getAttribute('aria-expanded') !== 'true'));
  quote.setAttribute('aria-expanded', 'false');
  quote.setAttribute('role', 'button');
  quote.tabIndex = 0;
  quote.addEventListener('click', (event) => event.target.closest('a, button') || toggle());
  quote.addEventListener('keydown', (event) => {
    if (event.key === 'Enter' && event.target === quote) toggle();
  });
}

/** What somebody has opened of a message stays open when the message is edited. */
export function keepOpen(old, fresh) {
  const parts = (of) => of.querySelectorAll('details, blockquote.expandable');
  const now = parts(fresh);
  parts(old).forEach((part, at) => {
    if (part.open) now[at]?.setAttribute('open', '');
    if (part.getAttribute('aria-expanded') === 'true') now[at]?.setAttribute('aria-expanded', 'true');
  });
}

function keyboardOf(rows, chat) {
  return el(
    'div.keyboard',
    {},
    ...rows.map((row) => el('div.keys', {}, ...row.map((button) => keyOf(button, chat)))),
  );
}

function keyOf(button, chat) {
  const style = button.style ? `.${button.style}` : '';
  if (button.url) {
    return el(`a.key${style}`, { href: button.url, target: '_blank', rel: 'noreferrer' }, button.text);
  }
  const act = button.copy_text
    ? () => chat.copy(button.copy_text.text)
    : () => chat.press(button.callback_data);
  const busy = button.callback_data && chat.isBusy(button.callback_data);
  return el(
    `button.key${style}${busy ? '.busy' : ''}`,
    { type: 'button', 'aria-busy': busy ? 'true' : undefined, onClick: act },
    button.text,
  );
}

function fileOf({ name, size, url }) {
  const extension = /\.(\w{1,5})$/.exec(name)?.[1] ?? '';
  return el(
    'a.file',
    { href: url, download: name, title: t('chat.download') },
    el('span.file-mark', { 'aria-hidden': 'true' }, icon('file'), el('b', { dir: 'ltr' }, extension)),
    el(
      'span.file-words',
      {},
      el('b', { dir: 'auto' }, name),
      el('small', {}, `${sizeOf(size)} · ${t('chat.download')}`),
    ),
  );
}

function sizeOf(bytes) {
  const kilobytes = Math.max(1, Math.round(bytes / 1024));
  if (kilobytes < 1024) return t('chat.kilobytes', { size: kilobytes });
  return t('chat.megabytes', { size: Math.round(kilobytes / 102.4) / 10 });
}

/** What a picture shows: the first line of what is written under it. */
const captionOf = ({ html, file }) => plainText(html).split('\n')[0] || file?.name || t('chat.photo');

function isolated(phone) {
  return el('bdi', { dir: 'ltr' }, phone.replace(/\d/g, digits));
}
