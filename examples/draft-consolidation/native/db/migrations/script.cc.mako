% for line in message.splitlines() or [""]:
${("// " + line).rstrip()}
% endfor
//
// Revision ID: ${up_revision}
// Revises: ${down_revision | comma,n}
// Create Date: ${create_date}
#include <retort/migration.h>
% if imports:
${imports}
% endif

using namespace retort;

const RevisionIdentity identity{
    .revision = ${cpp_text(up_revision)},
    .down_revision = ${cpp_list(down_revision)},
    .branch_labels = ${cpp_list(branch_labels)},
    .depends_on = ${cpp_list(depends_on)},
};

static void upgrade(Operations& op) {
% if upgrades:
  ${upgrades}
% endif
}

static void downgrade(Operations& op) {
% if downgrades:
  ${downgrades}
% endif
}

RETORT_MIGRATION(identity, upgrade, downgrade)
