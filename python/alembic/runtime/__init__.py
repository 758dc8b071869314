# SPDX-License-Identifier: MIT
"""What runs env.py and migrations."""
