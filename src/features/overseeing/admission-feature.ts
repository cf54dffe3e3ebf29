import { onPress, type PressHandler } from '../../bot/presses.ts';

import { admitButton } from '../../messages/buttons.ts';
import { isOperator } from '../../store/operators.ts';
import { decideJoining } from './join-study.ts';

/** «پذیرفتن» and «رد کردن» of a facilitator who wants to join a study: by one of its own, else by an operator. */
export const admissionPresses: readonly PressHandler[] = [
  onPress(
    admitButton,
    ({ ctx, tx, carried: { requestId, accept } }) => {
      const press = { requestId, accept: accept === 1, accountId: ctx.account.id, at: ctx.at };
      const decided = decideJoining(tx, press);
      if (!decided.ok) return ctx.alert(decided.refusal);
      ctx.concernsOthers();
      ctx.sayInPlace(decided.message);
    },
    { when: ({ isFacilitator, account }, db) => isFacilitator || isOperator(db, account.id) },
  ),
];
