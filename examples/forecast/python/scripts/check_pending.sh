#!/bin/bash
# Check for pending migrations
CURRENT=$(alembic current | grep -o '[a-f0-9]\{12\}')
HEAD=$(alembic heads | grep -o '[a-f0-9]\{12\}')

if [ "$CURRENT" != "$HEAD" ]; then
    echo "⚠️  Pending migrations detected!"
    alembic history
    exit 1
fi
