import { links, type Vectors } from './types.ts';

/** Example of the EPC Tag Data Standard §6.3.14. */
export const upui: Vectors = {
  scheme: 'upui',
  same: [
    {
      canonical: 'https://id.gs1.org/01/01234567894560/235/51qIgY)%3C%26Jp3*j7SDB',
      spellings: [
        'urn:epc:id:upui:1234567.089456.51qIgY)%3C%26Jp3*j7SDB',
        '(01)01234567894560(235)51qIgY)<&Jp3*j7SDB',
        ...links('/01/01234567894560/235/51qIgY)%3C%26Jp3*j7SDB'),
      ],
    },
  ],
  invalid: ['(01)01234567894561(235)51q'],
  foreign: ['(01)01234567894560(21)1', '01234567894560'],
  checked: { code: '(01)01234567894560(235)51q', from: 4, to: 18 },
};
