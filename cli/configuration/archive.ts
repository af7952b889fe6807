import { pipeline, Readable, Transform } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { createGunzip } from 'node:zlib';
import { extract } from 'tar-stream';
import { Failure } from '../failure';

/** Decompressed bytes that are looked at. Weights may come first and have many times that. */
const MOST_BYTES = 2 ** 30;
const MOST_BYTES_OF_FILE = 1_000_000;
const NAME = 'serving.properties';

/**
 * The serving.properties of a model.tar.gz: the one at its top or, as `tar czf model.tar.gz mymodel/` makes it, in its only directory.
 *
 * Source: Utils.getNestedModelDir of DJL 0.36.0, which skips hidden files, read 2026-11-26.
 */
export async function propertiesIn(archive: string, compressed: Readable): Promise<Buffer> {
  // The format of 1979 has no mark.
  const files = extract({ allowUnknownFormat: true });
  // Iterating the last stream gets the errors of all, and leaving the iteration ends all.
  pipeline(compressed, createGunzip({ chunkSize: 2 ** 18 }), limit(), files, () => {});
  const top = new Set<string>();
  const elsewhere = new Map<string, Buffer>();
  let isWhole = true;
  try {
    for await (const file of files) {
      const { type, size = 0 } = file.header;
      const path = file.header.name.replace(/^(\.?\/)+|\/+$/g, '');
      const isWanted = type === 'file' && (path === NAME || path.endsWith(`/${NAME}`));
      if (isWanted && size > MOST_BYTES_OF_FILE) {
        throw new Failure(`${archive} has a ${NAME} of ${size} bytes, but at most ${MOST_BYTES_OF_FILE} are read`, 'Pass the variables of the container instead');
      }
      const content = isWanted ? await buffer(file) : undefined;
      file.resume();
      if (path === NAME && content !== undefined) {
        return content;
      }
      const [first] = path.split('/');
      if (path !== '' && !first.startsWith('.')) {
        top.add(first);
      }
      if (content !== undefined) {
        elsewhere.set(path, content);
      }
    }
  } catch (error) {
    if (error !== LIMIT) {
      throw error instanceof Failure ? error : new Failure(`${archive} is not a gzipped tar archive (${(error as Error).message})`, `Pass a model.tar.gz, or its ${NAME}`);
    }
    isWhole = false;
  }
  const nested = top.size === 1 ? elsewhere.get(`${[...top][0]}/${NAME}`) : undefined;
  if (nested === undefined) {
    throw missing(archive, [...elsewhere.keys()], isWhole);
  }
  return nested;
}

const LIMIT = new Error('the limit of what is read');

/** Passes on so many bytes. */
function limit(): Transform {
  let read = 0;
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      read += chunk.length;
      done(read > MOST_BYTES ? LIMIT : null, chunk);
    },
  });
}

function missing(archive: string, elsewhere: readonly string[], isWhole: boolean): Failure {
  if (elsewhere.length > 0) {
    return new Failure(`${archive} has ${elsewhere[0]}, but the model server reads ${NAME} only at the top of the archive or in its only directory`, 'Move it there, or pass it alone');
  }
  return isWhole ? new Failure(`${archive} has no ${NAME}`, 'Pass the variables of the container instead')
    : new Failure(`${archive} has no ${NAME} in its first GiB`, 'Extract it with tar, and pass it alone');
}
