import { checkNew, type Into, readTitles } from '../../domain/curation.ts';
import { foldText } from '../../domain/digits.ts';
import { isAddition, TITLE_LIMIT } from '../../domain/proposals.ts';
import { type Outcome, refuse } from '../../domain/refusals.ts';
import { nearestTo } from '../../domain/similar-titles.ts';
import { endDialog } from '../../store/dialogs.ts';
import type { Transaction } from '../../store/file/database.ts';
import { endPreview, insertPreview, updatePreview } from '../../store/previews.ts';
import {
  loadNewProposals,
  loadProposal,
  loadUnapplied,
  type Proposal,
  updateProposal,
} from '../../store/proposals.ts';
import type { Study } from '../../store/studies.ts';
import { loadOwnPreview } from '../studies/shown-preview.ts';
import { applyAcceptedProposals } from './apply-proposals.ts';
import {
  loadProposalOf,
  loadStandingItems,
  loadStandingTitles,
  type ProposalPress,
  settle,
} from './decide-proposal.ts';

/** What a preview shows, and the press on it carries out. */
export interface Curated {
  readonly proposalId: number;
  /** Null: it is merged into what has its title already. */
  readonly titles: readonly string[] | null;
  readonly with: Partner | null;
}

/** What a proposal is merged with. */
export type Partner = { readonly itemId: number } | { readonly proposalId: number };

/** Something that a proposal may be merged with. */
export interface Candidate {
  readonly is: 'item' | 'proposal';
  readonly id: number;
  /** Null: a proposal. */
  readonly code: string | null;
  readonly title: string;
}

/** An addition that waits for a decision, in a study that the presser runs. */
export function loadAddition(
  tx: Transaction,
  press: Pick<ProposalPress, 'proposalId' | 'accountId'>,
): Outcome<{ study: Study; proposal: Proposal }> {
  const found = loadProposalOf(tx, press);
  if (!found.ok) return found;
  if (found.proposal.state !== 'new') return refuse({ code: 'suggest.decided' });
  return isAddition(found.proposal.kind) ? found : refuse({ code: 'suggest.gone' });
}

/**
 * Takes the titles that a facilitator typed for a proposal, to be shown before it is accepted with them. Titles that
 * are refused are waited for still.
 */
export function prepareTitles(
  tx: Transaction,
  given: ProposalPress & { text: string; into: Into; withProposalId: number | null },
): Outcome<Prepared> {
  const found = loadAddition(tx, given);
  if (!found.ok) {
    endDialog(tx, given.accountId);
    return found;
  }
  const read = readTitles(given.text, given.into);
  if (!read.ok) return read;
  const checked = checkNew(read.titles, loadStandingTitles(tx, found.study));
  if (!checked.ok) return checked;
  endDialog(tx, given.accountId);
  const { proposalId, withProposalId } = given;
  const partner = withProposalId === null ? null : { proposalId: withProposalId };
  return prepare(tx, found, { proposalId, titles: read.titles, with: partner }, given);
}

interface Prepared {
  readonly previewId: number;
  readonly study: Study;
  readonly proposal: Proposal;
  readonly curated: Curated;
}

function prepare(
  tx: Transaction,
  { study, proposal }: { study: Study; proposal: Proposal },
  curated: Curated,
  { accountId, at }: Pick<ProposalPress, 'accountId' | 'at'>,
): { ok: true } & Prepared {
  const preview = { accountId, studyId: study.id, kind: 'proposal', args: curated, createdAt: at } as const;
  return { ok: true, previewId: insertPreview(tx, preview), study, proposal, curated };
}

/**
 * What a proposal may be merged with, the most alike first: items that stand, other proposals that wait for a decision
 * or for the open round's end. With typed words those that have them come first, and an item of that code before all.
 */
export function loadCandidates(
  tx: Transaction,
  study: Study,
  proposal: Proposal,
  words: string,
): Candidate[] {
  const others = [...loadNewProposals(tx, study.id), ...loadUnapplied(tx, study.id)].filter(
    ({ id, kind, itemId, mergedIntoId }) =>
      id !== proposal.id && isAddition(kind) && itemId === null && mergedIntoId === null,
  );
  const candidates = [
    ...loadStandingItems(tx, study).map(({ id, code, title }) => ({ is: 'item', id, code, title }) as const),
    ...others.map(({ id, titles, text }) => {
      return { is: 'proposal', id, code: null, title: titles?.join(' · ') ?? text } as const;
    }),
  ];
  const nearest = nearestTo(words === '' ? proposal.text : words, candidates);
  const folded = foldText(words);
  if (folded === '') return nearest;
  const rank = ({ code, title }: Candidate) =>
    code !== null && foldText(code) === folded ? 0 : foldText(title).includes(folded) ? 1 : 2;
  return nearest.toSorted((one, other) => rank(one) - rank(other));
}

/**
 * Prepares a merging to be shown. Of two new proposals one gives the title, the pressed one where it is short enough.
 */
export function prepareMerging(
  tx: Transaction,
  press: ProposalPress & { partner: Partner },
): Outcome<Prepared> {
  const found = loadAddition(tx, press);
  if (!found.ok) return found;
  const { proposal } = found;
  const partner = loadPartner(tx, found.study, press.partner);
  if (!partner.ok) return partner;
  const isOpen = partner.proposal?.state === 'new';
  const text = proposal.text.length <= TITLE_LIMIT ? proposal.text : (partner.proposal?.text ?? '');
  const titles = isOpen ? [text] : null;
  return prepare(tx, found, { proposalId: proposal.id, titles, with: press.partner }, press);
}

/** @returns `proposal`: the other one; null: it is an item */
function loadPartner(
  tx: Transaction,
  study: Study,
  partner: Partner,
): Outcome<{ proposal: Proposal | null }> {
  if ('itemId' in partner) {
    const stands = loadStandingItems(tx, study).some(({ id }) => id === partner.itemId);
    return stands ? { ok: true, proposal: null } : refuse({ code: 'merge.gone' });
  }
  const proposal = loadProposal(tx, partner.proposalId);
  const isThere = proposal?.studyId === study.id && isAddition(proposal.kind) && proposal.itemId === null;
  const waits = proposal?.state === 'new' || (proposal?.state === 'accepted' && proposal.appliedAt === null);
  return isThere && waits ? { ok: true, proposal } : refuse({ code: 'merge.gone' });
}

/** What a preview shows, where its presser may still carry it out. */
export function loadCurated(
  tx: Transaction,
  press: { previewId: number; accountId: number },
): Outcome<Prepared> {
  const shown = loadOwnPreview(tx, press, 'proposal');
  if (!shown.ok) return shown;
  const curated = shown.preview.args as Curated;
  const found = loadAddition(tx, { proposalId: curated.proposalId, accountId: press.accountId });
  return found.ok ? { ...found, previewId: press.previewId, curated } : found;
}

/** Takes the words of the other one of two merged proposals as their title. */
export function takeOtherTitle(
  tx: Transaction,
  press: { previewId: number; accountId: number },
): Outcome<Prepared> {
  const shown = loadCurated(tx, press);
  if (!shown.ok) return shown;
  const { curated, proposal } = shown;
  const partner =
    curated.with && 'proposalId' in curated.with ? loadProposal(tx, curated.with.proposalId) : null;
  const [title] = curated.titles ?? [];
  const other = title === proposal.text ? partner?.text : proposal.text;
  const changed = { ...curated, titles: other === undefined ? curated.titles : [other] };
  updatePreview(tx, press.previewId, { args: changed });
  return { ...shown, curated: changed };
}

/** Accepts a proposal as the preview shows it: worded anew, split, or merged. What experts wrote stays beside it. */
export function acceptCurated(
  tx: Transaction,
  press: { previewId: number; accountId: number; at: Date },
): Outcome<{ study: Study; proposal: Proposal }> {
  const shown = loadCurated(tx, press);
  if (!shown.ok) return shown;
  const { study, proposal, curated } = shown;
  const partner = curated.with ? loadPartner(tx, study, curated.with) : null;
  if (partner?.ok === false) return partner;
  const checked = checkTitles(tx, study, curated);
  if (!checked.ok) return checked;
  endPreview(tx, press.previewId, 'done');
  if (partner?.proposal) mergeInto(tx, proposal, partner.proposal, press);
  const itemId = curated.with && 'itemId' in curated.with ? curated.with.itemId : null;
  if (itemId !== null) updateProposal(tx, proposal.id, { itemId });
  if (curated.titles) updateProposal(tx, proposal.id, { titles: titlesOf(proposal, curated.titles) });
  settle(tx, { ...proposal, itemId }, 'accepted', press);
  applyAcceptedProposals(tx, study.id, press.at);
  return { ok: true, study, proposal: loadProposal(tx, proposal.id)! };
}

function checkTitles(tx: Transaction, study: Study, { titles }: Curated): Outcome {
  const long = titles?.find(({ length }) => length > TITLE_LIMIT);
  if (long) return refuse({ code: 'title.tooLong', length: long.length, limit: TITLE_LIMIT });
  return checkNew(titles ?? [], loadStandingTitles(tx, study));
}

/** Null where they are the proposal's own words. */
function titlesOf({ text }: Proposal, titles: readonly string[]): string[] | null {
  return titles.length === 1 && titles[0] === text ? null : [...titles];
}

/** Two proposals become one item, in the panels of both: that of the one accepted before, else of the pressed one. */
function mergeInto(
  tx: Transaction,
  proposal: Proposal,
  partner: Proposal,
  press: Pick<ProposalPress, 'accountId' | 'at'>,
): void {
  const panelIds = [...new Set([...proposal.panelIds, ...partner.panelIds])];
  const isOpen = partner.state === 'new';
  const [head, follower] = isOpen ? [proposal, partner] : [partner, proposal];
  updateProposal(tx, head.id, { panelIds });
  updateProposal(tx, follower.id, { mergedIntoId: head.id });
  if (isOpen) settle(tx, partner, 'accepted', press);
}
