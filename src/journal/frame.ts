/** Frames of a channel as records have them: JSON where they are that, else text or Base64. */

import { isUtf8 } from 'node:buffer';
import type { Json } from '../core/json.ts';
import { withoutMark } from '../kinds/source/json-text.ts';
import { base64 } from './body.ts';
import type { ReceivedEntry, SentEntry } from './entry.ts';
import type { Concealment } from './mask/concealment.ts';
import { MASKED } from './mask/masked-values.ts';
import type { RecordedMessage } from './record.ts';

type Kept = Buffer | SentEntry['frame'];

/** The value of a frame that is JSON; undefined for any other. */
export function frameJson(frame: Kept): Json | undefined {
  const bytes = bytesOf(frame);
  if (!isUtf8(bytes)) return undefined;
  try {
    return JSON.parse(withoutMark(bytes.toString('utf8'))) as Json;
  } catch {
    return undefined;
  }
}

export function recordedMessage(
  { isBinary, wholeBytes, ...entry }: Pick<ReceivedEntry, 'isBinary' | 'wholeBytes'> & { readonly frame: Kept },
  hidden: Concealment,
): RecordedMessage {
  const bytes = bytesOf(entry.frame);
  const json = isBinary || wholeBytes !== undefined ? undefined : frameJson(entry.frame);
  return {
    bytes: wholeBytes ?? bytes.length,
    ...(json === undefined ? otherContent(bytes, { isBinary, hidden }) : { json: hidden.value('message', json) }),
    ...(wholeBytes === undefined ? {} : { isCut: true }),
  };
}

/** Of what may be JSON, broken or cut, nobody knows where its masked places are. */
function otherContent(
  bytes: Buffer,
  { isBinary, hidden }: { readonly isBinary: boolean; readonly hidden: Concealment },
): Pick<RecordedMessage, 'text' | 'base64'> {
  if (
    hidden.masks('message') &&
    (hidden.masksAll('message') || /^[\s\ufeff]*[[{]/.test(bytes.toString('utf8', 0, 64)))
  ) {
    return { text: MASKED };
  }
  if (!isBinary) return { text: hidden.text(bytes.toString('utf8')) };
  return { base64: base64(bytes, hidden) };
}

function bytesOf(frame: Kept): Buffer {
  if (Buffer.isBuffer(frame)) return frame;
  return frame.kind === 'text' ? Buffer.from(frame.text) : frame.bytes;
}
