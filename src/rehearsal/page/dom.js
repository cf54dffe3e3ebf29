/**
 * Makes an element.
 *
 * @param {string} tag name and classes, such as `button.primary.wide`
 * @param {Record<string, unknown>} [properties] `on…` are listeners, `aria-…`, `data-…` and `role` attributes
 * @param {...(Node | string | null | false | undefined)} children
 */
export function el(tag, properties = {}, ...children) {
  const [name, ...classes] = tag.split('.');
  const element = document.createElement(name);
  if (classes.length > 0) element.className = classes.join(' ');
  for (const [key, value] of Object.entries(properties)) {
    if (value === undefined || value === null || value === false) continue;
    if (key.startsWith('on')) element.addEventListener(key.slice(2).toLowerCase(), value);
    else if (/^(aria-|data-|role$|for$)/.test(key)) element.setAttribute(key, String(value));
    else element[key] = value;
  }
  element.append(...children.filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

/** Touches the page only where a text is another one: it may be read aloud when it changes. */
export function change(element, text) {
  if (element.textContent === text) return false;
  element.textContent = text;
  return true;
}

/** What is to be read of a message's HTML. */
export function plainText(html) {
  const text = document.createElement('div');
  text.innerHTML = html;
  return text.textContent.trim();
}

const ICONS = {
  send: 'M20.500 5 3.500 12l17 7-3.500-7 3.500-7ZM17 12H10',
  attach: 'M20 11.5 12 19a5 5 0 0 1-7-7l8-8a3.4 3.4 0 0 1 4.8 4.8l-7.9 7.8a1.7 1.7 0 0 1-2.4-2.4l7.2-7.1',
  menu: 'M4 7h16M4 12h16M4 17h10',
  file: 'M7 3h7l5 5v12a1 1 0 0 1-1 1H7a1 1 0 0 1-1-1V4a1 1 0 0 1 1-1Zm7 0v5h5',
  search: 'M11 18a7 7 0 1 0 0-14 7 7 0 0 0 0 14Zm5-2 4 4',
  clock: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18Zm0-14v5l3.5 2',
  bell: 'M6 16V11a6 6 0 1 1 12 0v5l1.5 2h-15L6 16Zm4 4.5h4',
  flag: 'M6 21V4h11l-2 4 2 4H6',
  forward: 'm13 6-6 6 6 6M19 6l-6 6 6 6',
  reply: 'm9 8-5 5 5 5M4 13h9a7 7 0 0 1 7 7',
  close: 'm6 6 12 12M18 6 6 18',
  down: 'm6 9 6 6 6-6',
  up: 'm6 15 6-6 6 6',
  people:
    'M9 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7Zm-6.5 9a6.5 6.5 0 0 1 13 0M16 4.3a3.5 3.5 0 0 1 0 6.4m2 3.6a6.5 6.5 0 0 1 3.5 5.7',
  check: 'm5 12.5 4.5 4.5L19 7.5',
  phone: 'M7 3h10a1 1 0 0 1 1 1v16a1 1 0 0 1-1 1H7a1 1 0 0 1-1-1V4a1 1 0 0 1 1-1Zm4 15h2',
  block: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18ZM5.800 5.800l12.400 12.400',
  shield: 'M12 3 5 6v5c0 4.6 2.9 8.2 7 10 4.1-1.800 7-5.400 7-10V6l-7-3Zm-3 9 2.200 2.200L15.500 10',
  play: 'M8 5.500v13l10.500-6.500L8 5.500Z',
  pause: 'M8 5v14M16 5v14',
};

/** @param {keyof typeof ICONS} name */
export function icon(name) {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  svg.setAttribute('viewBox', '0 0 24 24');
  svg.setAttribute('class', 'icon');
  svg.setAttribute('aria-hidden', 'true');
  const path = document.createElementNS('http://www.w3.org/2000/svg', 'path');
  path.setAttribute('d', ICONS[name]);
  svg.append(path);
  return svg;
}

/** A round mark with a name's first letter, in a colour of its own. */
export function avatar(name, key) {
  return el(`span.avatar.hue-${Math.abs(key) % 7}`, { 'aria-hidden': 'true' }, name.slice(0, 1));
}
