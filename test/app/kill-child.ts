import { setTimeout as wait } from 'node:timers/promises';
import { startChild } from '../store/child-process.ts';
import type { ChildTask } from './run-child.ts';

/** Starts a run or an undo in a process of its own. */
export const startTask = (task: ChildTask) =>
  startChild('./run-child.ts', import.meta.url, [JSON.stringify(task)]);

/**
 * Starts a run or an undo and kills it with signal 9 when it has written so many contacts, a random moment later: in
 * the middle of a batch, as a rule. Returns the last line that it printed; `done ...`: it was quicker.
 */
export async function killWhileWriting(task: ChildTask, contacts: number): Promise<string> {
  const child = startTask(task);
  const phase = task.kind === 'undo' ? 'undo' : 'apply';
  for (;;) {
    const line = await child.nextLine();
    const [word, count] = line.split(' ');
    if (word === 'done') return line;
    if (word === phase && Number(count) >= contacts) {
      await wait(Math.random() * 5);
      await child.kill();
      return line;
    }
  }
}
