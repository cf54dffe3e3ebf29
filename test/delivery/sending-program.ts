import { systemClock } from '../../src/clock.ts';
import { openDatabase } from '../../src/store/file/database.ts';
import { TOKEN } from '../dialogs/bot-api.ts';
import { testBot } from '../fixtures/bot.ts';
import { createWorld } from './delivery-world.ts';

/* Delivers what waits in a database until it is killed. */

const [file, apiRoot] = process.argv.slice(2);
const world = createWorld({
  clock: systemClock(),
  links: [{ api: testBot({ token: TOKEN, apiRoot: apiRoot! }).api }],
  db: openDatabase(file!),
});
world.delivery.start();
