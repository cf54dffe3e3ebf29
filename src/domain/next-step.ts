/** The next open step after a place, from the beginning again where none is left behind it; undefined where none is open. */
export function nextOpen<Step extends { readonly position: number; readonly isOpen: boolean }>(
  steps: readonly Step[],
  position: number,
): Step | undefined {
  const open = steps.filter(({ isOpen }) => isOpen);
  return open.find((step) => step.position > position) ?? open[0];
}
