import type { GeneratedContact } from '../store/organisation-writer.ts';
import { type ContactFlaw, contactFlaws, spoilContact } from './contact-flaws.ts';
import { generateContact } from './generate-contact.ts';
import type { GenerationContext } from './generation-context.ts';
import { createRandom, type Random } from './random.ts';

/** A contact, and the flaw it was given, if any. */
export interface SourcedContact {
  readonly contact: GeneratedContact;
  readonly flaw: ContactFlaw | undefined;
}

/** One contact in so many has a flaw. */
const contactsPerFlaw = 100;

/** Picks one contact in each hundred, somewhere among them; the kinds of flaw come in turn. */
function createFlawPicker(random: Random): (id: number) => ContactFlaw | undefined {
  let flawedId = 0;
  return (id) => {
    const hundred = Math.floor((id - 1) / contactsPerFlaw);
    if ((id - 1) % contactsPerFlaw === 0) flawedId = id + random.below(contactsPerFlaw);
    return id === flawedId ? contactFlaws[hundred % contactFlaws.length] : undefined;
  };
}

/**
 * The contacts of an organisation; ask in the order of their ids, from 1 on. The first 1,000 are the same however many
 * follow, and 1,400 hold every kind of flaw, whatever the seed.
 */
export function createContactSource(
  seed: string | number,
  context: GenerationContext,
): (id: number) => SourcedContact {
  const random = createRandom(seed, 'contacts');
  const flawRandom = createRandom(seed, 'flaws');
  const pickFlaw = createFlawPicker(flawRandom);
  return (id) => {
    const sound = generateContact(random, id, context);
    const flaw = pickFlaw(id);
    return { contact: flaw === undefined ? sound : spoilContact(sound, flaw, flawRandom, context), flaw };
  };
}
