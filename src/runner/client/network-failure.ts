/** Why no answer came, in words that say what to look at. */

/** One line, lower case; `url` is what was asked for. */
export function explainNetworkError(error: Error, url: string): string {
  const { code } = error as NodeJS.ErrnoException;
  const words = code?.startsWith('HPE_') ? noHttp : WORDS.get(code ?? '');
  return words?.(new URL(url)) ?? error.message;
}

const WORDS: ReadonlyMap<string, (url: URL) => string> = new Map(
  Object.entries({
    ECONNREFUSED: ({ origin }) => `connection refused: is the service up at ${origin}?`,
    ECONNRESET: ({ origin }) => `the connection was cut by ${origin} before it answered`,
    EPIPE: ({ origin }) => `the connection was cut by ${origin} before it answered`,
    ENOTFOUND: ({ hostname }) => `there is no host "${hostname}": is the name right?`,
    EAI_AGAIN: ({ hostname }) => `the name "${hostname}" could not be looked up: is the network up?`,
    EHOSTUNREACH: ({ host }) => `there is no way to ${host}`,
    ENETUNREACH: ({ host }) => `there is no way to ${host}`,
    ETIMEDOUT: ({ host }) => `${host} did not take the connection in time`,
    DEPTH_ZERO_SELF_SIGNED_CERT: untrusted,
    SELF_SIGNED_CERT_IN_CHAIN: untrusted,
    UNABLE_TO_VERIFY_LEAF_SIGNATURE: untrusted,
    UNABLE_TO_GET_ISSUER_CERT_LOCALLY: untrusted,
    CERT_HAS_EXPIRED: ({ host }) => `the certificate of ${host} has expired: take it as it is with --insecure`,
    ERR_TLS_CERT_ALTNAME_INVALID: ({ host }) =>
      `the certificate of ${host} is for another name: take it as it is with --insecure`,
    ERR_SSL_WRONG_VERSION_NUMBER: noTls,
    EPROTO: noTls,
  } satisfies Record<string, (url: URL) => string>),
);

function untrusted({ host }: URL): string {
  return `the certificate of ${host} is signed by nobody known: name its authority with --ca FILE, or take it with --insecure`;
}

function noTls({ host, protocol }: URL): string {
  return `${host} does not answer in TLS: is it ${protocol === 'wss:' ? 'ws:' : 'http:'} there?`;
}

/** Node's HTTP parser numbers its errors `HPE_…`. */
function noHttp({ host }: URL): string {
  return `what ${host} answers is no HTTP`;
}
