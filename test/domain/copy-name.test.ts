import { describe, expect, test } from 'vitest';
import { copyName, isCopyName, stemOf, surplusCopies } from '../../src/domain/copy-name.ts';

const at = new Date('2026-12-01T00:00:07Z');
const zone = 'Asia/Tehran';
const nobody = () => false;

describe('a copy is named', () => {
  test('by its database, the wall clock of the zone, and why it was made', () => {
    expect(copyName('hamray', at, zone, 'nightly', nobody)).toBe('hamray-2026-12-01-033007.sqlite');
    expect(copyName('hamray', at, 'UTC', 'asked', nobody)).toBe('hamray-2026-12-01-000007-asked.sqlite');
    expect(copyName('my-bot', at, zone, 'before-update', nobody)).toBe(
      'my-bot-2026-12-01-033007-before-update.sqlite',
    );
  });

  test('with a number where another of that second is there', () => {
    const taken = new Set<string>();
    const names = [1, 2, 3].map(() => {
      const name = copyName('hamray', at, zone, 'asked', (one) => taken.has(one));
      taken.add(name);
      return name;
    });
    expect(names).toEqual([
      'hamray-2026-12-01-033007-asked.sqlite',
      'hamray-2026-12-01-033007-asked-2.sqlite',
      'hamray-2026-12-01-033007-asked-3.sqlite',
    ]);
    expect(surplusCopies(names.toReversed(), 'hamray', 'asked', 0)).toEqual(names);
  });

  test('after the file name of its database, whatever its ending', () => {
    expect(['hamray.sqlite', 'bot.db', 'bot.sqlite3', 'plain'].map(stemOf)).toEqual([
      'hamray',
      'bot',
      'bot',
      'plain',
    ]);
  });
});

describe('surplus copies', () => {
  const night = (day: number) => `hamray-2026-12-0${day}-033000.sqlite`;

  test('are the eldest of their kind', () => {
    const names = [night(3), night(1), night(4), night(2)];
    expect(surplusCopies(names, 'hamray', 'nightly', 2)).toEqual([night(1), night(2)]);
    expect(surplusCopies(names, 'hamray', 'nightly', 4)).toEqual([]);
  });

  test('are never another kind’s, another database’s, or a file that no copy is called', () => {
    const names = [
      'hamray-2026-12-01-033000-asked.sqlite',
      'hamray-2026-12-01-033000-before-update.sqlite',
      'hamray-2026-12-01-033000-replaced.sqlite',
      'hamray-2-2026-12-01-033000.sqlite',
      'other-2026-12-01-033000.sqlite',
      'hamray-2026-12-01-033000.sqlite.part',
      'hamray-2026-12-01.sqlite',
      'hamray.sqlite',
      'thesis.docx',
    ];
    expect(surplusCopies(names, 'hamray', 'nightly', 0)).toEqual([]);
  });

  test('leave a name that is like one of ours out of it', () => {
    expect(isCopyName(night(1), 'hamray')).toBe(true);
    expect(isCopyName(night(1), 'ham')).toBe(false);
    expect(isCopyName('hamray-notes.sqlite', 'hamray')).toBe(false);
  });
});
