// The executable of a planning thread: answers the calls of planning-messages.ts, one after another.
import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import { Ledger } from '../../domain/ledger/ledger.ts';
import { settleLedger } from '../../domain/settle/settle-ledger.ts';
import { Store } from '../../store/store.ts';
import { translateSqliteError } from '../../store/translate-sqlite-error.ts';
import { toSettleRules } from '../plan-ledger.ts';
import { openReading, type PlanReading } from '../plan-reading.ts';
import { planShard } from '../plan-shard.ts';
import { BatchPreparer } from '../prepare-batch.ts';
import { StandingMails } from '../standing-mails.ts';
import { toVerifyRules, verifyLedger } from '../verify-ledger.ts';
import type {
  CallMessage,
  CallName,
  PlanningCalls,
  ThreadMessage,
  ThreadSetup,
} from './planning-messages.ts';

type Handlers = { [N in CallName]: (request: PlanningCalls[N]['request']) => PlanningCalls[N]['answer'] };

function createHandlers(setup: ThreadSetup, report: (planned: number) => void): Handlers {
  const store = Store.open(setup.database, { mode: 'read-only', copiesLog: true });
  const settings = { ...setup.settings, now: Temporal.Instant.from(setup.now) };
  let reading: PlanReading;
  let ledger = new Ledger(0);
  let preparer: BatchPreparer | undefined;
  return {
    beginSnapshot: () => {
      store.beginSnapshot();
      return null;
    },
    plan: ({ selection, expectedContacts }) => {
      // In the snapshot, like contacts and rows: campaigns and suppressions are those that the other thread sees.
      reading = openReading(store, { settings, scope: 'all', runId: setup.runId });
      const { source, context } = reading;
      const standing = 'after' in selection ? undefined : new StandingMails();
      const inputs = source.read(selection);
      const counted = standing === undefined ? inputs : standing.countIn(inputs);
      const shard = planShard(counted, context, new Ledger(expectedContacts), report);
      store.endSnapshot();
      const { contactsChecksum, schedulesChecksum, issues, odd } = shard;
      return {
        ledger: shard.ledger.data,
        contactsChecksum: contactsChecksum.state,
        schedulesChecksum: schedulesChecksum.state,
        issues,
        odd,
        passedOver: source.passedOver.data,
        standing: standing && { byDate: standing.byDate, effectiveDates: standing.effectiveDates },
      };
    },
    adopt: ({ ledger: data }) => {
      ledger = Ledger.of(data);
      return null;
    },
    settle: ({ from, to }) => {
      settleLedger(ledger, toSettleRules(reading.context), from, to);
      return null;
    },
    verify: ({ from, to }) => verifyLedger(ledger, toVerifyRules(reading.context, settings), from, to).data,
    holdBack: ({ contactIds }) => {
      const held = new Set(contactIds ?? []);
      const isHeldBack = (contactId: number): boolean => contactIds === null || held.has(contactId);
      preparer = new BatchPreparer({ ...reading, ledger, isHeldBack });
      return null;
    },
    copyLog: () => {
      store.copyLog();
      return null;
    },
    prepare: ({ indices }) => (preparer as BatchPreparer).prepare(indices),
  };
}

function serve(port: MessagePort, setup: ThreadSetup): void {
  const send = (message: ThreadMessage): void => port.postMessage(message);
  let handlers: Handlers | undefined;
  port.on('message', ({ id, call, request }: CallMessage) => {
    try {
      handlers ??= createHandlers(setup, (planned) => send({ planned }));
      send({ id, answer: (handlers[call] as (request: unknown) => unknown)(request) });
    } catch (error) {
      const { code, message } = translateSqliteError(error, setup.database);
      send({ id, failure: { code, message } });
    }
  });
}

serve(parentPort as MessagePort, workerData as ThreadSetup);
