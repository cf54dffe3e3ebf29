/** How much a step aside weighs against a step ahead: arrows keep to their row or column. */
const ASIDE = 3;

/**
 * Makes one tab stop of many things that can be pressed: arrows go where they point, Home and End to the ends.
 *
 * @param {HTMLElement} container what is added to it later joins
 * @param {string} selector of what can be pressed
 * @param {() => Element | null | undefined} entry where the Tab key comes in, until something has had the focus
 */
export function rove(container, selector, entry = () => null) {
  let current = null;
  const stops = () => [...container.querySelectorAll(selector)].filter((one) => one.checkVisibility());
  const settle = () => {
    const all = container.querySelectorAll(selector);
    if (!container.contains(current)) current = null;
    const stop = current ?? entry() ?? stops()[0] ?? all[0];
    for (const one of all) one.tabIndex = one === stop ? 0 : -1;
  };
  container.addEventListener('focusin', ({ target }) => {
    if (!target.matches(selector)) return;
    current = target;
    settle();
  });
  container.addEventListener('keydown', (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey || !event.target.matches(selector)) return;
    const all = stops();
    const next =
      event.key === 'Home'
        ? all[0]
        : event.key === 'End'
          ? all.at(-1)
          : event.key.startsWith('Arrow')
            ? nearest(event.target, all, event.key)
            : null;
    if (!next) return;
    event.preventDefault();
    next.focus();
  });
  new MutationObserver(settle).observe(container, { childList: true, subtree: true });
  settle();
}

function nearest(from, all, arrow) {
  const centre = (one) => {
    const { left, right, top, bottom } = one.getBoundingClientRect();
    return { x: (left + right) / 2, y: (top + bottom) / 2 };
  };
  const here = centre(from);
  const sign = arrow === 'ArrowUp' || arrow === 'ArrowLeft' ? -1 : 1;
  const upright = arrow === 'ArrowUp' || arrow === 'ArrowDown';
  let best = null;
  let least = Number.POSITIVE_INFINITY;
  for (const one of all) {
    const { x, y } = centre(one);
    const [ahead, aside] = upright ? [(y - here.y) * sign, x - here.x] : [(x - here.x) * sign, y - here.y];
    const far = ahead + ASIDE * Math.abs(aside);
    // Who stands more aside than ahead is another row's or column's.
    if (ahead < 4 || (!upright && Math.abs(aside) > ahead) || far >= least) continue;
    least = far;
    best = one;
  }
  return best;
}
