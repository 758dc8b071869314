# SPDX-License-Identifier: MIT
"""The state of a test run; there is none."""
requirements = None
db = None
db_url = None
db_opts = None
file_config = None
test_schema = None
test_schema_2 = None
