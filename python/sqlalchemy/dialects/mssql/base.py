# SPDX-License-Identifier: MIT
"""SQL Server's dialect, and its types under the names that they have had."""
from ...engine.default import dialect_class, named_class
from ...sql.expression import try_cast  # noqa: F401
from .types import *  # noqa: F401
from .types import (BINARY, BIT, CHAR, DATETIME2, DATETIMEOFFSET, IMAGE, MONEY, NCHAR, NTEXT,
                    NVARCHAR, REAL, SMALLDATETIME, SMALLMONEY, SQL_VARIANT, TEXT, TIME, TINYINT,
                    UNIQUEIDENTIFIER, VARBINARY, VARCHAR)

MSDialect = named_class("mssql")
dialect = dialect_class("mssql")

MSReal, MSTinyInteger, MSTime, MSSmallDateTime = REAL, TINYINT, TIME, SMALLDATETIME
MSDateTime2, MSDateTimeOffset, MSText, MSNText = DATETIME2, DATETIMEOFFSET, TEXT, NTEXT
MSString, MSNVarchar, MSChar, MSNChar = VARCHAR, NVARCHAR, CHAR, NCHAR
MSBinary, MSVarBinary, MSImage, MSBit, MSMoney = BINARY, VARBINARY, IMAGE, BIT, MONEY
MSSmallMoney, MSUniqueIdentifier, MSVariant = SMALLMONEY, UNIQUEIDENTIFIER, SQL_VARIANT
