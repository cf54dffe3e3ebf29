import { avatar, el, icon } from './dom.js';
import { digits, t } from './texts.js';

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
  const list = el('div.people-list', { role: 'list' });
  const root = el(
    'section.card.people',
    { 'aria-label': t('people.heading') },
    el('header', {}, el('h2', {}, t('people.heading')), summary),
    el('div.people-actions', {}, joinButton, answerButton),
    el('label.search', {}, icon('search'), search),
    list,
  );

  const rows = new Map();
  /** The row as it was, unless something on it has changed: a list that stands still can be pressed and tabbed. */
  const rowOf = (person) => {
    const unread = unreadOf(person);
    const sign = JSON.stringify([person, person.id === chosen, unread]);
    const known = rows.get(person.id);
    if (known?.sign === sign) return known.root;
    const root = row(person, chosen, unread, choose);
    rows.set(person.id, { sign, root });
    return root;
  };
  const draw = () => {
    const shown = people.filter(({ name, role, panels }) => `${name} ${role} ${panels}`.includes(wanted));
    const none = el('p.none', {}, t(people.length === 0 ? 'people.none' : 'people.noneFound'));
    const wantedRows = shown.length === 0 ? [none] : shown.map(rowOf);
    if (
      wantedRows.some((root, place) => list.children[place] !== root) ||
      list.children.length !== wantedRows.length
    ) {
      list.replaceChildren(...wantedRows);
    }
  };

  return {
    root,
    show(state, selected, unread) {
      people = state.people.filter(({ id }) => id !== state.facilitatorId);
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
    },
  };
}

function row(person, chosen, unread, choose) {
  const selected = person.id === chosen;
  return el(
    `button.person${selected ? '.selected' : ''}`,
    {
      type: 'button',
      role: 'listitem',
      'aria-current': selected ? 'true' : undefined,
      'data-person': person.id,
      onClick: () => choose(person.id),
    },
    avatar(person.name, person.id),
    el(
      'span.person-words',
      {},
      el('b', {}, person.name),
      el(
        'small',
        {},
        [person.role, person.panels && t('people.panels', { panels: person.panels })]
          .filter(Boolean)
          .join(' · '),
      ),
    ),
    el(
      'span.person-marks',
      {},
      person.progress && el(`span.progress.${person.progress}`, {}, t(`progress.${person.progress}`)),
      unread > 0 && el('span.unread', { title: t('people.unread', { n: unread }) }, digits(unread)),
    ),
  );
}
