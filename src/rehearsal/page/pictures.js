import { el, icon } from './dom.js';
import { openDialog } from './notices.js';
import { t } from './texts.js';

/** Of files, those that a browser shows. */
export const isPicture = (name) => /\.(png|jpe?g|gif|webp)$/i.test(name);

/**
 * A picture in a message: a tap shows it as large as the window lets it be.
 *
 * @param {{ url: string, name: string, width?: number, height?: number }} picture
 * @param {string} words what it shows: its caption, or its name
 */
export function pictureOf({ url, name, width, height }, words) {
  const alt = t('picture.of', { words });
  const image = el('img', { src: url, alt, loading: 'lazy', ...(width && { width, height }) });
  return el(
    'button.photo',
    { type: 'button', 'aria-label': t('picture.enlarge', { words }), onClick: () => enlarge(url, name, alt) },
    image,
  );
}

function enlarge(url, name, alt) {
  const dialog = openDialog(
    'dialog.enlarged',
    { 'aria-label': alt, onClick: ({ target }) => target === dialog && dialog.close() },
    el(
      'div.enlarged-tools',
      {},
      el('a.soft', { href: url, download: name }, icon('file'), t('chat.download')),
      el('button.soft', { type: 'button', onClick: () => dialog.close() }, icon('close'), t('picture.close')),
    ),
    el('img', { src: url, alt }),
  );
}
