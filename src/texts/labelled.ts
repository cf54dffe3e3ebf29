/** Whether a button's text is the label, with nothing but an emoji or a number beside it. */
export function isLabelled(text: string, label: string): boolean {
  if (text === label) return true;
  const at = text.indexOf(label);
  if (at < 0) return false;
  const before = text.slice(0, at);
  const after = text.slice(at + label.length);
  const parted = (before === '' || before.endsWith(' ')) && (after === '' || after.startsWith(' '));
  return parted && !/\p{L}/u.test(before + after);
}
