import { change, el, icon } from './dom.js';
import { t } from './texts.js';

const TOUR_KEY = 'tour';
const BEFORE_OPENING = ['create', 'invite', 'join', 'curate', 'open'];
const AFTER_ALL_ROUNDS = ['export', 'finish', 'done'];

/**
 * What a newcomer tries, in this order. `ready` by the guide's step; until then the guide is asked to `prepare`. `does` is
 * a command, or nothing where the person does it; `shows` what is then to be looked at; `answered` what the expert has come
 * to who was answered for.
 */
const STEPS = [
  {
    name: 'upload',
    tab: 'facilitator',
    ready: (step) => step !== 'create',
    prepare: 'next',
    shows: '#facilitator .message.of-person:has(.file)',
  },
  {
    name: 'card',
    tab: 'expert',
    ready: (step) => !BEFORE_OPENING.includes(step),
    prepare: 'next',
    shows: '#expert .message.of-bot',
    answered: ['begun', 'handedIn'],
  },
  {
    name: 'suggestions',
    tab: 'facilitator',
    ready: (step) => ![...BEFORE_OPENING, 'answer'].includes(step),
    prepare: 'next',
    does: '/suggestions',
    shows: '#facilitator .message.of-bot',
  },
  {
    name: 'status',
    tab: 'facilitator',
    ready: (step) => step !== 'create',
    prepare: 'next',
    does: '/status',
    shows: '#facilitator .message.of-bot',
  },
  {
    name: 'report',
    tab: 'facilitator',
    ready: (step) => AFTER_ALL_ROUNDS.includes(step),
    prepare: 'run',
    does: '/export',
    shows: '#facilitator .message.of-bot',
  },
];

/**
 * A first look, step by step, in place of the guide; it can be left, and goes on where it was left.
 *
 * @param {{ act: (what: 'next' | 'run') => void, command: (text: string) => void, showTab: (name: string) => void,
 *   opened: (isOpen: boolean) => void }} actions
 */
export function createTour({ act, command, showTab, opened }) {
  let state = null;
  let expert = null;
  let kept = null;
  let preparing = false;
  /** The guide's step that was asked for last, and whether it has been begun since. */
  let asked = '';
  let begun = false;

  const place = el('p.tour-place');
  const title = el('h2');
  const text = el('p.tour-text');
  const go = el('button.primary.go', { type: 'button', onClick: () => goOn() });
  const back = el('button.soft', { type: 'button', onClick: () => turnTo(kept.at - 1) }, t('tour.back'));
  const leave = el(
    'button.quiet',
    { type: 'button', title: t('tour.leave'), 'aria-label': t('tour.leave'), onClick: () => close() },
    icon('close'),
  );
  const root = el(
    'section.guide.tour',
    {
      hidden: true,
      'aria-label': t('tour.heading'),
      onKeyDown: ({ key }) => key === 'Escape' && close(),
    },
    el('header', {}, place, leave),
    el('div.tour-words', { 'aria-live': 'polite' }, title, text),
    el('div.tour-buttons', {}, go, back),
  );
  const starter = el('button.soft.start-tour', { type: 'button', onClick: () => open() });

  const keep = (change) => {
    kept = { ...kept, ...change };
    localStorage.setItem(TOUR_KEY, JSON.stringify(kept));
    draw();
  };
  const turnTo = (at) => {
    preparing = false;
    keep({ at, shown: false });
  };
  const open = () => {
    keep({ open: true, seen: true });
    go.focus();
  };
  const close = () => {
    preparing = false;
    keep({ open: false });
    starter.focus();
  };
  const goOn = () => {
    if (go.getAttribute('aria-disabled') === 'true') return;
    if (!kept.shown) {
      preparing = true;
      asked = '';
      goTowards();
      draw();
    } else if (kept.at + 1 < STEPS.length) turnTo(kept.at + 1);
    else {
      turnTo(0);
      close();
    }
  };
  /** Lets the guide do what comes before the step, one thing after another, and then the step itself. */
  const goTowards = () => {
    const step = STEPS[kept.at];
    const { guide } = state;
    if (guide.doing || guide.automatic) begun = true;
    if (!preparing || guide.doing || guide.automatic) return;
    if (step.ready(guide.step)) {
      preparing = false;
      showTab(step.tab);
      if (step.does) command(step.does);
      keep({ shown: true });
      return;
    }
    const wanted = `${guide.step} ${guide.round}`;
    if (wanted === asked) {
      // It was tried and came to nothing: another press tries again.
      if (begun) preparing = false;
      return;
    }
    asked = wanted;
    begun = false;
    act(step.prepare);
  };
  const draw = () => {
    const step = STEPS[kept.at];
    root.hidden = !kept.open;
    opened(kept.open);
    starter.textContent = kept.at > 0 || kept.shown ? t('tour.resume', { at: kept.at + 1 }) : t('tour.start');
    starter.classList.toggle('offered', !kept.seen);
    change(place, t('tour.place', { at: kept.at + 1, of: STEPS.length }));
    change(title, t(`tour.step.${step.name}.title`));
    change(text, t(wordsOf(step)));
    const waits = preparing || (!kept.shown && state.guide.doing !== null);
    const last = kept.at + 1 === STEPS.length;
    const label = waits ? 'working' : kept.shown ? (last ? 'end' : 'next') : `step.${step.name}.do`;
    change(go, t(`tour.${label}`));
    go.setAttribute('aria-disabled', String(waits));
    go.classList.toggle('busy', waits);
    back.hidden = kept.at === 0;
    for (const one of document.querySelectorAll('.pointed')) one.classList.remove('pointed');
    if (kept.open && kept.shown) [...document.querySelectorAll(step.shows)].at(-1)?.classList.add('pointed');
  };

  const wordsOf = ({ name, answered }) => {
    if (state.guide.failed && !state.guide.doing) return 'guide.failed';
    return kept.shown && answered?.includes(expert?.progress)
      ? `tour.step.${name}.answered`
      : `tour.step.${name}.text`;
  };

  return {
    root,
    starter,
    /** @param {object | undefined} chosen the expert whose phone is looked at */
    show(given, chosen) {
      state = given;
      expert = chosen;
      const stored = JSON.parse(localStorage.getItem(TOUR_KEY) ?? 'null');
      kept ??=
        stored?.run === state.run
          ? stored
          : { run: state.run, at: 0, shown: false, open: false, seen: false };
      goTowards();
      draw();
    },
  };
}
