import { describe, expect, it } from 'vitest';
import { readJsonObject } from '../../../../src/domain/arithmetic/json-object.ts';

describe('the object of a JSON text', () => {
  it('has the members that were written', () => {
    expect(readJsonObject('{"priority": 3, "trigger_date": "2027-05-20"}')).toEqual({
      priority: 3,
      trigger_date: '2027-05-20',
    });
  });

  it('holds no half characters, which could not be stored', () => {
    expect(readJsonObject('{"a": "\\ud800", "b": ["x\\udc00"]}')).toEqual({ a: '\ufffd', b: ['x\ufffd'] });
  });

  it.each([[null], [''], ['{"priority": '], ['null'], ['[1, 2]'], ['"text"'], ['7'], ['true']])(
    'is empty for %j',
    (text) => {
      expect(readJsonObject(text)).toEqual({});
    },
  );
});
