import type { People } from './people.ts';
import type { World } from './world.ts';

/** Codes that answers are told under, in messages that name an expert; and experts' names in others' chats. */
export function namesBeside({ db }: World, people: People): string[] {
  const experts = db.$client
    .prepare('SELECT name, pseudonym, account_id AS account FROM experts WHERE forgotten = 0')
    .all() as { name: string; pseudonym: string; account: number | null }[];
  return people.all.flatMap((person) =>
    people
      .chat(person)
      .slice(-8)
      .filter(({ from }) => from === 'bot')
      .flatMap(({ text }) => {
        const named = experts.filter(({ name }) => text.includes(name));
        if (named.length === 0) return [];
        const isExpert = !people.facilitators.includes(person);
        const strangers = isExpert ? named.filter(({ name }) => !ownName(people, person, name)) : [];
        const coded = experts.filter(({ pseudonym }) => text.includes(pseudonym));
        return [
          ...strangers.map(({ name }) => `expert ${person.id} reads the name ${name}: ${text.slice(0, 80)}`),
          ...coded.map(({ pseudonym }) => `the code ${pseudonym} stands beside a name: ${text.slice(0, 80)}`),
        ];
      }),
  );
}

function ownName(people: People, person: People['all'][number], name: string): boolean {
  return people.nameOf(person) === name;
}
