import { el, icon } from './dom.js';
import { announce } from './notices.js';
import { dateOf, dayOf, t, timeOf } from './texts.js';

/** The rehearsal's clock, and how far it can be moved. */
export function createClock({ move }) {
  const now = el('p.now');
  let moved = false;
  const go = (to) => {
    moved = true;
    move(to);
  };
  const button = (to, mark) => {
    const when = el('small');
    const root = el(
      'button.soft',
      { type: 'button', 'data-to': to, onClick: () => go(to) },
      icon(mark),
      el('span', {}, el('b', {}, t(`clock.${to}`)), when),
    );
    return { root, when };
  };
  const reminder = button('reminder', 'bell');
  const deadline = button('deadline', 'flag');
  const step = (to) =>
    el(
      'button.soft.step',
      { type: 'button', 'data-to': to, title: t(`clock.${to}Long`), onClick: () => go(to) },
      t(`clock.${to}`),
    );
  return {
    root: el(
      'section.card.clock',
      { 'aria-label': t('clock.heading') },
      el('header', {}, el('h2', {}, icon('clock'), t('clock.heading')), step('hour'), step('day')),
      now,
      el('p.clock-note', {}, t('clock.note')),
      el('div.moves', {}, reminder.root, deadline.root),
    ),
    show(clock) {
      const moment = new Date(clock.now);
      const told = t('clock.moment', { date: dateOf(moment), time: timeOf(moment) });
      // It goes on by itself, which nobody wants read aloud.
      if (moved && told !== now.textContent) announce(t('clock.movedTo', { moment: told }));
      moved &&= told === now.textContent;
      now.textContent = told;
      show(reminder, clock.reminder, clock.deadline === null ? 'clock.noRound' : 'clock.noReminder');
      show(deadline, clock.deadline, 'clock.noRound');
    },
  };
}

function show({ root, when }, at, absent) {
  root.disabled = at === null;
  const moment = new Date(at);
  when.textContent =
    at === null ? t(absent) : t('clock.moment', { date: dayOf(moment), time: timeOf(moment) });
}
