/** What the public reports and reads: complaints and their course, exposures, the public lists. */
import { time } from '../events/model.ts';
import { boolean, component, type Infer, list, number, oneOf, record, string, text, whole } from '../events/schema.ts';
import { answer, label, orNull } from './answer.ts';

const uuid = text('a uuid', (value) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(value), { format: 'uuid' });
const shortText = (most: number) => text(`up to ${most} characters`, (value) => value.length <= most, { maxLength: most });
const saidText = (least: number, most: number) =>
  text(`${least} to ${most} characters`, (value) => value.trim().length >= least && value.length <= most, {
    minLength: least,
    maxLength: most,
  });
const day = text('a day, YYYY-MM-DD', (value) => /^\d{4}-\d\d-\d\d$/.test(value), { format: 'date' });

export const mostTold = 1_000;

/** `subjects`, `categories`: those of this installation. */
export const complaintRequest = (subjects: readonly string[], categories: readonly string[]) =>
  component(
    'ComplaintRequest',
    record(
      {
        kind: oneOf('complaint or report', ['complaint', 'report']),
        subject: oneOf(subjects.join(', '), subjects),
        told: saidText(5, mostTold),
        code: shortText(2_000),
        category: oneOf(categories.join(', '), categories),
        area: shortText(9),
        place: shortText(200),
        contact: shortText(30),
      },
      { required: ['kind', 'subject', 'told'], others: 'none' },
    ),
  );
export type ComplaintRequest = Infer<ReturnType<typeof complaintRequest>>;

export const complaintStep = (acts: readonly string[], categories: readonly string[]) =>
  component(
    'ComplaintStep',
    record(
      {
        act: oneOf(acts.join(', '), acts),
        told: shortText(mostTold),
        note: shortText(mostTold),
        to: uuid,
        category: oneOf(categories.join(', '), categories),
        version: whole('a whole number', 0, 1_000_000),
      },
      { required: ['act'], others: 'none' },
    ),
  );
export type ComplaintStepRequest = Infer<ReturnType<typeof complaintStep>>;

const source = answer('Basis', { text: string, verified: boolean });
const clock = answer('Clock', {
  id: string,
  zh: string,
  en: string,
  days: number,
  unit: oneOf('working or calendar', ['working', 'calendar']),
  counts: label,
  validFrom: day,
  basis: source,
});

export const complaintMade = answer('ComplaintMade', {
  number: string,
  state: string,
  stateName: label,
  due: time,
  responsible: label,
  follow: string,
});
export type ComplaintReceipt = Infer<typeof complaintMade>;

const publicStep = answer('ComplaintCourse', { at: time, act: string, name: label, told: string, by: orNull(label), due: time }, [
  'due',
]);
export const complaintStatus = answer('ComplaintStatus', {
  number: string,
  kind: string,
  kindName: label,
  subject: string,
  subjectName: label,
  code: string,
  category: orNull(string),
  madeAt: time,
  state: string,
  stateName: label,
  ended: boolean,
  due: time,
  responsible: label,
  photos: number,
  course: list(publicStep),
  clocks: list(clock),
});
export type ComplaintStatus = Infer<typeof complaintStatus>;

const complaintMembers = {
  number: string,
  kind: string,
  kindName: label,
  subject: string,
  subjectName: label,
  code: string,
  thing: string,
  category: orNull(string),
  area: string,
  told: string,
  place: string,
  contact: orNull(string),
  madeAt: time,
  state: string,
  stateName: label,
  due: time,
  overdue: boolean,
  assigned: orNull(uuid),
  assignedName: orNull(string),
  version: number,
  photos: number,
};
export const complaint = answer('Complaint', complaintMembers);
export const complaintList = answer('Complaints', { complaints: list(complaint) });
export const complaintDetails = answer('ComplaintDetails', {
  ...complaintMembers,
  acts: list(
    answer('ComplaintAct', {
      at: time,
      account: orNull(uuid),
      organisation: orNull(uuid),
      organisationName: orNull(string),
      act: string,
      told: string,
      note: string,
      due: orNull(time),
    }),
  ),
  pictures: list(answer('ComplaintPhoto', { id: uuid, at: time, type: string, digest: string, bytes: number })),
  open: list(string),
  clocks: list(clock),
});
export const photoKept = answer('PhotoKept', { id: uuid, digest: string });

export const exposureRequest = component(
  'ExposureRequest',
  record(
    { finding: uuid, reason: saidText(10, 500), advice: shortText(500) },
    { required: ['finding', 'reason'], others: 'none' },
  ),
);
export const exposureWithdrawal = component(
  'ExposureWithdrawal',
  record({ reason: saidText(4, 500) }, { required: ['reason'], others: 'none' }),
);

export const exposure = answer(
  'Exposure',
  {
    id: uuid,
    organisationName: string,
    category: orNull(string),
    area: orNull(string),
    title: label,
    since: day,
    reason: string,
    advice: string,
    department: label,
    publishedAt: time,
    /** What has become of the finding. */
    state: string,
    stateName: label,
    withdrawnAt: time,
    withdrawnReason: string,
  },
  ['withdrawnAt', 'withdrawnReason'],
);
export type ExposureAnswer = Infer<typeof exposure>;
export const exposures = answer('Exposures', { exposures: list(exposure) });

const enterprise = answer('TracingEnterprise', {
  name: string,
  areas: list(string),
  categories: list(string),
  status: string,
  since: day,
});
export const enterpriseList = answer('TracingEnterprises', { enterprises: list(enterprise) });

export const recallList = answer('PublicRecalls', {
  recalls: list(
    answer('PublicRecall', {
      thing: string,
      product: string,
      mark: string,
      day,
      reason: string,
      organisationName: string,
      category: orNull(string),
    }),
  ),
});

export const importantProducts = answer('ImportantProducts', {
  products: list(
    answer('ImportantProduct', {
      id: string,
      category: string,
      zh: string,
      en: string,
      chain: string,
      stages: number,
      basis: source,
    }),
  ),
});

export const statistics = answer('PublicStatistics', {
  at: time,
  records: number,
  enterprises: number,
  products: number,
  complaints: number,
  answered: number,
  exposures: number,
  recalls: number,
  codes: number,
  categories: list(
    answer('CategoryStatistics', {
      id: string,
      zh: string,
      en: string,
      closed: boolean,
      enterprises: orNull(number),
      records: orNull(number),
      complaints: number,
      answered: number,
    }),
  ),
});
export type Statistics = Infer<typeof statistics>;
