-- What a finding was before a step, so that the step can be undone: state, who it was assigned to, by when. Absent of older steps.
alter table finding_act add column before jsonb;
