# SPDX-License-Identifier: MIT
"""What runs env.py and migrations."""

# The context whose migrations run: `alembic.op` is for it, also when it is imported only then.
running = None
