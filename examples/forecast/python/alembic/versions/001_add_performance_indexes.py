"""add performance indexes

Revision ID: 001
Revises:
Create Date: 2025-10-05 09:30:00.000000

"""
from alembic import op
import sqlalchemy as sa

revision = '001'
down_revision = None
branch_labels = None
depends_on = None


def upgrade():
    # Older databases have the tables from the time before there were migrations.
    op.create_table(
        'users',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('email', sa.String(200), nullable=False),
        sa.Column('first_name', sa.String(100), nullable=True),
        sa.Column('last_name', sa.String(100), nullable=True),
        sa.Column('is_active', sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint('id'),
        if_not_exists=True,
    )
    op.create_table(
        'predictions',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('user_id', sa.Integer(), nullable=False),
        sa.Column('date', sa.Date(), nullable=False),
        sa.Column('value', sa.Float(), nullable=False),
        sa.ForeignKeyConstraint(['user_id'], ['users.id']),
        sa.PrimaryKeyConstraint('id'),
        if_not_exists=True,
    )
    op.create_index('ix_users_email', 'users', ['email'], unique=True)
    op.create_index('ix_predictions_user_id_date', 'predictions', ['user_id', 'date'])


def downgrade():
    op.drop_index('ix_predictions_user_id_date', table_name='predictions')
    op.drop_index('ix_users_email', table_name='users')
    op.drop_table('predictions')
    op.drop_table('users')
