import { type Temper, temperOf } from '../domain/invented-expert.ts';
import { LANGUAGES, type Language } from '../domain/language.ts';
import { plainIn } from '../texts/i18n.ts';
import type { ChatMessage, PressMade } from './chats.ts';
import type { LocalMessenger } from './messenger.ts';
import { bare, says } from './said.ts';
import { latinDigits, readInvitations, readStudyFile, type StudyFile } from './study-files.ts';

/** An expert of the study that the facilitator works on, as somebody at this messenger. */
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

/** A study that was created in the facilitator's chat. */
export interface KnownStudy {
  readonly file: StudyFile;
  /** The message that tells that it is created. */
  readonly createdAt: number;
  readonly members: readonly CastMember[];
}

/** Who there is to play: learned from the files in the facilitator's chat, as a person would. */
export interface Cast {
  members(): readonly CastMember[];
  study(): StudyFile | null;
  /** Of the study that is worked on; before the first, of the rehearsal. */
  language(): Language;
  /**
   * The study that the facilitator's commands are about: the newest, or the one chosen since; null before the first.
   */
  current(): KnownStudy | null;
  /** What a message in the facilitator's chat is about: the study that it names, else the one worked on then. */
  studyOf(message: ChatMessage): KnownStudy | null;
  /** How an invented expert answers from now on, over restarts too. */
  setTemper(personId: number, temper: Temper): void;
  /** Whether a personal link is one of another study's than the current. */
  isOfAnother(startToken: string): boolean;
  /** Resolves when every file that has come so far is read. */
  settled(): Promise<void>;
}

const FIRST_EXPERT_ID = 20_001;

/**
 * @param options the seed of the experts' tempers, the rehearsal's language, and what is called when members or links
 *   have changed
 */
export function createCast(
  messenger: LocalMessenger,
  facilitatorId: number,
  { seed, language, onChange }: { seed: number; language: Language; onChange: () => void },
): Cast {
  /** The workbook that was sent last: its study does not exist until the bot says so. */
  let offered: StudyFile | null = null;
  let studies: readonly KnownStudy[] = [];
  let reading: Promise<void> = Promise.resolve();

  const studyAt = (order: number) => {
    const turns = turnsOf(studies, messenger.chatState(facilitatorId).presses);
    return turns.findLast(({ from }) => from <= order)?.study ?? null;
  };
  const current = () => studyAt(Number.POSITIVE_INFINITY);
  const studyOf = (message: ChatMessage) => {
    const then = studyAt(message.id);
    const named = studiesNamed(studies, message);
    return then && named.includes(then) ? then : (named[0] ?? then);
  };
  const put = (old: KnownStudy | null, made: KnownStudy) => {
    studies = old ? studies.map((study) => (study === old ? made : study)) : [...studies, made];
    onChange();
  };
  const adopt = (createdAt: number, changed: KnownStudy | null) => {
    if (!offered) return;
    const file = offered;
    offered = null;
    const people = enrolPeople(messenger, facilitatorId, file);
    const members = file.experts.map((expert, index) => ({
      personId: people[index]!,
      index,
      name: expert.name,
      role: expert.role,
      panels: expert.panels,
      temper: messenger.chatState(people[index]!).person.temper ?? temperOf(seed, index),
      startToken: changed?.members.find(({ personId }) => personId === people[index])?.startToken ?? null,
    }));
    put(changed, { file, createdAt: changed?.createdAt ?? createdAt, members });
  };
  const read = async (message: ChatMessage) => {
    const bytes = message.document && messenger.fileBytes(message.document);
    if (bytes && message.document.name.endsWith('.xlsx')) {
      if (message.from === 'person') offered = (await readStudyFile(bytes)) ?? offered;
      else {
        const invited = studyOf(message);
        const rows = await readInvitations(bytes);
        if (invited && rows) put(invited, { ...invited, members: withLinks(invited.members, rows) });
      }
      onChange();
    }
    const tells = (sign: 'created' | 'changed', study: StudyFile | undefined | null) =>
      study && says(message, plainIn(study.language, `rehearsal.sign.${sign}`));
    if (tells('created', offered)) adopt(message.id, null);
    else if (tells('changed', current()?.file)) adopt(message.id, current());
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
  return {
    members: () => current()?.members ?? [],
    study: () => current()?.file ?? null,
    language: () => current()?.file.language ?? language,
    current,
    studyOf,
    setTemper(personId, temper) {
      messenger.addPerson({ ...messenger.chatState(personId).person, temper });
      const changed = (member: CastMember) => (member.personId === personId ? { ...member, temper } : member);
      studies = studies.map((study) => ({ ...study, members: study.members.map(changed) }));
      onChange();
    },
    isOfAnother(startToken) {
      const has = ({ members }: KnownStudy) => members.some((member) => member.startToken === startToken);
      const here = current();
      return !(here && has(here)) && studies.some(has);
    },
    settled: () => reading,
  };
}

/** The list of studies is told in the language of the one that was chosen then. */
const CHOICES = LANGUAGES.map(
  (language) =>
    new RegExp(plainIn(language, 'rehearsal.sign.choose', { number: '[\\d۰-۹]+', title: '(.+)' })),
);

/** From which message or press on the facilitator's commands are about which study: each creation and each choice. */
function turnsOf(
  studies: readonly KnownStudy[],
  presses: readonly PressMade[],
): readonly { readonly from: number; readonly study: KnownStudy }[] {
  const chosen = presses.flatMap(({ label, order }) => {
    const title = CHOICES.map((choice) => choice.exec(bare(label))?.[1]).find(Boolean);
    if (!title) return [];
    const isMeant = ({ createdAt, file }: KnownStudy) =>
      createdAt < order &&
      (title.endsWith('…') ? file.title.startsWith(title.slice(0, -1)) : file.title === title);
    const study = studies.findLast(isMeant);
    return study ? [{ from: order, study }] : [];
  });
  const created = studies.map((study) => ({ from: study.createdAt, study }));
  return [...created, ...chosen].sort((one, other) => one.from - other.from);
}

/**
 * The studies whose title stands in a message of the bot, the newest first; of titles that hold one another the
 * longest.
 */
function studiesNamed(studies: readonly KnownStudy[], message: ChatMessage): readonly KnownStudy[] {
  const named = studies.filter(({ file }) => file.title !== '' && says(message, file.title));
  const longest = Math.max(0, ...named.map(({ file }) => file.title.length));
  return named.filter(({ file }) => file.title.length === longest).toReversed();
}

/** Gives each expert an account; who has one by number, or by name where there is no number, keeps it. */
function enrolPeople(messenger: LocalMessenger, facilitatorId: number, study: StudyFile): readonly number[] {
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
    const temper = known?.temper;
    messenger.addPerson({ id, firstName: expert.name, ...(phone && { phone }), ...(temper && { temper }) });
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
