"""Pourtier in its database."""
