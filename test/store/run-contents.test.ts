import { describe, expect, it, onTestFinished } from 'vitest';
import { contentHash } from '../../src/store/content-hash.ts';
import { openDatabase } from '../../src/store/open-database.ts';
import { prepareRunContents, type RunContent } from '../../src/store/run-contents.ts';
import { temporaryPath } from './temporary-folder.ts';

const content: RunContent = {
  kind: 'policy',
  content: '{"name":"ünïcode"}',
  createdAt: '2027-03-17 14:05:06',
};

function openContents() {
  const db = openDatabase(temporaryPath(), { mode: 'create' });
  onTestFinished(() => db.close());
  return { db, contents: prepareRunContents(db) };
}

describe('run contents', () => {
  it('are found again by their hash', () => {
    const { contents } = openContents();
    expect(contents.findContent(contents.storeContent(content))).toEqual(content);
    expect(contents.findContent('none')).toBeUndefined();
  });

  it('are kept once, as of their first use', () => {
    const { db, contents } = openContents();
    const hash = contents.storeContent(content);
    expect(contents.storeContent({ ...content, createdAt: '2028-01-01 00:00:00' })).toBe(hash);
    expect(contents.findContent(hash)?.createdAt).toBe(content.createdAt);
    expect(db.prepare('select count(*) as n from run_contents').get()).toEqual({ n: 1 });
  });

  it('have the hash that sha256sum gives', () => {
    expect(contentHash('')).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
    expect(contentHash('a')).not.toBe(contentHash('b'));
  });
});
