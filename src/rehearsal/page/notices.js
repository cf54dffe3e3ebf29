import { el } from './dom.js';
import { t } from './texts.js';

const TOAST_MS = 3500;

/** A notice that goes by itself, over the phone that it belongs to. */
export function toast(phone, text) {
  phone.querySelector('.toast')?.remove();
  const shown = el('div.toast', { role: 'status' }, text);
  phone.append(shown);
  setTimeout(() => shown.remove(), TOAST_MS);
}

/** What must be acknowledged. */
export function alertBox(phone, text) {
  const dialog = el(
    'dialog.alert',
    { 'aria-label': t('chat.bot') },
    el('p.alert-title', {}, t('chat.bot')),
    el('p.alert-text', {}, text),
    el('button.primary', { type: 'button', onClick: () => dialog.close() }, t('chat.ok')),
  );
  dialog.addEventListener('close', () => dialog.remove());
  phone.append(dialog);
  dialog.showModal();
}

/** What is done only where it is said once more. */
export function question(phone, { text, yes, no, agreed }) {
  const dialog = el(
    'dialog.alert',
    { 'aria-label': text },
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
  dialog.addEventListener('close', () => dialog.remove());
  phone.append(dialog);
  dialog.showModal();
}
