import { el } from './dom.js';
import { t } from './texts.js';

/** As long as a slow reader needs. */
const TOAST_MS = 2500;
const TOAST_MS_A_LETTER = 70;
/** What comes within it is told in one breath. */
const GATHER_MS = 900;

const spoken = el('p.unseen', { role: 'status' });
document.body.append(spoken);
let gathered = [];

/** Tells a screen reader, and many things within a moment as how many they are. */
export function announce(text) {
  gathered.push(text);
  if (gathered.length > 1) return;
  setTimeout(() => {
    const last = gathered.at(-1);
    spoken.textContent = gathered.length > 1 ? t('chat.severalNew', { n: gathered.length, last }) : last;
    gathered = [];
  }, GATHER_MS);
}

/** A notice that goes by itself, over the phone that it belongs to. */
export function toast(phone, text) {
  phone.querySelector(':scope > .toast')?.remove();
  const shown = el('div.toast', { role: 'status' }, text);
  phone.append(shown);
  setTimeout(() => shown.remove(), TOAST_MS + text.length * TOAST_MS_A_LETTER);
}

/** A dialog over all, gone once it is closed; Escape closes it. */
export function openDialog(tag, properties, ...children) {
  const dialog = el(tag, properties, ...children);
  dialog.addEventListener('close', () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
  return dialog;
}

/** What must be acknowledged. */
export function alertBox(text) {
  const dialog = openDialog(
    'dialog.alert',
    { 'aria-label': t('chat.bot') },
    el('p.alert-title', {}, t('chat.bot')),
    el('p.alert-text', {}, text),
    el('button.primary', { type: 'button', onClick: () => dialog.close() }, t('chat.ok')),
  );
}

/** What is done only where it is said once more; `spoken` is the language, and its direction, where it is not the page's. */
export function question({ text, yes, no, agreed, ...spoken }) {
  const dialog = openDialog(
    'dialog.alert',
    { 'aria-label': text, ...spoken },
    el('p.alert-text', {}, text),
    el(
      'div.answers',
      {},
      el(
        'button.primary.yes',
        {
          type: 'button',
          onClick: () => {
            dialog.close();
            agreed();
          },
        },
        yes,
      ),
      el('button.soft', { type: 'button', onClick: () => dialog.close() }, no),
    ),
  );
}
