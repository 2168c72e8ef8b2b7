import type { DatabaseSync } from 'node:sqlite';
import { prepareBulkLoad } from './bulk-load.ts';
import { prepareCampaigns, prepareTargets } from './campaigns.ts';
import { prepareCheckpoints } from './checkpoints.ts';
import { prepareConfigVersions } from './config-versions.ts';
import { prepareConfirmations } from './confirmations.ts';
import { connectImmutable, connectReadOnly } from './connect.ts';
import { prepareContactLookUp } from './contact-look-up.ts';
import { prepareContactWrites } from './contact-writes.ts';
import { countContacts, prepareContacts } from './contacts.ts';
import { copyConnection } from './copy-database.ts';
import { prepareDeletionReads } from './deletion-reads.ts';
import { prepareDuplicateReads } from './duplicate-reads.ts';
import { prepareScheduleReads } from './email-schedules.ts';
import { ensureIndexes } from './ensure-indexes.ts';
import { prepareExplainReads } from './explain-reads.ts';
import { prepareHolds } from './holds.ts';
import { prepareIssues } from './issues.ts';
import { findLastRun } from './last-run.ts';
import { prepareMailWords } from './mail-words.ts';
import { type OpenOptions, openDatabase } from './open-database.ts';
import { openForHold } from './open-for-hold.ts';
import { countGenerated, createOrganisationWriter } from './organisation-writer.ts';
import { prepareOrganizations } from './organizations.ts';
import { countOutOfRangeIds, prepareOutOfRangeIssues } from './out-of-range-ids.ts';
import { preparePlannedBy } from './planned-by.ts';
import { preparePlanningReads } from './planning-reads.ts';
import { readPreviousProfile } from './previous-profile.ts';
import { findWidestSmoothing, prepareRunContents } from './run-contents.ts';
import { prepareRunHistory } from './run-history.ts';
import { prepareRunReads } from './run-reads.ts';
import { prepareScheduleList } from './schedule-list.ts';
import { prepareScheduleWrites } from './schedule-writes.ts';
import { prepareStaleMarks } from './stale-marks.ts';
import { prepareStatusTables } from './status-tables.ts';
import { prepareStoredSettings, type StoredSettings } from './stored-settings.ts';
import { SuppressedAddressReads } from './suppressed-addresses.ts';
import { findSuppressionsWithoutAddress } from './suppression-entries.ts';
import { beginSnapshot, type Synchronous, transaction } from './transaction.ts';
import { prepareUndoReads } from './undo-reads.ts';
import { prepareUndoWrites } from './undo-writes.ts';
import { prepareUnfinishedRuns } from './unfinished-runs.ts';
import { prepareVolume } from './volume.ts';
import { withoutTriggers } from './without-triggers.ts';

type Maker<T> = (db: DatabaseSync) => T;

const readSchedules = (db: DatabaseSync) => prepareScheduleReads(db);
const readPlanning = (db: DatabaseSync) => preparePlanningReads(db);

/**
 * An open database: the only holder of its handle. Its methods are grouped by noun; the statements of a noun are
 * prepared once, when the noun is first used: all of them at once would cost five milliseconds an open, and one
 * process opens a thousand organisations. (`test/store/store.test.ts` prepares every statement, so that none is wrong.)
 */
export class Store implements Disposable {
  readonly #db: DatabaseSync;
  readonly #made = new Map<Maker<unknown>, unknown>();

  /** @param db from now on the store's: it is closed with it */
  constructor(db: DatabaseSync) {
    this.#db = db;
  }

  /** Opens an org database or a central one. @throws what {@link openDatabase} throws */
  static open(path: string, options: OpenOptions): Store {
    return new Store(openDatabase(path, options));
  }

  /** Opens for `hold` and `release`, whatever the schema. @throws what {@link openForHold} throws */
  static openForHold(path: string): Store {
    return new Store(openForHold(path));
  }

  /** Opens to read, whatever the schema; nothing of it is checked. */
  static openUnchecked(path: string): Store {
    return new Store(connectReadOnly(path));
  }

  /** Opens a file that no program writes, such as a finished backup. */
  static openImmutable(path: string): Store {
    return new Store(connectImmutable(path));
  }

  [Symbol.dispose](): void {
    this.#db.close();
  }

  /** The path of the file; null where there is none. */
  get location(): string | null {
    return this.#db.location();
  }

  /** See {@link transaction}. */
  transaction<T>(body: () => Synchronous<T>): T {
    return transaction(this.#db, body);
  }

  /** Everything that `body` reads is of one moment. */
  snapshot<T>(body: () => T): T {
    beginSnapshot(this.#db);
    try {
      return body();
    } finally {
      this.endSnapshot();
    }
  }

  /** Begins a read transaction that the caller ends; see {@link beginSnapshot}. */
  beginSnapshot(): void {
    beginSnapshot(this.#db);
  }

  endSnapshot(): void {
    this.#db.exec('commit');
  }

  /** Keeps all programs from writing while `body` works; writes nothing itself. */
  async whileNobodyWrites(body: () => Promise<void>): Promise<void> {
    this.#db.exec('begin immediate');
    try {
      await body();
    } finally {
      this.#db.exec('rollback');
    }
  }

  /** From now on a commit does not wait for the disk, until {@link flushed}. */
  deferFlushes(): void {
    this.#db.exec('pragma synchronous = normal');
  }

  /** Commits what `body` writes, waits until it is on the disk with all that was committed before, and so from then on. */
  flushed(body: () => void): void {
    this.#db.exec('pragma synchronous = full');
    body();
  }

  /** See {@link copyConnection}. */
  async copyTo(target: string, requireSpace: (bytes: number) => void): Promise<void> {
    await copyConnection(this.#db, target, requireSpace);
  }

  /** Copies what the write-ahead log holds into the file, as far as no reader needs it. */
  copyLog(): void {
    this.#db.exec('pragma wal_checkpoint(passive)');
  }

  get bulkLoad(): ReturnType<typeof prepareBulkLoad> {
    return this.#noun(prepareBulkLoad);
  }

  get campaigns(): ReturnType<typeof prepareCampaigns> {
    return this.#noun(prepareCampaigns);
  }

  get checkpoints(): ReturnType<typeof prepareCheckpoints> {
    return this.#noun(prepareCheckpoints);
  }

  get configVersions(): ReturnType<typeof prepareConfigVersions> {
    return this.#noun(prepareConfigVersions);
  }

  get confirmations(): ReturnType<typeof prepareConfirmations> {
    return this.#noun(prepareConfirmations);
  }

  get contactLookUp(): ReturnType<typeof prepareContactLookUp> {
    return this.#noun(prepareContactLookUp);
  }

  get contacts(): ReturnType<typeof prepareContacts> {
    return this.#noun(prepareContacts);
  }

  get deletions(): ReturnType<typeof prepareDeletionReads> {
    return this.#noun(prepareDeletionReads);
  }

  get duplicates(): ReturnType<typeof prepareDuplicateReads> {
    return this.#noun(prepareDuplicateReads);
  }

  get explainReads(): ReturnType<typeof prepareExplainReads> {
    return this.#noun(prepareExplainReads);
  }

  get holds(): ReturnType<typeof prepareHolds> {
    return this.#noun(prepareHolds);
  }

  get issues(): ReturnType<typeof prepareIssues> {
    return this.#noun(prepareIssues);
  }

  get mailWords(): ReturnType<typeof prepareMailWords> {
    return this.#noun(prepareMailWords);
  }

  get organizations(): ReturnType<typeof prepareOrganizations> {
    return this.#noun(prepareOrganizations);
  }

  get outOfRangeIssues(): ReturnType<typeof prepareOutOfRangeIssues> {
    return this.#noun(prepareOutOfRangeIssues);
  }

  get plannedBy(): ReturnType<typeof preparePlannedBy> {
    return this.#noun(preparePlannedBy);
  }

  get runContents(): ReturnType<typeof prepareRunContents> {
    return this.#noun(prepareRunContents);
  }

  get runHistory(): ReturnType<typeof prepareRunHistory> {
    return this.#noun(prepareRunHistory);
  }

  get runReads(): ReturnType<typeof prepareRunReads> {
    return this.#noun(prepareRunReads);
  }

  get scheduleList(): ReturnType<typeof prepareScheduleList> {
    return this.#noun(prepareScheduleList);
  }

  get staleMarks(): ReturnType<typeof prepareStaleMarks> {
    return this.#noun(prepareStaleMarks);
  }

  get statusTables(): ReturnType<typeof prepareStatusTables> {
    return this.#noun(prepareStatusTables);
  }

  get targets(): ReturnType<typeof prepareTargets> {
    return this.#noun(prepareTargets);
  }

  get undoReads(): ReturnType<typeof prepareUndoReads> {
    return this.#noun(prepareUndoReads);
  }

  get unfinishedRuns(): ReturnType<typeof prepareUnfinishedRuns> {
    return this.#noun(prepareUnfinishedRuns);
  }

  get volume(): ReturnType<typeof prepareVolume> {
    return this.#noun(prepareVolume);
  }

  /** Reads of `email_schedules` for planning. @param most {@link prepareScheduleReads} */
  schedules(most?: number): ReturnType<typeof prepareScheduleReads> {
    return most === undefined ? this.#noun(readSchedules) : prepareScheduleReads(this.#db, most);
  }

  /** Reads of campaigns, targets, behaviour and issues for planning. @param most {@link preparePlanningReads} */
  planning(most?: number): ReturnType<typeof preparePlanningReads> {
    return most === undefined ? this.#noun(readPlanning) : preparePlanningReads(this.#db, most);
  }

  /** What one run writes of contacts besides their mail; see {@link prepareContactWrites}. */
  contactWrites(runId: string, now: string): ReturnType<typeof prepareContactWrites> {
    return prepareContactWrites(this.#db, runId, now);
  }

  /** What one run writes of `email_schedules`; see {@link prepareScheduleWrites}. */
  scheduleWrites(runId: string, now: string): ReturnType<typeof prepareScheduleWrites> {
    return prepareScheduleWrites(this.#db, runId, now);
  }

  /** What an undo writes. */
  undoWrites(runId: string): ReturnType<typeof prepareUndoWrites> {
    return prepareUndoWrites(this.#db, runId);
  }

  /** Writes the rows of a synthetic organisation in bulk. */
  createOrganisationWriter(): ReturnType<typeof createOrganisationWriter> {
    return createOrganisationWriter(this.#db);
  }

  countGenerated(): ReturnType<typeof countGenerated> {
    return countGenerated(this.#db);
  }

  /** See {@link withoutTriggers}. */
  withoutTriggers<T>(body: () => T): T {
    return withoutTriggers(this.#db, body);
  }

  /** The addresses of `suppressions`, for one plan. */
  readSuppressedAddresses(): SuppressedAddressReads {
    return new SuppressedAddressReads(this.#db);
  }

  /** See {@link prepareStoredSettings}. */
  readStoredSettings(at: string, organizationId?: number): StoredSettings {
    return this.#noun(prepareStoredSettings)(at, organizationId);
  }

  countContacts(): ReturnType<typeof countContacts> {
    return countContacts(this.#db);
  }

  countOutOfRangeIds(): ReturnType<typeof countOutOfRangeIds> {
    return countOutOfRangeIds(this.#db);
  }

  ensureIndexes(): ReturnType<typeof ensureIndexes> {
    return ensureIndexes(this.#db);
  }

  findLastRun(): ReturnType<typeof findLastRun> {
    return findLastRun(this.#db);
  }

  findSuppressionsWithoutAddress(): ReturnType<typeof findSuppressionsWithoutAddress> {
    return findSuppressionsWithoutAddress(this.#db);
  }

  findWidestSmoothing(): ReturnType<typeof findWidestSmoothing> {
    return findWidestSmoothing(this.#db);
  }

  readPreviousProfile(): ReturnType<typeof readPreviousProfile> {
    return readPreviousProfile(this.#db);
  }

  #noun<T>(make: Maker<T>): T {
    if (!this.#made.has(make)) this.#made.set(make, make(this.#db));
    return this.#made.get(make) as T;
  }
}
