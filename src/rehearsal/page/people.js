import { avatar, el, icon } from './dom.js';
import { rove } from './roving.js';
import { digits, t } from './texts.js';

/** More panels than these are counted, not named. */
const PANELS_NAMED = 2;

/** «پانل P2»، «پانل P1, P3»، «۷ پانل»; empty where the person sits on none. */
export function panelsText(panels) {
  const codes = panels.split(/[,،]/).filter((code) => code.trim() !== '');
  if (codes.length === 0) return '';
  if (codes.length > PANELS_NAMED) return t('people.panelCount', { n: codes.length });
  return t('people.panels', { panels: codes.map((code) => code.trim()).join(t('people.separator')) });
}

/** The experts of the newest study; where nobody knows of one, whoever is there. */
export function expertsOf(state) {
  const others = state.people.filter(({ id }) => id !== state.facilitatorId);
  const members = others.filter(({ progress }) => progress !== null);
  return members.length > 0 ? members : others;
}

/**
 * The list of experts: who owes what, and whose phone is looked at.
 *
 * @param {{ choose: (personId: number) => void, join: () => void, answer: () => void }} actions
 */
export function createPeople({ choose, join, answer }) {
  let people = [];
  let chosen = null;
  let unreadOf = () => 0;
  let wanted = '';

  const joinButton = el('button.soft', { type: 'button', onClick: join }, icon('people'), t('people.join'));
  const answerButton = el(
    'button.soft',
    { type: 'button', onClick: answer },
    icon('check'),
    t('people.answer'),
  );
  const search = el('input', {
    type: 'search',
    placeholder: t('people.search'),
    'aria-label': t('people.search'),
    onInput: () => {
      wanted = search.value.trim();
      draw();
    },
  });
  const summary = el('span.summary');
  const list = el('div.people-list', { role: 'listbox', 'aria-label': t('people.heading') });
  const none = el('p.none', { role: 'status', hidden: true });
  rove(list, '.person', () => list.querySelector('.selected'));
  const root = el(
    'section.card.people',
    { 'aria-label': t('people.heading') },
    el('header', {}, el('h2', {}, t('people.heading')), summary),
    el('div.people-actions', {}, joinButton, answerButton),
    el('label.search', {}, icon('search'), search),
    none,
    list,
  );

  const rows = new Map();
  /** A person's row stays the same element: a list that stands still can be pressed and tabbed. */
  const rowOf = (person) => {
    const row = rows.get(person.id) ?? { root: emptyRow(person.id, choose), sign: '' };
    rows.set(person.id, row);
    const unread = unreadOf(person);
    const sign = JSON.stringify([person, person.id === chosen, unread]);
    if (row.sign !== sign) fillRow(row.root, person, person.id === chosen, unread);
    row.sign = sign;
    return row.root;
  };
  const draw = () => {
    const shown = people.filter(({ name, role, panels }) => `${name} ${role} ${panels}`.includes(wanted));
    none.hidden = shown.length > 0;
    list.hidden = shown.length === 0;
    if (shown.length === 0) none.textContent = t(people.length === 0 ? 'people.none' : 'people.noneFound');
    const wantedRows = shown.map(rowOf);
    const stands =
      list.children.length === wantedRows.length &&
      wantedRows.every((row, place) => list.children[place] === row);
    if (!stands) list.replaceChildren(...wantedRows);
  };

  /** Scrolls the list, and nothing around it. */
  const reveal = (row) => {
    if (!row?.isConnected) return;
    const above = list.getBoundingClientRect().top - row.getBoundingClientRect().top;
    const below = row.getBoundingClientRect().bottom - list.getBoundingClientRect().bottom;
    if (above > 0) list.scrollTop -= above;
    else if (below > 0) list.scrollTop += below;
  };

  return {
    root,
    show(state, selected, unread) {
      const moved = chosen !== selected;
      people = expertsOf(state);
      chosen = selected;
      unreadOf = unread;
      const count = (...kinds) => people.filter(({ progress }) => kinds.includes(progress)).length;
      const inRound = count('waiting', 'begun', 'handedIn') > 0;
      const joined = people.length - count('unknown', 'invited');
      summary.textContent =
        people.length === 0
          ? ''
          : inRound
            ? t('people.summaryRound', { handedIn: count('handedIn'), all: people.length })
            : t('people.summary', { joined, all: people.length });
      joinButton.disabled = state.guide.doing !== null || count('invited') === 0;
      answerButton.disabled = state.guide.doing !== null || !inRound;
      draw();
      if (moved) reveal(rows.get(chosen)?.root);
    },
  };
}

function emptyRow(id, choose) {
  return el('button.person', {
    type: 'button',
    role: 'option',
    'data-person': id,
    onClick: () => choose(id),
  });
}

/** As in a messenger's list of chats: who, what was said last, and what is not read yet. */
function fillRow(row, person, selected, unread) {
  row.classList.toggle('selected', selected);
  row.setAttribute('aria-selected', String(selected));
  const notes = [panelsText(person.panels), person.role].filter(Boolean).join(' · ');
  row.title = notes;
  row.replaceChildren(
    avatar(person.name, person.id),
    el(
      'span.person-words',
      {},
      el('b', {}, person.name),
      person.progress ? el(`span.progress.${person.progress}`, {}, t(`progress.${person.progress}`)) : '',
      el('small', { dir: 'auto' }, person.last?.text ?? notes),
      unread > 0
        ? el('span.unread', { 'aria-label': t('people.unread', { n: unread }), role: 'img' }, digits(unread))
        : el('time', {}, person.last?.time ?? ''),
    ),
  );
}
