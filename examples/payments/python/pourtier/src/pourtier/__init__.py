"""Pourtier: subscriptions, payments and escrow."""
