import { el, icon } from './dom.js';
import { t } from './texts.js';

/**
 * Where a person writes: text, commands, a file, and the buttons the bot has put in place of the keyboard.
 *
 * @param {{ send: (text: string, replyTo?: number) => void, sendFile: (file: File) => void,
 *   shareContact: () => void, attaches: boolean }} actions
 */
export function createComposer({ send, sendFile, shareContact, attaches }) {
  let commands = [];
  let replyTo = null;

  const field = el('textarea', {
    rows: 1,
    dir: 'auto',
    placeholder: t('chat.write'),
    'aria-label': t('chat.write'),
    onInput: () => {
      grow();
      if (field.value.startsWith('/')) showCommands(field.value.slice(1));
      else menu.hidden = true;
    },
    onKeyDown: (event) => {
      if (event.key === 'Escape') menu.hidden = true;
      if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
      event.preventDefault();
      submit();
    },
  });
  const grow = () => {
    field.style.height = 'auto';
    field.style.height = `${Math.min(field.scrollHeight, 140)}px`;
  };
  const submit = () => {
    const text = field.value.trim();
    if (text === '') return;
    send(text, replyTo ?? undefined);
    field.value = '';
    menu.hidden = true;
    setReply(null, '');
    grow();
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
      onClick: () => {
        if (menu.hidden) showCommands('');
        else menu.hidden = true;
      },
    },
    icon('menu'),
  );

  const chooser = el('input', {
    type: 'file',
    hidden: true,
    onChange: () => {
      for (const file of chooser.files) sendFile(file);
      chooser.value = '';
    },
  });
  const attach = el(
    'button.tool',
    {
      type: 'button',
      title: t('chat.attach'),
      'aria-label': t('chat.attach'),
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
    {},
    menu,
    reply,
    el('div.write', {}, menuButton, attaches && attach, attaches && chooser, field, sendButton),
    replyKeys,
  );
  return {
    root,
    setReply,
    setCommands(given) {
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
