import { type Place, type RoundOfFile, sumOf } from './results-file.ts';
import { type Claim, when } from './summary-claims.ts';
import { Sentences, tells, textsUnder } from './told-sentences.ts';

/** What stands beside the advice, by docs/warnings.md. */
export const BESIDE: Readonly<Record<string, Claim<Place>>> = {
  'summary.beside.missing': ({ round: { beside } }) =>
    when(beside.missing.length > 0, () => ({
      roles: (told) =>
        areAll(told, beside.missing, (text, { role, missing, invited }) => {
          const args = read('summary.beside.missingOf', text);
          return (
            args['role'] === role && tells(args['missing']!, missing) && tells(args['invited']!, invited)
          );
        }),
    })),
  'summary.beside.noOpinion': ({ round }) => {
    const unsure = round.items.filter(({ no_opinion }) => no_opinion > 0);
    const most = unsure.toSorted((one, other) => other.no_opinion - one.no_opinion).slice(0, 8);
    return when(unsure.length > 0, () => ({
      items: unsure.length,
      codes: (told) =>
        unsure.length > 8 === told.endsWith('، …') &&
        areAll(told.replace(/، …$/, ''), most, (text, item) => {
          const args = read('summary.beside.noOpinionOf', text);
          return args['code'] === item.code && tells(args['experts']!, item.no_opinion);
        }),
    }));
  },
  'summary.beside.otherwise': (place) => {
    const codes = judgedOtherwise(place);
    const named = codes.length > 8 ? [...codes.slice(0, 8), '…'] : codes;
    return when(codes.length > 0, () => ({ items: codes.length, codes: named.join('، ') }));
  },
  'summary.beside.movedNone': ({ round: { beside } }) => when(beside.moved === 0),
  'summary.beside.moved': ({ round: { beside } }) =>
    when((beside.moved ?? 0) > 0 && across(beside) === 0, () => moved(beside)),
  'summary.beside.movedAcross': ({ round: { beside } }) =>
    when((beside.moved ?? 0) > 0 && across(beside) > 0, () => ({ ...moved(beside), across: across(beside) })),
  'summary.beside.reasons': ({ round: { beside } }) => {
    const written = beside.reasons.map(({ side, written: count }) => ({ side, count }));
    return reasons(written);
  },
  'summary.beside.passedOn': ({ round: { beside } }) =>
    reasons(beside.reasons.map(({ side, passed_on: count }) => ({ side, count }))),
  'summary.beside.fast': ({ round: { beside } }) => when(beside.fast > 0, () => ({ experts: beside.fast })),
};

type Beside = RoundOfFile['beside'];

const across = ({ moved: all, moved_towards, moved_away }: Beside) => all! - moved_towards! - moved_away!;
const moved = ({ moved: ratings, moved_towards, moved_away }: Beside) => ({
  ...{ ratings: ratings!, towards: moved_towards!, away: moved_away! },
});

function reasons(all: readonly { side: string; count: number }[]) {
  const some = all.filter(({ count }) => count > 0);
  return when(some.length > 0, () => ({
    reasons: sumOf(some.map(({ count }) => count)),
    sides: (told: string) =>
      areAll(told, some, (text, { side, count }) =>
        tells(read(`summary.beside.side.${side}`, text)['reasons']!, count),
      ),
  }));
}

/** Whether the parts of a list tell these things, in their order. */
function areAll<Thing>(
  told: string,
  things: readonly Thing[],
  fits: (text: string, thing: Thing) => boolean,
): boolean {
  const parts = told.split('، ');
  return parts.length === things.length && things.every((thing, at) => fits(parts[at]!, thing));
}

const PARTS = new Sentences(textsUnder('summary.beside'));

function read(key: string, text: string): Readonly<Record<string, string>> {
  const told = PARTS.one(text);
  return told?.key === key ? told.args : {};
}

const NO_VERDICT = ['all_stay', 'no_answers', 'too_few'];

/** Items on which the last verdict of another panel, up to this round, is another. */
function judgedOtherwise({ file, panel, round }: Place): string[] {
  return round.items
    .filter(({ why }) => !NO_VERDICT.includes(why))
    .filter((item) =>
      file.panels.some((other) => {
        const asked = other.rounds.filter(
          ({ number, items }) => number <= round.number && items.some(({ code }) => code === item.code),
        );
        const last = asked.at(-1)?.items.find(({ code }) => code === item.code);
        return other !== panel && last && !NO_VERDICT.includes(last.why) && last.kept !== item.kept;
      }),
    )
    .map(({ code }) => code);
}
