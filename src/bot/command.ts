import type { Database } from '../store/file/database.ts';
import type { TextKey } from '../texts/i18n.ts';
import type { BotContext, Dependencies } from './context.ts';

/** What exists for some: for anybody else it is as if it were not there. */
export interface ForSome<Ctx = BotContext> {
  readonly who: 'everybody' | 'facilitator';
  /** Left out: always. */
  when?(ctx: Ctx, db: Database): boolean;
}

export function isFor<Ctx extends BotContext>({ who, when }: ForSome<Ctx>, ctx: Ctx, db: Database): boolean {
  return (who === 'everybody' || ctx.isFacilitator) && (when?.(ctx, db) ?? true);
}

/** What every handler is handed beside its context. */
export interface Handed extends Dependencies {
  readonly commands: readonly Command[];
}

/** With what was typed behind the command. */
export type CommandContext = BotContext & { readonly match: string };

/** Whose menu of the messenger. */
export type Menu = 'expert' | 'facilitator' | 'operator';

/** `/name`. Of several with one name a facilitator's runs before others, one for some before one for all. */
export interface Command extends ForSome<CommandContext> {
  readonly name: string;
  /** In which menus it stands, by place, and with what words; `help`: its line of the experts' `/help`. */
  readonly menus?: {
    readonly [Of in Menu]?: { readonly place: number; readonly text: TextKey; readonly help?: TextKey };
  };
  run(ctx: CommandContext, handed: Handed): void;
}

/** The commands of one menu, in its order. */
export function menuOf(commands: readonly Command[], menu: Menu) {
  return commands
    .flatMap(({ name, menus }) => (menus?.[menu] ? [{ name, ...menus[menu] }] : []))
    .toSorted((one, other) => one.place - other.place);
}

/**
 * What is written behind a command; of a text without one, the text. An edited «/ask …» still begins with its command.
 */
export function behindCommand(text: string): string {
  return text.replace(/^\/\S*\s*/, '');
}
