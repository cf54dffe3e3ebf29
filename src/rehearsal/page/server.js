async function ask(method, path, body, headers = {}) {
  const response = await fetch(path, { method, headers, ...(body !== undefined && { body }) });
  if (!response.ok) throw new Error(`${path}: ${response.status}`);
  return response.json();
}

const post = (path, body = {}) =>
  ask('POST', path, JSON.stringify(body), { 'content-type': 'application/json' });

/** What the page asks of the program. */
export const server = {
  chat: (personId) => ask('GET', `/api/chats/${personId}`),
  send: (personId, text, replyTo) => post(`/api/chats/${personId}/send`, { text, replyTo }),
  sendFile: (personId, file) =>
    ask('POST', `/api/chats/${personId}/document?name=${encodeURIComponent(file.name)}`, file),
  shareContact: (personId) => post(`/api/chats/${personId}/contact`),
  press: (personId, messageId, data) => post(`/api/chats/${personId}/press`, { messageId, data }),
  block: (personId) => post(`/api/chats/${personId}/block`),
  unblock: (personId) => post(`/api/chats/${personId}/unblock`),
  setTemper: (personId, temper) => post(`/api/people/${personId}/temper`, { temper }),
  openLink: (personId) => post(`/api/people/${personId}/join`),
  moveClock: (to) => post('/api/clock', { to }),
  beginAnew: (language) => post(`/api/anew/${language}`),
  guide: (what) => post(`/api/guide/${what}`),
};

/** A browser tries again by itself unless it was answered with something else than events. */
const TRY_AGAIN_MS = 3000;

/** @param {Record<string, (data: any) => void>} listeners by the event's name; `connection` gets true or false */
export function followEvents(listeners) {
  const source = new EventSource('/api/events');
  for (const [name, listener] of Object.entries(listeners)) {
    if (name === 'connection') continue;
    source.addEventListener(name, (event) => listener(JSON.parse(event.data)));
  }
  source.addEventListener('open', () => listeners.connection(true));
  source.addEventListener('error', () => {
    listeners.connection(false);
    if (source.readyState === EventSource.CLOSED) setTimeout(() => followEvents(listeners), TRY_AGAIN_MS);
  });
}
