import type { MiddlewareHandler } from 'hono';

/** Nothing but the page's own files; no frame around it. */
const CONTENT_SECURITY =
  "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self' data:; " +
  "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/**
 * Lets through only what this machine's own page asks. A name that another site made point here is refused by
 * its Host, a request that another site's page sends by its Origin.
 */
export const loopbackOnly: MiddlewareHandler = async (context, next) => {
  const host = context.req.header('host') ?? '';
  if (!/^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/.test(host))
    return context.text('Misdirected Request', 421);
  const origin = context.req.header('origin');
  if (origin !== undefined && origin !== `http://${host}`) return context.text('Forbidden', 403);
  const site = context.req.header('sec-fetch-site');
  const asksForData = context.req.path.startsWith('/api/');
  if (asksForData && site !== undefined && site !== 'same-origin' && site !== 'none') {
    return context.text('Forbidden', 403);
  }
  await next();
  context.header('content-security-policy', CONTENT_SECURITY);
  context.header('x-content-type-options', 'nosniff');
  context.header('referrer-policy', 'no-referrer');
  context.header('cross-origin-resource-policy', 'same-origin');
};
