import { createHash } from 'node:crypto';
import manifest from '../../../package.json' with { type: 'json' };
import { protocolText } from '../../domain/protocol.ts';
import { kindsIn } from '../../domain/study-draft.ts';
import { rulesOfKinds } from '../../kinds/all.ts';
import type { Transaction } from '../../store/file/database.ts';
import { loadItems } from '../../store/items.ts';
import { loadPanelCodes, loadPanels, loadSeatedExperts } from '../../store/panels.ts';
import {
  loadProtocol,
  loadRoundPlan,
  loadScale,
  lockProtocol,
  needStudy,
  rulesOf,
  type Study,
} from '../../store/studies.ts';

/** The rules of a study as a text, and the SHA-256 (hexadecimal) of its bytes in UTF-8. */
export interface Protocol {
  readonly text: string;
  readonly sha256: string;
}

/** The protocol that was locked when the first round opened; before that, the one that the present rules give. */
export function currentProtocol(tx: Transaction, studyId: number): Protocol {
  const study = needStudy(tx, studyId);
  const text = loadProtocol(tx, studyId) ?? writeProtocol(tx, study);
  return { text, sha256: createHash('sha256').update(text, 'utf8').digest('hex') };
}

/** Locks a study's rules; a locked protocol stays as it is. */
export function lockStudyProtocol(tx: Transaction, studyId: number): Protocol {
  const protocol = currentProtocol(tx, studyId);
  lockProtocol(tx, studyId, protocol.text, protocol.sha256);
  return protocol;
}

function writeProtocol(tx: Transaction, study: Study): string {
  const panels = loadPanels(tx, study.id);
  const seated = loadSeatedExperts(tx, study.id);
  const judges = loadPanelCodes(tx, study.id);
  const rules = rulesOf(study);
  const roundPlan = loadRoundPlan(tx, study.id);
  return protocolText({
    program: { name: manifest.name, version: manifest.version },
    rules,
    scale: loadScale(tx, study.id),
    roundPlan,
    kindRules: rulesOfKinds(kindsIn(rules, roundPlan)),
    seed: study.seed,
    panels: panels.map(({ id, code, name }) => ({ code, name, seats: seated.get(id)?.length ?? 0 })),
    items: loadItems(tx, study.id).map(({ id, code, title, audience }) => ({
      code,
      title,
      audience,
      panelCodes: judges.get(id) ?? [],
    })),
  });
}
