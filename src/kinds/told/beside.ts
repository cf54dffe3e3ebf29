import type { BesideFigures, ReasonsOfSide } from '../../domain/beside-figures.ts';
import type { JudgedRound } from '../../domain/judged-round.ts';
import { isolate } from '../../texts/direction.ts';
import { html, plain } from '../../texts/i18n.ts';
import { listed } from '../../texts/listed.ts';
import { codesOf } from './codes.ts';

/** Most items whose «no opinion» is told one by one. */
const NAMED = 8;

/** What stands beside the advice, a line each; empty where nothing is to be told. */
export function besideTexts(beside: BesideFigures, { items }: Pick<JudgedRound, 'items'>): string[] {
  const { judgedOtherwise: otherwise, fast } = beside;
  return [
    ...missingTexts(beside),
    ...noOpinionTexts(items),
    ...(otherwise.length > 0
      ? [html('summary.beside.otherwise', { items: otherwise.length, codes: codesOf(otherwise) })]
      : []),
    ...movedTexts(beside),
    ...reasonTexts(beside),
    ...(fast > 0 ? [html('summary.beside.fast', { experts: fast })] : []),
  ];
}

/** Who is missing, by role; also below a closing card's picture. */
export function missingTexts({ missing }: BesideFigures): string[] {
  const roles = missing.map(({ role, ...of }) =>
    plain('summary.beside.missingOf', { role: isolate(role), ...of }),
  );
  return roles.length > 0 ? [html('summary.beside.missing', { roles: listed(roles) })] : [];
}

function noOpinionTexts(items: JudgedRound['items']): string[] {
  const some = items
    .filter((item) => item.noOpinion > 0)
    .toSorted((one, other) => other.noOpinion - one.noOpinion);
  if (some.length === 0) return [];
  const named = some
    .slice(0, NAMED)
    .map(({ code, noOpinion: experts }) =>
      plain('summary.beside.noOpinionOf', { code: isolate(code), experts }),
    );
  const codes = listed(some.length > NAMED ? [...named, '…'] : named);
  return [html('summary.beside.noOpinion', { items: some.length, codes })];
}

function movedTexts({ moved }: BesideFigures): string[] {
  if (moved === null) return [];
  const { ratings, towards, away } = moved;
  if (ratings === 0) return [html('summary.beside.movedNone')];
  const across = ratings - towards - away;
  return [
    across === 0
      ? html('summary.beside.moved', { ratings, towards, away })
      : html('summary.beside.movedAcross', { ratings, towards, away, across }),
  ];
}

function reasonTexts({ reasons }: BesideFigures): string[] {
  if (reasons.length === 0) return [];
  const sides = (of: 'written' | 'passedOn') =>
    listed(
      reasons
        .filter((side) => side[of] > 0)
        .map((side: ReasonsOfSide) => plain(`summary.beside.side.${side.side}`, { reasons: side[of] })),
    );
  const sum = (of: 'written' | 'passedOn') => reasons.reduce((all, side) => all + side[of], 0);
  const passedOn = sum('passedOn');
  return [
    html('summary.beside.reasons', { reasons: sum('written'), sides: sides('written') }),
    ...(passedOn > 0
      ? [html('summary.beside.passedOn', { reasons: passedOn, sides: sides('passedOn') })]
      : []),
  ];
}
