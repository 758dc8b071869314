# SPDX-License-Identifier: MIT
"""Extensions."""
