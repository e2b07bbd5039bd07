/** Answers about uploads of sheets. */
import { time } from '../events/model.ts';
import { type Infer, list, number, oneOf, string } from '../events/schema.ts';
import { answer, orNull } from './answer.ts';
import { problem } from './answers.ts';

const states = ['receiving', 'waiting', 'checking', 'recording', 'done', 'failed', 'cancelled'] as const;

const refusedRow = answer('RefusedRow', { row: number, problems: list(problem) });

const members = {
  id: string,
  owner: orNull(string),
  account: orNull(string),
  through: string,
  category: string,
  stage: string,
  name: string,
  state: oneOf('a state of uploads', states),
  size: number,
  rows: orNull(number),
  read: number,
  stored: number,
  existing: number,
  refused: number,
  createdAt: time,
  endedAt: time,
  problem,
  keptUntil: time,
  file: string,
};
const sometimes = ['through', 'endedAt', 'problem', 'keptUntil', 'file'] as const;

export const recordUpload = answer('RecordUpload', members, sometimes);
export type RecordUpload = Infer<typeof recordUpload>;

export const recordUploads = answer('RecordUploads', { uploads: list(recordUpload), nextPage: string }, ['nextPage']);

export const uploadRefusals = answer('UploadRefusals', { refusals: list(refusedRow), next: number }, ['next']);
export type UploadRefusals = Infer<typeof uploadRefusals>;

/** With the first of its refusals. */
export const followedUpload = answer('FollowedUpload', { ...members, refusals: list(refusedRow), next: number }, [
  ...sometimes,
  'next',
]);
export type FollowedUpload = Infer<typeof followedUpload>;
