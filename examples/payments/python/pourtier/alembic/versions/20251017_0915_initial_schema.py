"""initial schema

Revision ID: 3f1d5a7be402
Revises:
Create Date: 2025-10-17 09:15:22.481903

Reviewed: [x] read  [x] upgrade and downgrade tried  [x] SQL read (--sql)
"""
from alembic import op
import sqlalchemy as sa

revision = '3f1d5a7be402'
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        'legal_documents',
        sa.Column('id', sa.Uuid(), nullable=False),
        sa.Column('document_type', sa.String(length=30), nullable=False),
        sa.Column('version', sa.String(length=10), nullable=False),
        sa.Column('content', sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint('id'),
        sa.UniqueConstraint('document_type', 'version'),
    )
    op.create_table(
        'users',
        sa.Column('id', sa.Uuid(), nullable=False),
        sa.Column('wallet_address', sa.String(length=44), nullable=False),
        sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.text('now()'),
                  nullable=False),
        sa.PrimaryKeyConstraint('id'),
    )
    op.create_index(op.f('ix_users_wallet_address'), 'users', ['wallet_address'], unique=True)
    op.create_table(
        'user_legal_acceptances',
        sa.Column('user_id', sa.Uuid(), nullable=False),
        sa.Column('document_id', sa.Uuid(), nullable=False),
        sa.Column('accepted_at', sa.DateTime(timezone=True), server_default=sa.text('now()'),
                  nullable=False),
        sa.ForeignKeyConstraint(['document_id'], ['legal_documents.id']),
        sa.ForeignKeyConstraint(['user_id'], ['users.id'], ondelete='CASCADE'),
        sa.PrimaryKeyConstraint('user_id', 'document_id'),
    )


def downgrade() -> None:
    op.drop_table('user_legal_acceptances')
    op.drop_index(op.f('ix_users_wallet_address'), table_name='users')
    op.drop_table('users')
    op.drop_table('legal_documents')
