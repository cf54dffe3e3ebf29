import type { Message } from '../../messages/message.ts';
import { namesWithin, pageOf } from '../../messages/pages.ts';
import { shorten } from '../../messages/shorten.ts';
import type { Transaction } from '../../store/file/database.ts';
import { loadItemPanels, needItem } from '../../store/items.ts';
import { loadPanels } from '../../store/panels.ts';
import { loadProposal, type Proposal } from '../../store/proposals.ts';
import type { Study } from '../../store/studies.ts';
import { isolate } from '../../texts/direction.ts';
import { toldProposal } from '../answering/load-told-proposals.ts';
import { toldLine } from '../answering/proposals-told-message.ts';
import { type Curated, loadCandidates } from './curate-proposal.ts';
import {
  type CurationPreview,
  candidatesMessage,
  curationPreviewMessage,
  decidedMessage,
} from './curation-message.ts';
import { loadChangeable } from './reopen-proposal.ts';

/** What would come of a proposal, as its preview keeps it. */
export function curationPreviewScreen(
  tx: Transaction,
  {
    study,
    proposal,
    previewId,
    curated,
  }: { study: Study; proposal: Proposal; previewId: number; curated: Curated },
  page: number,
): Message {
  const partner = partnerOf(tx, curated);
  const isMerging = partner?.state === 'new';
  const shown: CurationPreview = {
    ...{ previewId, titles: curated.titles, isMerging, into: intoOf(tx, curated, partner) },
    sources: isMerging ? [proposal.text, partner.text] : [proposal.text],
    panels: panelNames(tx, study, panelIdsOf(tx, study, proposal, { curated, partner })),
  };
  return curationPreviewMessage(shown, { studyId: study.id, page });
}

function partnerOf(tx: Transaction, { with: partner }: Curated): Proposal | null {
  return partner && 'proposalId' in partner ? (loadProposal(tx, partner.proposalId) ?? null) : null;
}

function intoOf(tx: Transaction, { with: into }: Curated, partner: Proposal | null): CurationPreview['into'] {
  if (into && 'itemId' in into) return needItem(tx, into.itemId);
  return partner?.state === 'accepted' ? { code: null, title: partner.titles?.[0] ?? partner.text } : null;
}

/** Panels that will be asked: of a standing item those that judge it, too. */
function panelIdsOf(
  tx: Transaction,
  study: Study,
  proposal: Proposal,
  { curated: { with: into }, partner }: { curated: Curated; partner: Proposal | null },
): number[] {
  if (!into || 'proposalId' in into) return [...proposal.panelIds, ...(partner?.panelIds ?? [])];
  const places = loadItemPanels(tx, study.id).get(into.itemId) ?? [];
  const judging = places.filter(({ droppedWhy }) => droppedWhy === null).map(({ panelId }) => panelId);
  const joining = proposal.panelIds.filter((id) => !places.some(({ panelId }) => panelId === id));
  return [...judging, ...joining];
}

const MOST_NAMES = 12;
const LONGEST_NAME = 60;

function panelNames(tx: Transaction, study: Study, panelIds: readonly number[]): string {
  const names = loadPanels(tx, study.id)
    .filter(({ id, removedAt }) => removedAt === null && panelIds.includes(id))
    .map(({ name }) => isolate(shorten(name, LONGEST_NAME)));
  return namesWithin(names, MOST_NAMES);
}

/** A screenful on a small phone. */
const CANDIDATES = 6;

/** A page of what a proposal may be merged with. @param words typed, to look for; '': its own */
export function candidatesScreen(
  tx: Transaction,
  { study, proposal }: { study: Study; proposal: Proposal },
  { words, list, page }: { words: string; list: number; page: number },
): Message {
  const candidates = pageOf(loadCandidates(tx, study, proposal, words), list, CANDIDATES);
  const place = { studyId: study.id, page };
  const shown = { proposalId: proposal.id, text: proposal.text };
  return candidatesMessage(shown, candidates, candidates.page * CANDIDATES, place);
}

/** Decisions that can be changed, one at a time. @param place of the decision, `page` where `/suggestions` stood */
export function decidedScreen(tx: Transaction, study: Study, place: number, page: number): Message {
  const changeable = pageOf(loadChangeable(tx, study), place, 1);
  const things = changeable.things.map((proposal) => ({
    proposalId: proposal.id,
    isRejected: proposal.state === 'rejected',
    text: proposal.text,
    decision: toldLine(toldProposal(tx, proposal)),
  }));
  return decidedMessage(study.title, { ...changeable, things }, { studyId: study.id, page });
}
