"""add the role super_admin

Revision ID: 003
Revises: 002
"""
from alembic import op

revision = '003'
down_revision = '002'


def upgrade() -> None:
    op.execute("ALTER TYPE user_role ADD VALUE IF NOT EXISTS 'super_admin'")


def downgrade() -> None:
    # PostgreSQL doesn't support removing enum values: the value stays, and IF NOT EXISTS lets the
    # migration run again.
    pass
