/** Reads a CSV file as RFC 4180 has it, its byte order mark taken off. */
export function readCsv(text: string): string[][] {
  const rows: string[][] = [[]];
  let cell = '';
  let quoted = false;
  const body = text.replace(/^\ufeff/, '');
  for (let at = 0; at < body.length; at += 1) {
    const sign = body[at]!;
    if (quoted) {
      if (sign === '"' && body[at + 1] === '"') at += 1;
      else if (sign === '"') {
        quoted = false;
        continue;
      }
      cell += sign;
    } else if (sign === '"') quoted = true;
    else if (sign === ',' || sign === '\n') {
      rows.at(-1)!.push(cell);
      cell = '';
      if (sign === '\n') rows.push([]);
    } else cell += sign;
  }
  if (cell !== '' || rows.at(-1)!.length > 0) throw new Error('the last line does not end');
  return rows.slice(0, -1);
}
