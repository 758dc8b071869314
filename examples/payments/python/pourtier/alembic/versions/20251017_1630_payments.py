"""payments

Revision ID: 8c52e09d41aa
Revises: 3f1d5a7be402
Create Date: 2025-10-17 16:30:05.120377

Reviewed: [x] read  [x] upgrade and downgrade tried  [x] SQL read (--sql)
"""
from alembic import op
import sqlalchemy as sa

revision = '8c52e09d41aa'
down_revision = '3f1d5a7be402'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        'subscriptions',
        sa.Column('id', sa.Uuid(), nullable=False),
        sa.Column('user_id', sa.Uuid(), nullable=False),
        sa.Column('plan_type', sa.String(length=20), nullable=False),
        sa.Column('status', sa.Enum('active', 'cancelled', 'expired', name='subscription_status'),
                  server_default='active', nullable=False),
        sa.Column('expires_at', sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(['user_id'], ['users.id'], ondelete='CASCADE'),
        sa.PrimaryKeyConstraint('id'),
    )
    op.create_index(op.f('ix_subscriptions_user_id'), 'subscriptions', ['user_id'], unique=False)
    op.create_table(
        'payments',
        sa.Column('id', sa.Uuid(), nullable=False),
        sa.Column('user_id', sa.Uuid(), nullable=False),
        sa.Column('subscription_id', sa.Uuid(), nullable=True),
        sa.Column('amount', sa.Numeric(precision=18, scale=8), nullable=False),
        sa.Column('currency', sa.String(length=3), server_default='USD', nullable=False),
        sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.text('now()'),
                  nullable=False),
        sa.ForeignKeyConstraint(['subscription_id'], ['subscriptions.id']),
        sa.ForeignKeyConstraint(['user_id'], ['users.id']),
        sa.PrimaryKeyConstraint('id'),
    )
    op.create_index('ix_payments_user_id_created_at', 'payments', ['user_id', 'created_at'], unique=False)
    op.create_table(
        'escrow_transactions',
        sa.Column('id', sa.Uuid(), nullable=False),
        sa.Column('user_id', sa.Uuid(), nullable=False),
        sa.Column('tx_signature', sa.String(length=88), nullable=False),
        sa.Column('amount', sa.Numeric(precision=18, scale=8), nullable=False),
        sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.text('now()'),
                  nullable=False),
        sa.ForeignKeyConstraint(['user_id'], ['users.id']),
        sa.PrimaryKeyConstraint('id'),
        sa.UniqueConstraint('tx_signature'),
    )
    op.create_index(op.f('ix_escrow_transactions_user_id'), 'escrow_transactions', ['user_id'], unique=False)


def downgrade() -> None:
    op.drop_index(op.f('ix_escrow_transactions_user_id'), table_name='escrow_transactions')
    op.drop_table('escrow_transactions')
    op.drop_index('ix_payments_user_id_created_at', table_name='payments')
    op.drop_table('payments')
    op.drop_index(op.f('ix_subscriptions_user_id'), table_name='subscriptions')
    op.drop_table('subscriptions')
    # Dropping its only table leaves the type behind.
    op.execute('DROP TYPE subscription_status')
