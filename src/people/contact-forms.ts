/** What people may write for a contact, for help texts and messages. */
export const contactForms = 'its id, its external id, or its email';
