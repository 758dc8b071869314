-- payments
--
-- revision: 8c52e09d41aa
-- down_revision: 3f1d5a7be402
-- branch_labels:
-- depends_on:

-- upgrade
CREATE TYPE subscription_status AS ENUM ('active', 'cancelled', 'expired');
CREATE TABLE subscriptions (
    id UUID PRIMARY KEY,
    user_id UUID NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    plan_type VARCHAR(20) NOT NULL,
    status subscription_status DEFAULT 'active' NOT NULL,
    expires_at TIMESTAMP WITH TIME ZONE
);
CREATE INDEX ix_subscriptions_user_id ON subscriptions (user_id);
CREATE TABLE payments (
    id UUID PRIMARY KEY,
    user_id UUID NOT NULL REFERENCES users (id),
    subscription_id UUID REFERENCES subscriptions (id),
    amount NUMERIC(18, 8) NOT NULL,
    currency VARCHAR(3) DEFAULT 'USD' NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL
);
CREATE INDEX ix_payments_user_id_created_at ON payments (user_id, created_at);
CREATE TABLE escrow_transactions (
    id UUID PRIMARY KEY,
    user_id UUID NOT NULL REFERENCES users (id),
    tx_signature VARCHAR(88) NOT NULL UNIQUE,
    amount NUMERIC(18, 8) NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL
);
CREATE INDEX ix_escrow_transactions_user_id ON escrow_transactions (user_id);

-- downgrade
DROP TABLE escrow_transactions;
DROP TABLE payments;
DROP TABLE subscriptions;
DROP TYPE subscription_status;
