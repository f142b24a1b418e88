/** The seven places a parameter can come from. */

export type ParamSource = 'url' | 'query' | 'header' | 'cookie' | 'body' | 'form' | 'file';

/** In the order in which a parameter's own `error` wins. */
export const PARAM_SOURCES: readonly ParamSource[] = ['header', 'cookie', 'url', 'query', 'form', 'file', 'body'];

/** Those that the handshake of a channel has. */
export const HANDSHAKE_SOURCES: readonly ParamSource[] = ['header', 'cookie', 'url', 'query'];
