# SPDX-License-Identifier: MIT
"""MariaDB's dialect."""
from ...engine.default import dialect_class, named_class

MariaDBDialect = named_class("mariadb")
dialect = dialect_class("mariadb")
