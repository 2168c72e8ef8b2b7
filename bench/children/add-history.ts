// A child process of the benchmark: adds years of past mail (second argument) to an org database (first argument), as of
// a date (third argument). No command does it, because nobody but a benchmark wants it.
import process from 'node:process';
import { openDatabase } from '../../src/store/open-database.ts';
import { generateHistory } from '../history/generate-history.ts';

const [file = '', years = '', asOf = ''] = process.argv.slice(2);
using db = openDatabase(file, { mode: 'read-write' });
const counts = generateHistory(db, { years: Number(years), seed: 1, asOf });
process.stdout.write(JSON.stringify(counts));
