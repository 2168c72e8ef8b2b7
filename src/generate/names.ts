/** Given names usual among people of 60 to 90. */
// biome-ignore format: a table reads better in rows
export const firstNames: readonly string[] = [
  'Mary', 'James', 'Linda', 'Robert', 'Barbara', 'John', 'Patricia', 'Michael', 'Carol', 'David', 'Sandra',
  'William', 'Nancy', 'Richard', 'Sharon', 'Thomas', 'Judy', 'Charles', 'Susan', 'Gary', 'Betty', 'Larry',
  'Carolyn', 'Ronald', 'Margaret', 'Joseph', 'Shirley', 'Donald', 'Judith', 'Kenneth', 'Karen', 'Steven',
  'Donna', 'Dennis', 'Kathleen', 'Paul', 'Joyce', 'Stephen', 'Dorothy', 'George', 'Janet', 'Daniel', 'Diane',
  'Edward', 'Janice', 'Mark', 'Joan', 'Jerry', 'Elizabeth', 'Gregory', 'Brenda', 'Bruce', 'Gloria', 'Roger',
  'Virginia', 'Douglas', 'María', 'José', 'Marie', 'Frank', 'Martha', 'Raymond', 'Beverly', 'Timothy',
  'Helen', 'Terry', 'Bonnie', 'Walter', 'Ruth', 'Wayne', 'Frances', 'Carl', 'Jean', 'Willie', 'Ann', 'Ralph',
  'Alice', 'Eugene', 'Jo Ann', 'Renée',
];

/** Family names; some with an apostrophe, a hyphen, an accent or a blank, as in every real list. */
// biome-ignore format: a table reads better in rows
export const lastNames: readonly string[] = [
  'Smith', 'Johnson', 'Williams', 'Brown', 'Jones', 'Garcia', 'Miller', 'Davis', 'Rodriguez', 'Martinez',
  'Hernandez', 'Lopez', 'Gonzalez', 'Wilson', 'Anderson', 'Thomas', 'Taylor', 'Moore', 'Jackson', 'Martin',
  'Lee', 'Perez', 'Thompson', 'White', 'Harris', 'Sanchez', 'Clark', 'Ramirez', 'Lewis', 'Robinson', 'Walker',
  'Young', 'Allen', 'King', 'Wright', 'Scott', 'Torres', 'Nguyen', 'Hill', 'Flores', 'Green', 'Adams',
  'Nelson', 'Baker', 'Hall', 'Rivera', 'Campbell', 'Mitchell', 'Carter', 'Roberts', 'Gómez', 'Phillips',
  'Evans', 'Turner', 'Díaz', 'Parker', 'Cruz', 'Edwards', 'Collins', 'Reyes', 'Stewart', 'Morris', 'Morales',
  'Murphy', 'Cook', 'Rogers', 'Gutierrez', 'Ortiz', 'Morgan', 'Cooper', 'Peterson', 'Bailey', 'Reed', 'Kelly',
  'Howard', 'Ramos', 'Kim', 'Cox', 'Ward', 'Richardson', 'Watson', 'Brooks', 'Chavez', 'Wood', 'Bennett',
  'Gray', 'Mendoza', 'Ruiz', 'Hughes', 'Price', 'Alvarez', 'Castillo', 'Sanders', 'Patel', 'Myers', 'Long',
  "O'Brien", "D'Angelo", 'Smith-Jones', 'Van Dyke', 'Núñez', 'Müller', 'McDonald', 'St. Clair',
];

/** Carriers that do not exist. */
export const carriers: readonly string[] = [
  'Blue Harbor',
  'Summit Mutual',
  'Prairie Life',
  'Old Lantern',
  'Great Basin',
  'Keystone Senior',
  'Red Cedar',
  'Liberty Pines',
  'Meadowlark',
  'Gulf & Coastal',
];

/** A name as it stands in an email address: lower-case letters only. */
export const toEmailPart = (name: string): string =>
  name
    .normalize('NFD')
    .replace(/[^A-Za-z]/g, '')
    .toLowerCase();
