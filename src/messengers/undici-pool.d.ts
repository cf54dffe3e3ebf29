/** undici's pool by itself: all of undici (fetch, web sockets, caches) is 60 modules more, and 4 MB. */
declare module 'undici/lib/dispatcher/pool.js' {
  export { Pool as default } from 'undici';
}
