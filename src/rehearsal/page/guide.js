import { linkCommands } from './commands.js';
import { change, el, icon } from './dom.js';
import { t } from './texts.js';

const PHASES_BEFORE_ROUNDS = { create: 0, invite: 1, join: 1 };

/**
 * What to do next: for somebody who sees this for the first time.
 *
 * @param {{ act: (what: 'next' | 'run' | 'stop') => void, command: (text: string) => void, beginAnew: () => void,
 *   tour: HTMLElement }} actions `tour` leads to the first look
 */
export function createGuide({ act, command, beginAnew, tour }) {
  const phases = el('ol.phases');
  const title = el('h2');
  const text = el('p.guide-text');
  const hand = el('p.guide-hand');
  // Not `disabled` while something is being done: that would take the focus from under a keyboard's user.
  const next = el('button.primary.next', {
    type: 'button',
    onClick: () => {
      if (next.getAttribute('aria-disabled') !== 'true') act('next');
    },
  });
  const run = el('button.soft.run', { type: 'button' });
  run.addEventListener('click', () => act(run.dataset.does));
  const fold = el(
    'button.quiet.fold',
    { type: 'button', title: t('guide.fold'), 'aria-label': t('guide.fold'), 'aria-expanded': 'true' },
    icon('up'),
  );
  fold.addEventListener('click', () => {
    const folded = root.classList.toggle('folded');
    fold.setAttribute('aria-expanded', String(!folded));
  });
  const root = el(
    'section.guide',
    { 'aria-label': t('guide.heading') },
    phases,
    el('div.guide-words', {}, el('div', { 'aria-live': 'polite' }, title, text), hand),
    el(
      'div.guide-buttons',
      {},
      next,
      run,
      tour,
      el('button.soft.anew', { type: 'button', onClick: beginAnew }, t('anew.button')),
      fold,
    ),
  );
  return {
    root,
    show(guide) {
      const { round, mostRounds, doing, failed, refused, automatic } = guide;
      const step = doing?.step ?? guide.step;
      const over = guide.step === 'done';
      phases.replaceChildren(...phaseMarks(guide, step));
      change(title, t(`guide.step.${step}.title`, { round }));
      change(
        text,
        failed && !doing
          ? t(refused ? 'guide.refused' : 'guide.failed')
          : t(`guide.step.${step}.text`, { round }),
      );
      text.classList.toggle('failed', Boolean(failed && !doing));
      if (change(hand, t('guide.byHand', { how: t(`guide.step.${step}.hand`, { round }) }))) {
        linkCommands(hand, command);
      }
      next.hidden = over;
      next.setAttribute('aria-disabled', String(doing !== null || automatic));
      next.classList.toggle('busy', doing !== null);
      next.textContent =
        doing === null
          ? t('guide.next')
          : doing.of > 0
            ? t('guide.progress', { done: doing.done, of: doing.of })
            : t('guide.working');
      run.hidden = !automatic && ['export', 'finish', 'done'].includes(guide.step);
      run.dataset.does = automatic ? 'stop' : 'run';
      run.replaceChildren(
        icon(automatic ? 'pause' : 'play'),
        automatic ? t('guide.stop') : t('guide.run', { round: mostRounds }),
      );
    },
  };
}

function phaseMarks({ round, mostRounds }, step) {
  const names = [
    t('guide.phase.create'),
    t('guide.phase.invite'),
    ...Array.from({ length: mostRounds }, (_, index) => t('guide.phase.round', { round: index + 1 })),
    t('guide.phase.end'),
  ];
  const current =
    PHASES_BEFORE_ROUNDS[step] ??
    (['export', 'finish', 'done'].includes(step) ? names.length - 1 : round + 1);
  const over = step === 'done';
  return names.map((name, place) => {
    const past = place < current || over;
    const state = past ? '.past' : place === current ? '.current' : '';
    return el(`li${state}`, { 'aria-current': place === current && !over ? 'step' : undefined }, name);
  });
}
