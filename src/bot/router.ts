import { type Bot, Composer, type Context } from 'grammy';
import { isStillWaitedFor } from '../domain/written-texts.ts';
import { type Dialog, endDialog, loadDialog } from '../store/dialogs.ts';
import type { Transaction } from '../store/file/database.ts';
import { languageFor } from '../store/languages.ts';
import { html, plain } from '../texts/i18n.ts';
import { onlyGreets } from '../texts/only-greets.ts';
import { speaking } from '../texts/speaking.ts';
import { type Command, type Handed, isFor } from './command.ts';
import { type BotContext, type BotPlace, type Dependencies, handling, type Watcher } from './context.ts';
import type { PressHandler } from './presses.ts';
import { type DialogReader, isSaid, type SaidHandler } from './said.ts';

/** What updates can mean. */
export interface Routes {
  readonly commands: readonly Command[];
  readonly presses: readonly PressHandler[];
  readonly said: readonly SaidHandler[];
  /** By the kind of the dialog that waits for a text. */
  readonly dialogs: Readonly<Record<Dialog['kind'], DialogReader>>;
  /** Answers what nobody expects. */
  unexpected(ctx: BotContext, tx: Transaction): void;
  /** Reads a message that its writer has changed. */
  edited(ctx: BotContext, tx: Transaction, deps: Handed): void;
}

/**
 * @param watchers see every update before it is routed
 * @returns what makes the updates of a bot find what they mean
 */
export function equipping(routes: Routes, watchers: (handed: Handed) => readonly Watcher[]) {
  return <C extends Context>(bot: Bot<C>, deps: Dependencies, place: BotPlace): void => {
    const handed: Handed = { ...deps, commands: routes.commands };
    const updates = new Composer<BotContext>();
    updates.use(handling(deps, place), ...watchers(handed), route(routes, handed));
    const privately = new Composer<BotContext>();
    // A press on an old message may come without its chat.
    privately.filter(({ chat }) => !chat || chat.type === 'private', updates);
    bot.use(privately as unknown as Composer<C>);
  };
}

/** Every update finds here what it means; each is answered. */
function route(routes: Routes, deps: Handed): Composer<BotContext> {
  const updates = new Composer<BotContext>();
  // Presses on cards are most of what comes in: their buttons are looked at first.
  const presses = routes.presses.toSorted((one, other) => Number(other.isFrequent) - Number(one.isFrequent));
  updates.on('callback_query:data', (ctx, next) => press(presses, ctx, deps) ?? next());
  // A button of a feature that is not the presser's, or of an older program.
  updates.on('callback_query', (ctx) => ctx.acknowledge(plain('refusal.buttonGone'), { alert: true }));
  for (const [name, sorts] of byName(routes.commands)) {
    updates.command(name, (ctx, next) => {
      const command = sorts.find((sort) => isFor(sort, ctx, deps.db));
      if (!command) return next();
      ctx.speakToFacilitator(command.who === 'facilitator');
      command.run(ctx, deps);
      return undefined;
    });
  }
  updates.filter(isSaid).on('message', (ctx) => hear(routes, ctx, deps));
  updates.on('edited_message', (ctx) => ctx.run((tx) => routes.edited(ctx, tx, deps)));
  return updates;
}

function press(
  presses: Routes['presses'],
  ctx: BotContext & { callbackQuery: { data: string } },
  deps: Handed,
): Promise<void> | undefined {
  const { data } = ctx.callbackQuery;
  const handler = presses.find((one) => one.pattern.test(data) && isFor(one, ctx, deps.db));
  if (!handler) return undefined;
  ctx.speakToFacilitator(handler.who === 'facilitator');
  const work = (tx: Transaction) =>
    speaking(languageFor(tx, ctx.account.id, handler.about(data)), () =>
      handler.work({ ctx, tx, deps }, data),
    );
  if (handler.isFrequent) return ctx.runTogether(work);
  ctx.run(work);
  return Promise.resolve();
}

/** A command nobody has, what a message means by itself, what the dialog waits for, else nothing that is expected. */
function hear({ said, dialogs, unexpected }: Routes, ctx: BotContext, deps: Handed): void {
  if (ctx.message?.text?.startsWith('/')) {
    return ctx.run(() => ctx.say({ html: html('refusal.unknownCommand') }));
  }
  const handler = said.find((one) => isFor(one, ctx, deps.db) && one.means(ctx, deps));
  if (handler) {
    ctx.speakToFacilitator(handler.who === 'facilitator');
    return ctx.run((tx) => handler.take(ctx, tx, deps));
  }
  ctx.run((tx) => {
    const dialog = loadDialog(tx, ctx.account.id);
    // An older program may have left a dialog that nobody reads any more.
    const reader: DialogReader | undefined = dialog && dialogs[dialog.kind];
    if (!dialog || !reader || !isFor(reader, ctx, deps.db)) return unexpected(ctx, tx);
    if (reader.lapses && !isStillWaitedFor(dialog.startedAt, ctx.at)) {
      endDialog(tx, ctx.account.id);
      return unexpected(ctx, tx);
    }
    ctx.speakToFacilitator(reader.who === 'facilitator');
    // What an expert is waited for is passed on to others, and a greeting is meant for the program.
    if (reader.who !== 'facilitator' && onlyGreets(ctx.message?.text ?? ''))
      return ctx.say({ html: html('expert.unexpected.greetingFirst', { label: plain('label.cancel') }) });
    speaking(languageFor(tx, ctx.account.id, dialog.args), () => reader.read(ctx, tx, dialog, deps));
  });
}

/** Commands by name, those for fewer before those for all. */
function byName(commands: readonly Command[]): Map<string, Command[]> {
  const rank = ({ who, when }: Command) => (who === 'facilitator' ? 0 : when ? 1 : 2);
  const sorted = commands.toSorted((one, other) => rank(one) - rank(other));
  const named = (name: string) => sorted.filter((command) => command.name === name);
  return new Map(sorted.map(({ name }) => [name, named(name)]));
}
