import { createHash } from 'node:crypto';

/** SHA-256 of a text's UTF-8 bytes, 64 hexadecimal digits: what `sha256sum` says of a file with this content. */
export function contentHash(content: string): string {
  return createHash('sha256').update(content).digest('hex');
}
