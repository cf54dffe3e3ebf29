import * as buttons from '../../src/messages/buttons.ts';
import type { Owner } from './dump.ts';
import { rows, type World } from './world.ts';

type Codec = buttons.ButtonCodec<string>;

/** What a button carries, and whose its first number is. */
export interface Forgery {
  /** By which the table of rights knows the button. */
  readonly button: string;
  readonly data: string;
  readonly about: Owner | null;
  readonly says: string;
}

const CODECS = Object.values(buttons).filter((button) => 'names' in button) as unknown as readonly Codec[];

function nameOfButton({ word, names }: Pick<Codec, 'word' | 'names'>): string {
  return `${word}/${names.length}`;
}

/** Every pattern that the codec knows, and the row of the table of rights that it has. */
export const PATTERNS: ReadonlyMap<string, string> = new Map([
  ...CODECS.map((codec) => [codec.pattern.source, nameOfButton(codec)] as const),
  [buttons.acceptButton.pattern.source, 'j/1'] as const,
  [buttons.declineButton.pattern.source, 'jn/1'] as const,
  [buttons.confirmCriterionButton.pattern.source, 'jc/2'] as const,
]);

/** Where the ids of a number lie; `sort`: rows of one sort are alike to a presser. */
const IDS: Readonly<Record<string, { readonly table: string; readonly sort: string }>> = {
  questionnaireId: { table: 'questionnaires', sort: 'expert_id, round_id' },
  answerId: { table: 'answers', sort: 'questionnaire_id, state' },
  studyId: { table: 'studies', sort: 'id' },
  itemId: { table: 'items', sort: 'id' },
  roundId: { table: 'rounds', sort: 'id' },
  tenureId: { table: 'tenures', sort: 'id' },
  expertId: { table: 'experts', sort: 'id' },
  briefingId: { table: 'briefings', sort: 'id' },
  previewId: { table: 'previews', sort: "account_id, kind, state, args ->> 'act'" },
  panelId: { table: 'panels', sort: 'id' },
  panelRoundId: { table: 'panel_rounds', sort: 'id' },
  requestId: { table: 'join_requests', sort: 'id' },
  questionId: { table: 'questions', sort: 'id' },
  proposalId: { table: 'proposals', sort: 'id' },
  // Of what a proposal is merged with, as `item` says.
  targetId: { table: 'items', sort: 'id' },
};

/** Numbers that are no ids, each as some screen writes it. */
const PLAIN: Readonly<Record<string, number>> = {
  ...{
    place: 1,
    depth: 1,
    step: 0,
    position: 1,
    page: 0,
    accept: 1,
    chosen: 1,
    index: 6,
    mark: 0,
    several: 1,
    item: 1,
    list: 0,
    act: 2,
    rule: 1,
    group: 0,
    chart: 0,
    same: 1,
    startedAt: 1_795_850_000_000,
    keptAt: 1_795_850_000_000,
  },
};

const NOBODYS = 987_654_321;

/** What a presser has to do with a row. */
export type Relation = 'own' | 'of the same study' | 'of another study';

/** How many ids of a relation are tried, the newest; all where every one is asked for. */
const FEW: Readonly<Record<Relation, number>> = { own: 1, 'of the same study': 1, 'of another study': 1 };
/** What is shown once is carried out once: each kind of preview by itself. */
const EACH = new Set(['previewId']);

/**
 * Buttons as somebody may forge them, of every registered word, with ids that there are and one that there is not.
 *
 * @param shown what buttons carried that were shown to anybody: of those whose numbers cannot be made up, and of all where
 *   `every` one is asked for
 */
export function forge(
  world: World,
  {
    ownerOf,
    relationTo,
  }: { ownerOf: (table: string, id: number) => Owner; relationTo: (owner: Owner) => Relation },
  shown: readonly string[],
  every: boolean,
): Forgery[] {
  const about = (name: string, id: number) => ownerOf(IDS[name]!.table, id);
  const idsOf = (name: string): number[] => idsIn(world, name);
  const likeIn = (name: string, studyId: number | null): number =>
    idsOf(name).find((id) => about(name, id).studyId === studyId) ?? 0;
  const few = (name: string) => {
    const ids = idsOf(name);
    if (every) return ids;
    return (Object.keys(FEW) as Relation[]).flatMap((relation) => {
      const related = ids.filter((id) => relationTo(about(name, id)) === relation);
      return relation === 'own' && EACH.has(name) ? related.slice(-8) : related.slice(-FEW[relation]);
    });
  };

  const forgedOf = (codec: Codec): Forgery[] => {
    const button = nameOfButton(codec);
    const [first, ...others] = codec.names;
    const unknown = codec.names.find((name) => !(name in IDS) && !(name in PLAIN));
    if (unknown) throw new Error(`${button}: where do the numbers «${unknown}» come from?`);
    if (first === undefined || first in PLAIN) {
      const numberOf = (name: string) => PLAIN[name] ?? likeIn(name, world.one.studyId);
      const numbers = Object.fromEntries(codec.names.map((name) => [name, numberOf(name)]));
      return [{ button, data: codec.write(numbers), about: null, says: 'as shown' }];
    }
    const write = (id: number, studyId: number | null, replaced: Record<string, number> = {}) =>
      codec.write({
        ...Object.fromEntries(others.map((name) => [name, PLAIN[name] ?? likeIn(name, studyId)])),
        [first]: id,
        ...replaced,
      });
    const known = few(first).flatMap((id): Forgery[] => {
      const owner = about(first, id);
      const says = `${first} ${id}`;
      const foreign = owner.studyId === world.one.studyId ? world.other.studyId : world.one.studyId;
      const elsewhere = others.filter((name) => name in IDS);
      return [
        { button, data: write(id, owner.studyId), about: owner, says },
        ...elsewhere.flatMap((name) =>
          [likeIn(name, foreign), NOBODYS].map((other) => ({
            ...{ button, data: write(id, owner.studyId, { [name]: other }), about: owner },
            says: `${says}, ${name} ${other}`,
          })),
        ),
      ];
    });
    return [...known, { button, data: write(NOBODYS, null), about: null, says: `${first} that is nobody’s` }];
  };
  const replayed = shown.flatMap((data): Forgery[] => {
    const codec = CODECS.find(({ pattern }) => pattern.test(data));
    const first = codec?.names[0];
    if (!codec || first === undefined || !(first in IDS) || !(every || codec.names.includes('mark')))
      return [];
    const owner = about(first, codec.read(data)[first]!);
    return [{ button: nameOfButton(codec), data, about: owner, says: 'as it was shown to somebody' }];
  });
  const unique = new Map([...CODECS.flatMap(forgedOf), ...replayed].map((each) => [each.data, each]));
  return [...unique.values()];
}

/** One id of each sort, eldest first. */
function idsIn(world: World, name: string): number[] {
  const { table, sort } = IDS[name]!;
  const sql = `SELECT min(id) AS id FROM ${table} GROUP BY ${sort} ORDER BY id`;
  return rows<{ id: number }>(world.both, sql).map(({ id }) => id);
}

/** What no button of any version carries, and what an outdated or hand-made client may send. */
export const MALFORMED: readonly string[] = [
  '',
  'x',
  'r:1',
  'r:1:2:3',
  'r:-1:0',
  'r:1e3:0',
  'b:1.0',
  'b:0x1',
  'b: 1',
  'b:۱',
  'b:1234567890123456',
  'f.expert:1:1',
  'f.expert:1:1:0:0',
  'f.reason:1:1',
  'F.STATUS:1:0',
  'f.status:1:0\n',
  'j:',
  'j:abc',
  "f.status:1:0' OR 1=1",
];
