import { type Temper, temperOf } from '../domain/invented-expert.ts';
import { plain } from '../texts/i18n.ts';
import type { ChatMessage } from './chats.ts';
import type { Messenger } from './messenger.ts';
import { says } from './signs.ts';
import { latinDigits, readInvitations, readStudyFile, type StudyFile } from './study-files.ts';

/** An expert of the newest study, as somebody at this messenger. */
export interface CastMember {
  readonly personId: number;
  /** The expert's place in the workbook, from 0. */
  readonly index: number;
  readonly name: string;
  readonly role: string;
  readonly panels: string;
  readonly temper: Temper;
  /** Of the personal link in the newest list of invitations. */
  readonly startToken: string | null;
}

/** Who there is to play: learned from the files in the facilitator's chat, as a person would. */
export interface Cast {
  members(): readonly CastMember[];
  study(): StudyFile | null;
  /** Resolves when every file that has come so far is read. */
  settled(): Promise<void>;
}

const FIRST_EXPERT_ID = 20_001;

/**
 * @param seed of the experts' tempers
 * @param onChange called when members or links have changed
 */
export function createCast(
  messenger: Messenger,
  facilitatorId: number,
  seed: number,
  onChange: () => void,
): Cast {
  /** The workbook that was sent last: its study does not exist until the bot says so. */
  let offered: StudyFile | null = null;
  let study: StudyFile | null = null;
  let members: CastMember[] = [];
  let reading: Promise<void> = Promise.resolve();

  const adopt = () => {
    if (!offered || study === offered) return;
    study = offered;
    const people = enrolPeople(messenger, facilitatorId, study);
    members = study.experts.map((expert, index) => ({
      personId: people[index]!,
      index,
      name: expert.name,
      role: expert.role,
      panels: expert.panels,
      temper: temperOf(seed, index),
      startToken: members.find(({ personId }) => personId === people[index])?.startToken ?? null,
    }));
    onChange();
  };
  const read = async (message: ChatMessage) => {
    const bytes = message.document && messenger.fileBytes(message.document);
    if (bytes && message.document.name.endsWith('.xlsx')) {
      if (message.from === 'person') offered = (await readStudyFile(bytes)) ?? offered;
      else members = withLinks(members, (await readInvitations(bytes)) ?? []);
      onChange();
    }
    if (says(message, plain('rehearsal.sign.created')) || says(message, plain('rehearsal.sign.changed')))
      adopt();
  };
  const readNext = (message: ChatMessage) => {
    reading = reading.then(() => read(message));
  };

  for (const message of messenger.chat(facilitatorId)) readNext(message);
  messenger.onChange((change) => {
    if ((change.kind === 'sent' || change.kind === 'edited') && change.personId === facilitatorId) {
      readNext(change.message);
    }
  });
  return { members: () => members, study: () => study, settled: () => reading };
}

/** Gives each expert an account; who has one by number, or by name where there is no number, keeps it. */
function enrolPeople(messenger: Messenger, facilitatorId: number, study: StudyFile): readonly number[] {
  const taken = new Set([facilitatorId]);
  return study.experts.map((expert) => {
    const phone = internationalPhone(expert.mobile);
    const known = messenger
      .people()
      .find(
        (person) =>
          !taken.has(person.id) && (phone ? person.phone === phone : person.firstName === expert.name),
      );
    const id =
      known?.id ?? Math.max(FIRST_EXPERT_ID - 1, ...messenger.people().map((person) => person.id)) + 1;
    taken.add(id);
    messenger.addPerson({ id, firstName: expert.name, ...(phone && { phone }) });
    return id;
  });
}

/** `0913…`, `+98913…` and a number robbed of its 0 are one Iranian mobile number: `98913…`. */
function internationalPhone(mobile: string): string {
  const digits = latinDigits(mobile).replace(/\D/g, '').replace(/^0+/, '');
  if (digits === '') return '';
  return digits.startsWith('98') ? digits : `98${digits}`;
}

/** Rows come in the workbook's order; a name borne twice is taken in that order too. */
function withLinks(
  members: readonly CastMember[],
  rows: readonly { readonly name: string; readonly startToken: string }[],
): CastMember[] {
  const left = [...rows];
  return members.map((member) => {
    const at = left.findIndex(({ name }) => name === member.name);
    if (at < 0) return member;
    const [row] = left.splice(at, 1);
    return { ...member, startToken: row!.startToken || member.startToken };
  });
}
