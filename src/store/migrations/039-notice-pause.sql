-- Since when a subscription of notices is told nothing; what happens meanwhile is told when it goes on.
alter table notice_subscription add column if not exists paused_at timestamptz;
