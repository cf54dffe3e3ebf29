/** As many numbers as a finger tells apart in a row on a small phone. */
const MOST_A_ROW = 5;

/**
 * Small buttons in as few rows as hold them, each row as long as the others: six stand as three and three. Messengers
 * set a row from the left, so the first button of each comes last: Persian is read from the right (`messengers/api-message` mirrors rows of English).
 */
export function evenRows<Button>(buttons: readonly Button[]): Button[][] {
  const rows = Math.ceil(buttons.length / MOST_A_ROW);
  const length = Math.ceil(buttons.length / rows);
  return Array.from({ length: rows }, (_, row) =>
    buttons.slice(row * length, (row + 1) * length).toReversed(),
  );
}

/** Two a row, the first of each at the right. */
export function inPairs<Button>(buttons: readonly Button[]): Button[][] {
  const rows: Button[][] = [];
  for (const [place, button] of buttons.entries()) {
    if (place % 2 === 0) rows.push([button]);
    else rows.at(-1)!.unshift(button);
  }
  return rows;
}
