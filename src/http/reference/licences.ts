/** Licences: registered, more said of them, found with their state on any day as known at any moment. */
import { licenceDetails, licenceOutcome, licenceSchemesAnswer, licences } from '../../contract/index.ts';
import { licenceShape, statementShape } from '../shapes.ts';
import { exampleId, exampleOrganisationId } from './examples.ts';
import { knownBy, onDay, pages } from './organisations.ts';
import { bodyErrors, inPath, inQuery, json, type Operation, text, uuidSchema, words } from './row.ts';

const id = inPath('id', '证照编号', 'id of the licence', uuidSchema);
const example = { path: { id: exampleId } };

export const licenceRows: readonly Operation[] = [
  {
    method: 'post',
    path: '/api/v1/organisations/{id}/licences',
    id: 'addLicence',
    tag: 'organisations',
    needs: 'register',
    zh: '登记证照',
    en: 'Register a licence',
    more: words(
      '证号按其编码规则校验；不给出 scheme 时由证号识别。证照已在时，补充一条状态。',
      'The number is checked by its scheme; without `scheme` it is recognised. One that is there gets one statement more.',
    ),
    parameters: [inPath('id', '主体编号', 'id of the organisation', uuidSchema)],
    body: {
      types: json,
      shape: licenceShape,
      example: { scheme: 'other', number: '豫奶站-2026-001', from: '2026-01-01', to: '2028-12-31', issuer: '济源市农业农村局' },
    },
    answers: [
      { ...words('新证照', 'a new licence'), status: 201, types: json, shape: licenceOutcome, headers: ['Location'] },
      { ...words('证照已在', 'it is there already'), status: 200, types: json, shape: licenceOutcome, headers: ['Location'] },
    ],
    errors: [...bodyErrors, 'person_number_refused', 'not_found', 'licence_invalid', 'licence_taken'],
    example: { path: { id: exampleOrganisationId } },
    client: "await zhuisu.organisations.addLicence(organisation, { scheme: 'other', number: '2026-001', from: '2026-01-01' });",
  },
  {
    method: 'get',
    path: '/api/v1/licences',
    id: 'licences',
    tag: 'organisations',
    needs: 'organisation_read',
    zh: '查询证照',
    en: 'Find licences',
    parameters: [
      inQuery('organisation', '主体编号', 'id of the organisation', uuidSchema),
      inQuery('scheme', '证照种类', 'kind of licence', text),
      inQuery('number', '证号', 'its number', text),
      onDay,
      knownBy,
      ...pages,
    ],
    answers: [
      { ...words('证照及其当天的状态', 'licences, each with its state on that day'), status: 200, types: json, shape: licences },
    ],
    errors: ['parameter_invalid', 'value_invalid', 'licence_invalid'],
    example: { query: { at: '2026-10-01' } },
    client:
      "for await (const { number, state } of zhuisu.organisations.licences({ at: '2026-10-01' })) console.log(number, state);",
  },
  {
    method: 'get',
    path: '/api/v1/licences/schemes',
    id: 'licenceSchemes',
    tag: 'organisations',
    zh: '证照种类',
    en: 'Kinds of licences',
    answers: [
      {
        ...words('种类，及其规则是否已核实', 'kinds, and whether the rule of each was confirmed'),
        status: 200,
        types: json,
        shape: licenceSchemesAnswer,
      },
    ],
  },
  {
    method: 'get',
    path: '/api/v1/licences/{id}',
    id: 'licence',
    tag: 'organisations',
    needs: 'organisation_read',
    zh: '读取证照',
    en: 'Read a licence',
    parameters: [id, onDay, knownBy],
    answers: [{ ...words('含其全部状态记录', 'with every statement of it'), status: 200, types: json, shape: licenceDetails }],
    errors: ['not_found', 'parameter_invalid'],
    example,
  },
  {
    method: 'post',
    path: '/api/v1/licences/{id}/statements',
    id: 'stateLicence',
    tag: 'organisations',
    needs: 'review',
    zh: '登记证照状态',
    en: 'State what holds of a licence',
    more: words(
      '从哪一天到哪一天处于什么状态；先前的记录保留，最后得知的为准。',
      'In which state it is from which day to which; earlier statements stay, and the one known last counts.',
    ),
    parameters: [id],
    body: { types: json, shape: statementShape, example: { status: 'suspended', from: '2026-11-01', reason: '限期整改' } },
    answers: [
      { ...words('已登记', 'stated'), status: 201, types: json, shape: licenceOutcome },
      { ...words('与上一条相同', 'the same as was said last'), status: 200, types: json, shape: licenceOutcome },
    ],
    errors: [...bodyErrors, 'not_found'],
    example,
  },
];
