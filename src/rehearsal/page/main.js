import { createChat } from './chat.js';
import { createClock } from './clock.js';
import { linkCommands } from './commands.js';
import { avatar, el, icon } from './dom.js';
import { createGuide } from './guide.js';
import { question, toast } from './notices.js';
import { createPeople, expertsOf, panelsText } from './people.js';
import { rove } from './roving.js';
import { followEvents, server } from './server.js';
import { language, otherLanguages, t, useZone } from './texts.js';
import { createTour } from './tour.js';

const CHOSEN_KEY = 'chosen expert';
const SEEN_KEY = 'seen messages';
const TEMPERS = ['agreeing', 'split', 'lazy', 'late', 'silent'];

let state = null;
let facilitator = null;
let expert = null;
const seen = JSON.parse(sessionStorage.getItem(SEEN_KEY) ?? '{}');

const app = document.querySelector('#app');
const attempt = (request) => request.catch(() => toast(document.body, t('chat.failed')));
const command = (text) => attempt(server.send(state.facilitatorId, text));
const tour = createTour({
  act: (what) => attempt(server.guide(what)),
  command,
  showTab: (name) => showTab(name),
  opened: (isOpen) => {
    guide.root.hidden = isOpen;
  },
});
const guide = createGuide({
  tour: tour.starter,
  act: (what) => attempt(server.guide(what)),
  command,
  beginAnew: () =>
    question({
      text: t('anew.question'),
      yes: t('anew.button'),
      no: t('anew.cancel'),
      agreed: () => attempt(server.beginAnew(language)),
    }),
});
const clock = createClock({ move: (to) => attempt(server.moveClock(to)) });
const people = createPeople({
  choose: (id) => {
    choose(id);
    showTab('expert');
  },
  join: () => attempt(server.guide('join')),
  answer: () => attempt(server.guide('answer')),
});

const facilitatorColumn = el('section.column', { id: 'facilitator', 'aria-label': t('column.facilitator') });
const expertOwner = el('div');
const expertPhone = el('div.phone.blank', {}, icon('phone'), el('p', {}, t('chat.pickExpert')));
const expertColumn = el(
  'section.column',
  { id: 'expert', 'aria-label': t('column.expert') },
  expertOwner,
  expertPhone,
);
const sideColumn = el('aside.column.side', { id: 'people' }, clock.root, people.root);
const offline = el('p.offline', { hidden: true, role: 'alert' }, t('offline'));
const tabs = ['facilitator', 'expert', 'people'].map((name) =>
  el(
    'button',
    { type: 'button', role: 'tab', 'data-tab': name, 'aria-controls': name, onClick: () => showTab(name) },
    t(`tab.${name}`),
  ),
);

const tabList = el('nav.tabs', { role: 'tablist' }, ...tabs);
rove(tabList, 'button', () => tabList.querySelector('[aria-selected="true"]'));

/** Past the guide and the list, right to where a chat is written in. */
const skipTo = (name, chat) =>
  el(
    'button.skip',
    {
      type: 'button',
      onClick: () => {
        showTab(name);
        chat()?.focus();
      },
    },
    t(`skip.${name}`),
  );

function showTab(name) {
  app.dataset.tab = name;
  for (const tab of tabs) tab.setAttribute('aria-selected', String(tab.dataset.tab === name));
  markSeen();
}

function owner(person, note, extra) {
  return el(
    'header.owner',
    {},
    avatar(person.name, person.id),
    el('div', {}, el('h2', {}, person.name), el('p', {}, note)),
    extra,
  );
}

function showFacilitator() {
  const person = state.people.find(({ id }) => id === state.facilitatorId);
  facilitator = createChat({ personId: person.id, attaches: true, start: () => null });
  facilitatorColumn.replaceChildren(owner(person, t('column.facilitatorNote')), facilitator.root);
  return facilitator.load();
}

async function choose(id) {
  const person = state.people.find((one) => one.id === id);
  if (!person || expert?.personId === id) return;
  sessionStorage.setItem(CHOSEN_KEY, String(id));
  expert = createChat({ personId: id, attaches: false, start: () => beforeTheFirstMessage(id) });
  showExpertOwner();
  expertColumn.lastChild.replaceWith(expert.root);
  await expert.load();
  showExpertOwner();
  showState();
}

/** Built anew only where something else is to be shown: a list that is open, or has the focus, stays as it is. */
function showExpertOwner() {
  const person = state.people.find(({ id }) => id === expert.personId);
  const sign = JSON.stringify([person.id, person.name, person.panels, person.role, expert.isBlocked()]);
  if (expertOwner.dataset.sign !== sign) {
    expertOwner.dataset.sign = sign;
    const notes = [panelsText(person.panels), person.role].filter(Boolean);
    const tools = el('div.owner-tools', {}, person.temper && temperChoice(person), blockButton(person));
    expertOwner.replaceChildren(owner(person, notes.join(' · '), tools));
  }
  const temper = expertOwner.querySelector('select');
  if (temper) temper.value = person.temper;
}

/** How this invented expert goes about a round, from the next one answered on. */
function temperChoice(person) {
  const change = ({ target }) => attempt(server.setTemper(person.id, target.value));
  return el(
    'label.temper',
    { title: t('temper.note') },
    el('span', {}, t('temper.label')),
    el(
      'select',
      { onChange: change },
      ...TEMPERS.map((name) => el('option', { value: name }, t(`temper.${name}`))),
    ),
  );
}

function blockButton(person) {
  return el(
    'button.quiet',
    {
      type: 'button',
      title: t('chat.block'),
      'aria-label': t('chat.block'),
      hidden: expert.isBlocked(),
      onClick: () => attempt(server.block(person.id)),
    },
    icon('block'),
  );
}

/** An expert's phone before the link is opened. */
function beforeTheFirstMessage(id) {
  const person = state.people.find((one) => one.id === id);
  if (!person?.canJoin) return linkCommands(el('p', {}, t('chat.notInvited')), command);
  return el(
    'div.invitation',
    {},
    el('p', {}, t('chat.openLinkNote')),
    el('button.primary', { type: 'button', onClick: () => attempt(server.openLink(id)) }, t('chat.openLink')),
  );
}

function showState() {
  markSeen();
  const chosen = state.people.find(({ id }) => id === expert?.personId);
  guide.show(state.guide);
  clock.show(state.clock);
  people.show(state, expert?.personId, (person) => person.received - (seen[person.id] ?? 0));
  expert?.refreshStart();
  if (expert) showExpertOwner();
  tour.show(state, chosen);
  document.body.dataset.step = state.guide.step;
  document.body.dataset.round = state.guide.round;
  document.body.dataset.doing = state.guide.doing?.step ?? '';
}

function markSeen() {
  if (!state || !expert || document.hidden) return;
  const person = state.people.find(({ id }) => id === expert.personId);
  if (person) seen[person.id] = person.received;
  sessionStorage.setItem(SEEN_KEY, JSON.stringify(seen));
}

function chooseSomebody() {
  const experts = expertsOf(state);
  if (experts.some(({ id }) => id === expert?.personId)) return;
  const kept = Number(sessionStorage.getItem(CHOSEN_KEY));
  const first = experts.find(({ id }) => id === kept) ?? shortestWork(experts);
  if (first) void choose(first.id);
}

/** Whose cards a newcomer gets through in a minute: somebody who would answer, and sits on few panels. */
function shortestWork(experts) {
  const willing = experts.filter(({ temper }) => temper === 'agreeing');
  const load = ({ panels }) => panels.split(/[,،]/).length;
  const least = Math.min(...willing.map(load));
  return willing.findLast((person) => load(person) === least) ?? experts[0];
}

/** In its own words, for who reads no others. */
function languageButton({ language: other, name, ...asked }) {
  const agreed = () => attempt(server.beginAnew(other));
  // Before the first step there is nothing to be lost.
  const begins = () =>
    ['create', 'invite'].includes(state.guide.step)
      ? agreed()
      : question({
          text: asked.question,
          yes: asked.yes,
          no: asked.no,
          agreed,
          lang: other,
          dir: asked.direction,
        });
  return el('button.soft.language', { type: 'button', lang: other, onClick: begins }, name);
}

const chatOf = (personId) => [facilitator, expert].find((chat) => chat?.personId === personId);

let connectedBefore = false;
followEvents({
  connection(connected) {
    offline.hidden = connected;
    if (connected && connectedBefore) {
      for (const chat of [facilitator, expert]) if (chat) attempt(chat.load());
      toast(document.body, t('online'));
    }
    connectedBefore ||= connected;
  },
  async state(given) {
    const first = state === null;
    if (!first && given.run !== state.run) {
      sessionStorage.clear();
      location.reload();
      return;
    }
    state = given;
    if (first) {
      useZone(state.zone);
      await showFacilitator();
    }
    chooseSomebody();
    showState();
  },
  chat({ personId, ...change }) {
    const chat = chatOf(personId);
    chat?.change(change);
    if (chat && chat === expert) showExpertOwner();
  },
  commands() {
    for (const chat of [facilitator, expert]) void chat?.loadCommands();
  },
});

document.title = t('title');
app.append(
  el(
    'header.top',
    {},
    el(
      'nav.skips',
      { 'aria-label': t('skip.heading') },
      skipTo('facilitator', () => facilitator),
      skipTo('expert', () => expert),
    ),
    el(
      'h1',
      {},
      el('img', { src: '/icon.svg', alt: '' }),
      t('brand'),
      el('span.rehearsal', {}, t('rehearsal')),
    ),
    el(
      'p.banner',
      { role: 'note' },
      icon('shield'),
      el('span.whole', {}, t('banner')),
      el('span.short', {}, t('bannerShort')),
    ),
    ...otherLanguages.map(languageButton),
  ),
  offline,
  el('main', {}, guide.root, tour.root, tabList, sideColumn, facilitatorColumn, expertColumn),
);
showTab('facilitator');
