import type { Claim, Gaps } from './summary-claims.ts';
import { type Told, tells } from './told-sentences.ts';

/** Compares what is told with what is claimed, and counts how often each sentence was due and was not. */
export class Tally {
  readonly problems: string[] = [];
  /** Of what study the problems are. */
  where = '';
  readonly #due = new Map<string, { yes: number; no: number }>();

  /** Each of these sentences must stand there as often as it is claimed, with the figures claimed, and no other. */
  check<Subject>(
    where: string,
    claims: Readonly<Record<string, Claim<Subject>>>,
    subject: Subject,
    told: readonly Told[],
  ): void {
    for (const { key } of told) {
      if (!(key in claims)) this.fail(where, `${key} has no claim here`);
    }
    for (const [key, claim] of Object.entries(claims)) {
      const due = claim(subject);
      this.count(key, due.length > 0);
      const said = told.filter((one) => one.key === key);
      if (said.length !== due.length)
        this.fail(where, `${key} is told ${said.length} times and due ${due.length} times`);
      for (const [at, gaps] of due.entries()) if (said[at]) this.compare(where, said[at], gaps);
    }
  }

  /** Each gap must hold its figure. */
  compare(where: string, { key, args }: Told, gaps: Gaps): void {
    for (const [name, gap] of Object.entries(gaps)) {
      const text = args[name];
      if (text === undefined) this.fail(where, `${key} has no gap ${name}`);
      else if (!fits(text, gap)) this.fail(where, `${key} tells ${name} as «${text}», not ${String(gap)}`);
    }
    for (const name of Object.keys(args))
      if (name !== 'nothing' && !(name in gaps)) this.fail(where, `nothing is claimed of ${name} in ${key}`);
  }

  count(key: string, isDue: boolean): void {
    const { yes, no } = this.#due.get(key) ?? { yes: 0, no: 0 };
    this.#due.set(key, isDue ? { yes: yes + 1, no } : { yes, no: no + 1 });
  }

  fail(where: string, what: string): void {
    this.problems.push(`${this.where}, ${where}: ${what}`);
  }

  /** How many sentences were compared, and how many stood there. */
  get counted(): { readonly claims: number; readonly told: number } {
    const all = [...this.#due.values()];
    return {
      claims: all.reduce((sum, { yes, no }) => sum + yes + no, 0),
      told: all.reduce((sum, { yes }) => sum + yes, 0),
    };
  }

  /** Sentences that were never due, and never not. */
  get unseen(): { readonly due: string[]; readonly notDue: string[] } {
    const keys = (of: 'yes' | 'no') =>
      [...this.#due].flatMap(([key, counts]) => (counts[of] === 0 ? [key] : []));
    return { due: keys('yes'), notDue: keys('no') };
  }
}

function fits(text: string, gap: Gaps[string]): boolean {
  if (typeof gap === 'function') return gap(text);
  return typeof gap === 'number' ? tells(text, gap) : text === gap;
}
