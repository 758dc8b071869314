"""migrate user roles from string to enum

Revision ID: 002
Revises: 001
"""
from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

revision = '002'
down_revision = '001'


def upgrade() -> None:
    # Create enum type
    op.execute("CREATE TYPE user_role AS ENUM ('user', 'admin', 'moderator')")

    # Add new column
    op.add_column(
        'users',
        sa.Column('role_new', postgresql.ENUM('user', 'admin', 'moderator', name='user_role'))
    )

    # Migrate data
    op.execute("""
        UPDATE users
        SET role_new = role::user_role
    """)

    # Drop old column, rename new
    op.drop_column('users', 'role')
    op.alter_column('users', 'role_new', new_column_name='role')


def downgrade() -> None:
    # Add string column back
    op.add_column('users', sa.Column('role_old', sa.String(20)))

    # Migrate data back
    op.execute("UPDATE users SET role_old = role::text")

    # Drop enum column
    op.drop_column('users', 'role')
    op.alter_column('users', 'role_old', new_column_name='role')

    # Drop enum type
    op.execute("DROP TYPE user_role")
