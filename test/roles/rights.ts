/**
 * Who may do what, from the outside: one row a button and a command. A test fails where a registered one has no row, and
 * where no presser in the whole matrix could do what a row says may be done.
 */

/** Whom a button obeys, by what its first number leads to. */
export type Right =
  /** The account that the expert has, whose it is. */
  | 'its-expert'
  /** The same, and who left the study: taking part stays true. */
  | 'took-part'
  /** Experts of the study now. */
  | 'member'
  /** The same, and who was one. */
  | 'remembered'
  /** The account that an expert had before a change. */
  | 'account-before'
  /** Whoever was shown the preview, and runs the study. */
  | 'its-viewer'
  /** Whoever runs the study. */
  | 'runs-study'
  /** Every facilitator of the bot. */
  | 'facilitator'
  /** Whoever has the link, but for who runs the study or is in it already. */
  | 'bearer'
  /** Whoever wrote the text that the button keeps; the moment of it is known to the writer's chat alone. */
  | 'its-writer'
  /** Gives up what the presser alone has begun. */
  | 'anybody'
  /** A form that no version obeys any more. */
  | 'nobody';

/** By the word that a button's data begin with, and how many numbers follow it. */
export const BUTTONS: Readonly<Record<string, Right>> = {
  ...row('its-expert', 'b/1 nt/1 r/2 n/1 k/1 ka/1 w/1 wc/1 wr/1 sb/1 or/1 g/2 d/1 o/2 s/1 ps/1 lv/2 po/1'),
  ...row('its-expert', 'p.add/1 p.back/1 p.choose/1 p.move/2 p.none/1 p.keep/1 p.read/2'),
  ...row('its-expert', 'ir/1 ib/2 ie/2'),
  ...row('took-part', 'ct/1'),
  ...row('member', 'pp/1 pa/1 pc/1 pl/2 pr/2 qs/1 qt/1 ls/1 lk/1 lw/1 lx/1 lc/2'),
  ...row('remembered', 'h/2 hf/1'),
  ...row('account-before', 'lm/1 ln/1'),
  ...row('its-viewer', 'ro/1 rs/1 rp/2 rc/1 rf/1 ri/1 rr/1 rx/1 f.create/1 f.apply/1 f.drop/1 f.settle/3'),
  ...row('its-viewer', 'f.audience/3 f.audiences/2 f.announce/1 f.unannounce/1 f.forget/1 f.unforget/1'),
  ...row('its-viewer', 'f.other/2 f.own/2 f.accept/2'),
  ...row('its-viewer', 'f.paper/1 f.unpaper/1 f.brief/1 f.unbrief/1'),
  ...row(
    'runs-study',
    'f.choose/1 f.panels/2 f.protocol/2 f.experts/2 f.seats/2 f.expert/3 f.renew/4 f.status/2 f.names/3 f.live/1',
  ),
  ...row(
    'runs-study',
    'f.answer/1 f.tell/1 f.suggest/2 f.proposal/3 f.reason/5 f.reasons/2 f.meant/2 f.for/4',
  ),
  ...row('runs-study', 'f.reword/3 f.merge/3 f.with/4 f.decided/3 f.reopen/2'),
  ...row('its-viewer', 'f.itemin/3 f.itemsame/2 f.itemyes/1 f.itemno/1'),
  ...row('runs-study', 'f.items/2 f.item/2 f.itemdo/2'),
  ...row('runs-study', 'f.why/2 f.whom/2 f.forgetone/1 f.admit/2 f.nudge/1'),
  ...row('runs-study', 'f.funnel/1 f.units/2 f.groups/4 f.left/3 f.if/2 f.ifrule/3'),
  ...row('runs-study', 'f.remind/3 f.owing/3 f.owes/3 f.remindone/3 f.excuse/4'),
  ...row('facilitator', 'rs/0 f.template/0 f.example/0 f.studies/1 f.join/1'),
  ...row('member', 'br/1'),
  ...row('runs-study', 'f.themes/2 f.theme/4 f.final/2'),
  ...row('runs-study', 'f.charts/2 f.chartsof/2 f.chart/2 f.studychart/2'),
  ...row('runs-study', 'f.meeting/2 f.attended/3 f.letin/4'),
  ...row('bearer', 'j/1 jn/1 jc/2'),
  ...row('its-writer', 'ta/1 ts/1 tr/2'),
  ...row('anybody', 'px/1 cx/1'),
  ...row('nobody', 'f.reason/3'),
};

/** Whom a command obeys; to all others it does not exist. */
type Obeys = 'everybody' | 'facilitator' | 'operator-or-facilitator';

export const COMMANDS: Readonly<Record<string, Obeys>> = {
  ...row('everybody', 'start continue suggest ask history privacy leave help cancel language'),
  ...row(
    'facilitator',
    'template example studies panels protocol experts invite rehearse open status announce remind extend close',
  ),
  ...row(
    'facilitator',
    'summary funnel charts whatif suggestions item export finish forget claim form briefing',
  ),
  ...row('operator-or-facilitator', 'backup'),
};

/** What may follow a command, where something may. */
export const ARGUMENTS: Readonly<Record<string, readonly string[]>> = {
  open: ['3d'],
  extend: ['2d'],
  announce: ['متنی'],
  summary: ['1'],
  item: ['P1', 'چیزی'],
  claim: ['ABCDEFGHJK'],
  ask: ['پرسشی'],
};

function row<Of extends string>(of: Of, names: string): Record<string, Of> {
  return Object.fromEntries(names.split(' ').map((name) => [name, of]));
}
