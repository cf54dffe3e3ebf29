/** The line that says why the program cannot listen where its settings have it; null: the error is of another kind. */
export function listeningFault(
  error: unknown,
  { host, port }: { readonly host: string; readonly port: number },
): string | null {
  const { code, syscall } = error as NodeJS.ErrnoException;
  if (code === 'EADDRINUSE') return `PORT is \`${port}\`, which is taken; expected a free one`;
  if (code === 'EACCES') {
    return `PORT is \`${port}\`, which the system keeps from this program; expected one from 1024 on`;
  }
  return syscall === 'listen' || syscall === 'getaddrinfo'
    ? `HOST is \`${host}\`, which is no address of this machine (${code}); expected such as \`127.0.0.1\``
    : null;
}
