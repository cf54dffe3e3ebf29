import { el, icon } from './dom.js';
import { rove } from './roving.js';
import { t } from './texts.js';

/** What a bot can fetch from a messenger, and what this one reads of a workbook. */
const FILE_MEGABYTES = 20;
const WORKBOOK_MEGABYTES = 10;

export const limits = () => t('chat.limits', { workbook: WORKBOOK_MEGABYTES, file: FILE_MEGABYTES });

/**
 * Where a person writes: text, commands, a file, and the buttons the bot has put in place of the keyboard.
 *
 * @param {{ draft: string, send: (text: string, replyTo?: number) => Promise<unknown>, sendFile: (file: File) => void,
 *   refuse: (text: string) => void, shareContact: () => void, attaches: boolean }} actions
 *   `draft` names where a text waits that was not sent; `send` gives null where it came to nothing
 */
export function createComposer({ draft, send, sendFile, refuse, shareContact, attaches }) {
  let commands = [];
  let replyTo = null;

  const field = el('textarea', {
    rows: 1,
    dir: 'auto',
    value: sessionStorage.getItem(draft) ?? '',
    placeholder: t('chat.write'),
    'aria-label': t('chat.write'),
    onInput: () => {
      changed();
      if (field.value.startsWith('/')) showCommands(field.value.slice(1));
      else menu.hidden = true;
    },
    onKeyDown: (event) => {
      if (event.key === 'ArrowUp' && !menu.hidden) {
        event.preventDefault();
        menu.lastChild?.focus();
      }
      if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
      event.preventDefault();
      submit();
    },
    onPaste: (event) => {
      if (!attaches || event.clipboardData.files.length === 0) return;
      event.preventDefault();
      take(event.clipboardData.files);
    },
  });
  const changed = () => {
    sessionStorage.setItem(draft, field.value);
    field.style.height = 'auto';
    field.style.height = `${Math.min(field.scrollHeight, 140)}px`;
  };
  const submit = async () => {
    const text = field.value.trim();
    if (text === '') return;
    const answered = replyTo ?? undefined;
    const sent = send(text, answered);
    field.value = '';
    menu.hidden = true;
    setReply(null, '');
    changed();
    if ((await sent) !== null) return;
    // It did not arrive: it stands where it was, before what was typed since.
    field.value = [text, field.value].filter(Boolean).join('\n');
    changed();
  };
  const take = (files) => {
    for (const file of files) {
      const megabytes = Math.ceil(file.size / 100_000) / 10;
      if (megabytes <= FILE_MEGABYTES) sendFile(file);
      else refuse(t('chat.tooLarge', { name: file.name, megabytes, most: FILE_MEGABYTES }));
    }
  };

  const menu = el('div.commands', { hidden: true, role: 'menu', 'aria-label': t('chat.commands') });
  const showCommands = (beginning) => {
    const shown = commands.filter(({ command }) => command.startsWith(beginning));
    menu.replaceChildren(
      ...shown.map(({ command, description }) =>
        el(
          'button',
          {
            type: 'button',
            role: 'menuitem',
            onClick: () => {
              menu.hidden = true;
              field.value = '';
              changed();
              field.focus();
              send(`/${command}`);
            },
          },
          el('b', { dir: 'ltr' }, `/${command}`),
          el('span', {}, description),
        ),
      ),
    );
    if (commands.length === 0) menu.replaceChildren(el('p', {}, t('chat.noCommands')));
    menu.hidden = commands.length > 0 && shown.length === 0;
  };
  const menuButton = el(
    'button.tool',
    {
      type: 'button',
      title: t('chat.commands'),
      'aria-label': t('chat.commands'),
      'aria-haspopup': 'menu',
      onClick: () => {
        if (!menu.hidden) menu.hidden = true;
        else {
          showCommands('');
          menu.querySelector('button')?.focus();
        }
      },
    },
    icon('menu'),
  );

  const chooser = el('input', {
    type: 'file',
    hidden: true,
    onChange: () => {
      take(chooser.files);
      chooser.value = '';
    },
  });
  const attach = el(
    'button.tool',
    {
      type: 'button',
      title: `${t('chat.attach')}: ${limits()}`,
      'aria-label': t('chat.attach'),
      'aria-description': limits(),
      onClick: () => chooser.click(),
    },
    icon('attach'),
  );
  const reply = el('div.reply-bar', { hidden: true });
  const setReply = (id, text) => {
    replyTo = id;
    reply.hidden = id === null;
    reply.replaceChildren(
      icon('reply'),
      el('span', {}, text),
      el(
        'button.tool',
        { type: 'button', 'aria-label': t('chat.cancelReply'), onClick: () => setReply(null, '') },
        icon('close'),
      ),
    );
    if (id !== null) field.focus();
  };
  const replyKeys = el('div.reply-keys', { hidden: true });
  const sendButton = el(
    'button.send',
    { type: 'button', title: t('chat.send'), 'aria-label': t('chat.send'), onClick: submit },
    icon('send'),
  );
  document.addEventListener('click', (event) => {
    if (!root.contains(event.target)) menu.hidden = true;
  });

  const root = el(
    'div.composer',
    {
      onKeyDown: (event) => {
        if (event.key !== 'Escape') return;
        if (menu.hidden) setReply(null, '');
        menu.hidden = true;
        field.focus();
      },
    },
    menu,
    reply,
    el('div.write', {}, menuButton, attaches && attach, attaches && chooser, field, sendButton),
    attaches && el('p.limits', { 'aria-hidden': 'true' }, limits()),
    replyKeys,
  );
  rove(menu, 'button');
  return {
    root,
    field,
    take,
    setReply,
    setCommands(given) {
      // A menu that is open, and has the focus, is left alone where nothing is new.
      if (JSON.stringify(given) === JSON.stringify(commands)) return;
      commands = given;
      if (!menu.hidden) showCommands('');
    },
    setReplyKeyboard(rows) {
      replyKeys.hidden = rows.length === 0;
      replyKeys.replaceChildren(
        ...rows.map((row) =>
          el(
            'div.keys',
            {},
            ...row.map(({ text, request_contact: asksContact }) =>
              el(
                'button',
                { type: 'button', onClick: () => (asksContact ? shareContact() : send(text)) },
                text,
              ),
            ),
          ),
        ),
      );
    },
  };
}
