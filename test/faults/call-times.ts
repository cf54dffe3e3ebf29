import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { ClientRequest } from 'node:http';
import type { Socket } from 'node:net';

/** What a server cannot see of calls that this very process makes to it: a busy machine keeps them on their way. */
export interface CallTimes {
  /** When the call that came by a connection was made; null where another process made it. */
  madeAt(connection: Socket): number | null;
  /** Calls once the answer to the call that came by a connection has been read. */
  onceHeard(connection: Socket, heard: () => void): void;
  stop(): void;
}

/** An answer's head is announced before its body is read and judged. */
const TURNS_TO_JUDGE = 5;

/** @param elapsed the clock that calls are dated by */
export function watchCallTimes(elapsed: () => number): CallTimes {
  const made = new Map<Socket, number>();
  const awaited = new Map<Socket, () => void>();

  const atOtherEnd = ({ remotePort, localPort }: Socket): Socket | undefined =>
    [...made.keys()].find((socket) => socket.localPort === remotePort && socket.remotePort === localPort);
  const onStart = (message: unknown) => {
    const { socket } = (message as { request: ClientRequest }).request;
    if (!socket) return;
    if (!made.has(socket)) socket.once('close', () => void made.delete(socket));
    made.set(socket, elapsed());
  };
  const onAnswer = (message: unknown) => {
    const { socket } = (message as { request: ClientRequest }).request;
    const heard = socket && awaited.get(socket);
    if (!heard) return;
    awaited.delete(socket);
    afterTurns(TURNS_TO_JUDGE, heard);
  };
  subscribe('http.client.request.start', onStart);
  subscribe('http.client.response.finish', onAnswer);
  return {
    madeAt(connection) {
      const socket = atOtherEnd(connection);
      return socket ? made.get(socket)! : null;
    },
    onceHeard(connection, heard) {
      const socket = atOtherEnd(connection);
      if (socket) awaited.set(socket, heard);
    },
    stop() {
      unsubscribe('http.client.request.start', onStart);
      unsubscribe('http.client.response.finish', onAnswer);
    },
  };
}

function afterTurns(turns: number, run: () => void): void {
  if (turns === 0) run();
  else setImmediate(() => afterTurns(turns - 1, run));
}
