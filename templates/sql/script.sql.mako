% for line in message.splitlines() or [""]:
${("-- " + line).rstrip()}
% endfor
--
-- revision: ${up_revision}
-- down_revision: ${down_revision | comma,n}
-- branch_labels: ${branch_labels | comma,n}
-- depends_on: ${depends_on | comma,n}
-- create_date: ${create_date}

-- upgrade
${upgrades if upgrades else ""}

-- downgrade
${downgrades if downgrades else ""}
