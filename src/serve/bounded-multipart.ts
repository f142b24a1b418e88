/** The multipart plugin of koa-body's parser, with bounds on the whole body and on the headers of a part. */

import type { Transform } from 'node:stream';
import { multipart, type PluginFunction } from 'formidable';

interface Bounds {
  /** All bytes of the body, as they come. */
  readonly wholeBytes: number;
  /** Names and values of one part's headers. */
  readonly partHeaderBytes: number;
}

export interface BoundedMultipart {
  readonly plugin: PluginFunction;
  /** From now on nobody is told of any part. */
  stop(): void;
}

/** What the parser tells of: a range of a buffer, or only that something begins or ends. */
interface ParserEvent {
  readonly name: string;
  readonly start?: number;
  readonly end?: number;
}

/** `onOverflow` is told which bound was passed. */
export function createBoundedMultipart(bounds: Bounds, onOverflow: (bound: keyof Bounds) => void): BoundedMultipart {
  let parser: Transform | null = null;

  function stop(): void {
    parser?.removeAllListeners('data');
    parser?.destroy();
  }

  return {
    stop,
    plugin(form, options) {
      multipart(form, options);
      parser = (form as unknown as { readonly _parser: Transform | null })._parser;
      form.on('progress', (received) => {
        if (received > bounds.wholeBytes) onOverflow('wholeBytes');
      });
      // The plugin looks for a file's name with a regular expression of quadratic cost, 40 s for 1 MB of headers:
      // it is taken off the parser before it gets to see that much.
      let seen = 0;
      parser?.prependListener('data', ({ name, start = 0, end = 0 }: ParserEvent) => {
        if (name === 'partBegin') seen = 0;
        else if (name === 'headerField' || name === 'headerValue') seen += end - start;
        if (seen <= bounds.partHeaderBytes) return;
        stop();
        onOverflow('partHeaderBytes');
      });
    },
  };
}
