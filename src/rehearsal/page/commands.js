import { el } from './dom.js';

/** Commands in a text are sent by a tap, as in a messenger. */
export function linkCommands(root, send) {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  const texts = [];
  while (walker.nextNode()) {
    if (!walker.currentNode.parentElement.closest('a, button, code, pre')) texts.push(walker.currentNode);
  }
  for (const node of texts) {
    const parts = node.data.split(
      /(?<=^|[\s«(\u200e\u200f\u2066-\u2069])(\/[a-z_]{2,32})(?=$|[\s»).،:؛\u2069])/,
    );
    if (parts.length < 2) continue;
    node.replaceWith(
      ...parts.map((part, place) =>
        place % 2 === 0
          ? part
          : el('button.command', { type: 'button', dir: 'ltr', onClick: () => send(part) }, part),
      ),
    );
  }
  return root;
}
