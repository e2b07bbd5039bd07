-- Changes with every change of a finding and of what was decided about it: what is counted from them holds while this stays.
create table finding_version (version bigint not null);
insert into finding_version values (0);
