import type { DatabaseSync } from 'node:sqlite';
import type { PersonTraits } from '../domain/contact/same-person.ts';
import { asText, mostId, prepareArrays, type RowArray } from './read-rows.ts';

/** A deletion of a contact whose id is in use again, and the one who has it now. */
export interface ReturnedId {
  readonly contactId: number;
  readonly deleted: PersonTraits;
  readonly present: PersonTraits;
}

const toReturnedId = (row: RowArray): ReturnedId => ({
  contactId: Number(row[0]),
  deleted: { email: asText(row[1]), birthDate: asText(row[2]) },
  present: { email: asText(row[3]), birthDate: asText(row[4]) },
});

const traitOf = (trait: string): string =>
  `iif(json_valid(d.old_value), json_extract(d.old_value, '$.${trait}'), null)`;

/** Deletions that are not confirmed to be of the same person. */
const select = (condition: string): string =>
  `select d.contact_id, ${traitOf('email')}, ${traitOf('birth_date')}, c.email, c.birth_date
   from contact_changes d join contacts c on c.id = d.contact_id
   left join contact_confirmations k on k.contact_id = d.contact_id
   where d.field = 'contact' and d.id > ifnull(k.change_id, 0) and ${condition}
   order by d.contact_id, d.id`;

/** Statements about contacts, and campaign instances, whose id or name has come back after they were deleted. */
export function prepareDeletionReads(db: DatabaseSync) {
  const all = db.prepare(select(`d.contact_id between 1 and ${mostId}`));
  all.setReturnArrays(true);
  const ofContact = prepareArrays(db, select('d.contact_id = :id'));
  const instances = prepareArrays(
    db,
    `select i.id, d.campaign_type, d.instance_name
     from deleted_campaign_instances d join campaign_instances i on i.id = d.instance_id
     where d.confirmed_at is null
       and (d.campaign_type is not i.campaign_type or d.instance_name is not i.instance_name)
     order by i.id, d.id`,
  );
  const recreated = prepareArrays(
    db,
    `select i.id, max(d.instance_id), i.campaign_type, i.instance_name
     from campaign_instances i join deleted_campaign_instances d
       on d.campaign_type = i.campaign_type and d.instance_name = i.instance_name and d.instance_id <> i.id
     where not exists (select 1 from campaign_instances o where o.id = d.instance_id)
       and exists (
         select 1 from email_schedules
         where campaign_instance_id = d.instance_id and status not in ('pre-scheduled', 'skipped')
       )
     group by i.id order by i.id`,
  );
  return {
    /** Instances that were deleted and made again under another id, after mail had gone out under the first. */
    readRecreatedInstances: () =>
      recreated({}).map((row) => ({
        id: Number(row[0]),
        formerId: Number(row[1]),
        name: `${asText(row[2])}/${asText(row[3])}`,
      })),
    /** By contact, each one's in the order of time. */
    *readReturnedIds(): Generator<ReturnedId> {
      for (const row of all.iterate() as unknown as Iterable<RowArray>) yield toReturnedId(row);
    },
    readReturnedId: (id: number): ReturnedId[] => ofContact({ id }).map(toReturnedId),
    /** Instances whose id was another one's: [id, type and name of the other]. */
    readReusedInstances: (): Map<number, string> =>
      new Map(instances({}).map((row) => [Number(row[0]), `${asText(row[1])}/${asText(row[2])}`])),
  };
}
