import { bare } from '../../src/rehearsal/said.ts';

/** A message's words, with each row of its tables as a line of a list, and without their headers. */
export function tableLines(text: string): string {
  return bare(text)
    .split('\n')
    .filter((line) => !line.startsWith('گویه\t'))
    .map((line) => {
      const [title, ...figures] = line.split('\t');
      if (figures.length === 0) return line;
      return figures.every((figure) => figure === '–') ? `• ${title}` : `• ${title} (${figures.join('، ')})`;
    })
    .join('\n');
}
