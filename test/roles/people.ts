import { unzipSync } from 'fflate';
import type { Chatting } from '../dialogs/two-messengers.ts';
import {
  mobileOf,
  nameOf,
  reasonOf,
  rows,
  SEATS,
  type Seat,
  type Shown,
  type Side,
  titleOfItem,
  tokenOf,
  type World,
} from './world.ts';

/** Somebody who writes and presses, and what they have to do with the two studies. */
export interface Role {
  readonly name: string;
  readonly person: Chatting;
  /** Writes in a group, where nothing is answered. */
  readonly inGroup?: true;
  readonly runs?: Side;
  readonly isOperator?: true;
  /** Is an expert of, by the name in the workbook. */
  readonly is?: { readonly side: Side; readonly seat: Seat };
  /** Was one, and may see the own past. */
  readonly was?: { readonly side: Side; readonly seat: Seat };
  /** Another account has taken the seat by a new link. */
  readonly wasReplaced?: { readonly side: Side; readonly seat: Seat };
  /** A new account that nobody has vouched for. */
  readonly isUnconfirmed?: true;
  readonly isInvited?: { readonly side: Side; readonly seat: Seat };
  /** Whose workbook it has sent: what stands there is no news to it. */
  readonly sent?: Side;
  /** May do what another role may: the short form leaves that to the other one. */
  readonly likeAnother?: true;
}

export function rolesOf({ both, one, other, formerFacilitator, operator }: World): Role[] {
  const twin = (name: string, { id }: Chatting): Role => ({ name, person: both.person('bale', id, 'همزاد') });
  const { seats, anew } = one;
  return [
    { name: 'stranger', person: both.person('telegram', 599, 'بیگانه') },
    { name: 'invited', person: seats.invited, isInvited: { side: one, seat: 'invited' } },
    { name: 'expert', person: seats.expert, is: { side: one, seat: 'expert' } },
    {
      ...{ name: 'expert on Bale', person: seats.elsewhere, is: { side: one, seat: 'elsewhere' } },
      likeAnother: true,
    },
    {
      ...{ name: 'another study’s expert', person: other.seats.expert, is: { side: other, seat: 'expert' } },
      likeAnother: true,
    },
    { name: 'former expert', person: seats.former, was: { side: one, seat: 'former' } },
    { name: 'facilitator', person: one.facilitator, runs: one },
    { name: 'another study’s facilitator', person: other.facilitator, runs: other, likeAnother: true },
    { name: 'former facilitator', person: formerFacilitator },
    { name: 'operator', person: operator, isOperator: true },
    { name: 'expert in a group', person: seats.fellow, is: { side: one, seat: 'fellow' }, inGroup: true },
    { name: 'facilitator in a group', person: one.facilitator, runs: one, inGroup: true },
    { name: 'blocked', person: seats.blocked, is: { side: one, seat: 'blocked' } },
    twin('expert’s twin', seats.expert),
    twin('facilitator’s twin', one.facilitator),
    twin('operator’s twin', operator),
    { name: 'account before', person: seats.renewed, wasReplaced: { side: one, seat: 'renewed' } },
    {
      ...{ name: 'account by a new link', person: anew.renewed, is: { side: one, seat: 'renewed' } },
      isUnconfirmed: true,
    },
    {
      name: 'account before, confirmed',
      person: seats.confirmed,
      wasReplaced: { side: one, seat: 'confirmed' },
    },
    {
      ...{ name: 'confirmed account', person: anew.confirmed, is: { side: one, seat: 'confirmed' } },
      likeAnother: true,
    },
  ];
}

/** All who are in a study. */
function castOf(side: Side): Role[] {
  const seated = SEATS.filter((seat) => !['former', 'renewed', 'confirmed', 'invited'].includes(seat));
  const gone = ['renewed', 'confirmed'] as const;
  return [
    { name: 'a facilitator', person: side.facilitator, runs: side },
    ...seated.map(
      (seat): Role => ({ name: `${seat}, an expert`, person: side.seats[seat], is: { side, seat } }),
    ),
    { name: 'a former expert', person: side.seats.former, was: { side, seat: 'former' } },
    { name: 'an invited person', person: side.seats.invited, isInvited: { side, seat: 'invited' } },
    ...gone.map(
      (seat): Role => ({ name: 'an account before', person: side.seats[seat], wasReplaced: { side, seat } }),
    ),
    ...gone.map(
      (seat): Role => ({ name: 'an account by a new link', person: side.anew[seat], is: { side, seat } }),
    ),
  ];
}

/** Finds what a message tells its reader of studies and people that are none of the reader's business. */
export function leaksIn(world: World, roles: readonly Role[]) {
  const people = [...roles.filter(({ inGroup }) => !inGroup), ...[world.one, world.other].flatMap(castOf)];
  const found = new Map<Role | undefined, Map<Side, string[]>>();
  const secretsOf = (reader: Role | undefined, side: Side): string[] => {
    const bySide = found.get(reader) ?? new Map<Side, string[]>();
    const secrets = bySide.get(side) ?? secretsFrom(world, reader, side);
    found.set(reader, bySide.set(side, secrets));
    return secrets;
  };
  return (shown: Pick<Shown, 'to'> & { text: string }, as?: Role): string[] => {
    const reader = as ?? people.find(({ person }) => isOf(person, shown.to));
    return [world.one, world.other].flatMap((side) =>
      secretsOf(reader, side)
        .filter((secret) => withoutAllowed(world, reader, side, shown.text).includes(secret))
        .map((secret) => `«${secret}» to ${reader?.name ?? `${shown.to.messenger} ${shown.to.id}`}`),
    );
  };
}

function isOf(one: Shown['to'], other: Shown['to']): boolean {
  return one.id === other.id && one.messenger === other.messenger;
}

/** Everything that a message holds, buttons and documents too. */
export function allOf({ both }: World, { to, message }: Shown): string {
  const buttons = message.keyboard.flat().map((button) => Object.values(button).join(' '));
  const file = message.document && both.servers[to.messenger].fileBytes(message.document);
  const name = message.document?.name ?? '';
  return [message.text, ...buttons, name, ...(file && !isDatabase(file) ? [textsIn(file)] : [])].join('\n');
}

/** A copy of the database goes to operators, and tells everything. */
function isDatabase(bytes: Uint8Array): boolean {
  return Buffer.from(bytes).subarray(0, 15).toString() === 'SQLite format 3';
}

function textsIn(bytes: Uint8Array): string {
  if (Buffer.from(bytes).subarray(0, 2).toString() !== 'PK') return Buffer.from(bytes).toString();
  return Object.entries(unzipSync(bytes))
    .map(([name, inner]) => `${name}\n${textsIn(inner)}`)
    .join('\n');
}

/** What an invited person reads before the consent; and all of it that a facilitator of another study may know. */
function withoutAllowed({ both }: World, reader: Role | undefined, side: Side, text: string): string {
  const { mark } = side.words;
  const title = `مطالعهٔ ${mark}`;
  const consent = [title, `اولویت ${mark} چیست؟`, `راهنمای ${mark}`, `بنیاد ${mark}`, `تماس ${mark}`];
  const allowed =
    reader?.isInvited?.side === side
      ? [
          ...consent,
          nameOf(side.words, reader.isInvited.seat),
          tokenOf(both, side, reader.isInvited.seat) ?? '',
        ]
      : reader?.wasReplaced?.side === side || reader?.runs
        ? [title]
        : [];
  return allowed.reduce((left, each) => (each === '' ? left : left.replaceAll(each, '')), text);
}

/** Words that must not reach a reader. */
function secretsFrom(world: World, reader: Role | undefined, side: Side): string[] {
  if (reader?.runs === side) return [];
  const { words } = side;
  const { mark, code } = words;
  const seated = [reader?.is, reader?.was].find((seat) => seat?.side === side);
  const others = SEATS.filter((seat) => seat !== seated?.seat);
  const experts = rows<{ name: string; pseudonym: string; token: string | null }>(
    world.both,
    'SELECT name, pseudonym, token FROM experts WHERE study_id = ?',
    side.studyId,
  );
  const own = (name: string) => seated && !reader?.isUnconfirmed && name === nameOf(words, seated.seat);
  const codes = experts.flatMap(({ name, pseudonym, token }) =>
    own(name) ? [] : [` ${pseudonym} `, `>${pseudonym}<`, ...(token ? [token] : [])],
  );
  if (reader?.sent === side) return codes;
  if (!seated) return [mark, code, ...codes, ...SEATS.map((seat) => mobileOf(words, seat))];
  const strange = seated.seat === 'elsewhere' ? [0, 1, 2, 3] : [4, 5];
  return [
    ...codes,
    ...others.map((seat) => nameOf(words, seat)),
    ...others.map((seat) => mobileOf(words, seat)),
    ...strange.map((at) => titleOfItem(words, at)),
    ...others.map((seat) => reasonOf(words, seat)).filter((reason) => !isLetThrough(world, reason)),
    ...(reader?.isUnconfirmed ? [reasonOf(words, seated.seat)] : []),
    ...(seated.seat === 'expert'
      ? []
      : ['پرسش خبره از', 'پیشنهاد تازه برای'].map((start) => `${start} ${mark}`)),
    ...(seated.seat === 'fellow' ? [] : [`پرسش دیگری از ${mark}`]),
  ];
}

function isLetThrough({ both }: World, reason: string): boolean {
  const sql = "SELECT 1 FROM answers WHERE reason = ? AND reason_state = 'accepted'";
  return rows(both, sql, reason).length > 0;
}
