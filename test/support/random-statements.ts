import fc from 'fast-check';

/** A statement on `contacts` and how many rows it names: what it does to one row can be checked exactly. */
export interface RandomStatement {
  readonly sql: string;
  readonly isSingle: boolean;
}

const quote = (value: string | number | null): string =>
  typeof value === 'string' ? `'${value.replaceAll("'", "''")}'` : String(value);

/** Values that collide: few ids, few external ids, addresses that are equal in compared form. */
const columnValues = {
  external_id: fc.constantFrom(null, '', 'A', 'B', 'C'),
  email: fc.constantFrom(null, '', 'ann@x.com', ' Ann@X.com', 'bob@x.com', 'cy@x.com'),
  zip_code: fc.constantFrom(null, '75001', '10001'),
  state: fc.constantFrom(null, 'TX'),
  birth_date: fc.constantFrom(null, '1950-03-20', '1961-04-01'),
  effective_date: fc.constantFrom(null, '2020-01-01'),
  status: fc.constantFrom(null, 'active', 'deleted'),
  phone_number: fc.constantFrom(null, '5551234567'),
  plan_type: fc.constantFrom(null, 'G'),
  current_carrier: fc.constantFrom(null, 'Acme'),
  agent_id: fc.constantFrom(null, 7),
} as const;

const names = Object.keys(columnValues) as (keyof typeof columnValues)[];
const id = fc.integer({ min: 1, max: 6 });
const record = fc.record(columnValues, { requiredKeys: [] });
const condition = fc.oneof(
  id.map((value) => `id = ${value}`),
  fc.constantFrom("external_id = 'A'", "email like '%ann%'", 'id > 3', 'true'),
);

type Values = Readonly<Record<string, string | number | null>>;
const assign = (values: Values): string =>
  Object.entries(values)
    .map(([name, value]) => `${name} = ${quote(value)}`)
    .join(', ');

const insertTail = fc.constantFrom(
  '',
  '',
  ' on conflict do nothing',
  ' on conflict (id) do update set email = excluded.email, zip_code = excluded.zip_code',
  ' on conflict (id) do update set external_id = excluded.external_id, status = excluded.status',
  " on conflict (external_id) where external_id <> '' do update set email = excluded.email, status = excluded.status",
);
const insertVerb = fc.constantFrom(
  'insert',
  'insert or replace',
  'insert or replace',
  'insert or ignore',
  'insert or fail',
  'insert or abort',
  'replace',
);

const insert = fc
  .record({
    verb: insertVerb,
    tail: insertTail,
    rows: fc.array(fc.record({ id: fc.option(id), values: record }), { minLength: 1, maxLength: 3 }),
  })
  .map(({ verb, tail, rows }): RandomStatement => {
    const tuples = rows.map(
      (row) => `(${[row.id, ...names.map((name) => row.values[name] ?? null)].map(quote).join(', ')})`,
    );
    return {
      sql: `${verb} into contacts (id, ${names.join(', ')}) values ${tuples.join(', ')}${verb === 'insert' ? tail : ''}`,
      isSingle: rows.length === 1,
    };
  });

const update = fc
  .record({
    verb: fc.constantFrom('update', 'update or replace', 'update or ignore', 'update or fail'),
    values: record,
    newId: fc.option(id, { freq: 3 }),
    where: condition,
  })
  .map(({ verb, values, newId, where }): RandomStatement => {
    const set = assign({ ...values, ...(newId === null ? {} : { id: newId }) });
    return {
      sql: `${verb} contacts set ${set === '' ? 'updated_at = 1' : set} where ${where}`,
      isSingle: where.startsWith('id ='),
    };
  });

const remove = condition.map(
  (where): RandomStatement => ({ sql: `delete from contacts where ${where}`, isSingle: false }),
);

/** How people and loaders write contacts. */
export const randomStatement: fc.Arbitrary<RandomStatement> = fc.oneof(
  { arbitrary: insert, weight: 5 },
  { arbitrary: update, weight: 4 },
  { arbitrary: remove, weight: 1 },
);
