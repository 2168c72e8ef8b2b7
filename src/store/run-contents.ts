import type { DatabaseSync } from 'node:sqlite';
import { contentHash } from './content-hash.ts';

/** An effective configuration or policy that some run used (spec 3.1). */
export interface RunContent {
  readonly kind: 'configuration' | 'policy';
  /** JSON with its keys in a fixed order: equal contents must be equal texts. */
  readonly content: string;
  /** When it was first used: UTC, `YYYY-MM-DD HH:MM:SS`. */
  readonly createdAt: string;
}

/** The widest window, in days, over which a run of this database has spread effective-date mails; 0: none has. */
export function findWidestSmoothing(db: DatabaseSync): number {
  const row = db
    .prepare(
      `select max(json_extract(content, '$.configuration.load_balancing.ed_smoothing_window_days')) as days
       from run_contents where kind = 'configuration' and json_valid(content)`,
    )
    .get() as { days: unknown };
  return typeof row.days === 'number' ? row.days : 0;
}

/** The statements on `run_contents`, where each content is kept once. Every function throws SQLite's own error. */
export function prepareRunContents(db: DatabaseSync) {
  const store = db.prepare(`
    insert into run_contents (hash, kind, content, created_at) values (:hash, :kind, :content, :createdAt)
    on conflict (hash) do nothing`);
  const find = db.prepare(
    'select kind, content, created_at as createdAt from run_contents where hash = :hash',
  );

  return {
    /** Keeps a content, unless it already exists; returns its {@link contentHash}. */
    storeContent(content: RunContent): string {
      const hash = contentHash(content.content);
      store.run({ hash, ...content });
      return hash;
    },
    findContent(hash: string): RunContent | undefined {
      return find.get({ hash }) as unknown as RunContent | undefined;
    },
  };
}
