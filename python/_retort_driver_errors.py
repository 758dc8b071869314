# SPDX-License-Identifier: MIT
"""Errors as the drivers of the databases raise them: psycopg2's classes by SQLSTATE, sqlite3's by
result code. Programs look at them as `error.orig`."""
import sys

# Each line: the first two characters of the SQLSTATE, then rest=name of the class.
# https://www.postgresql.org/docs/current/errcodes-appendix.html
_NAMES = """
02 000=NoData 001=NoAdditionalDynamicResultSetsReturned
03 000=SqlStatementNotYetComplete
08 000=ConnectionException 001=SqlclientUnableToEstablishSqlconnection 003=ConnectionDoesNotExist
08 004=SqlserverRejectedEstablishmentOfSqlconnection 006=ConnectionFailure
08 007=TransactionResolutionUnknown P01=ProtocolViolation
09 000=TriggeredActionException
0A 000=FeatureNotSupported
0B 000=InvalidTransactionInitiation
0F 000=LocatorException 001=InvalidLocatorSpecification
0L 000=InvalidGrantor P01=InvalidGrantOperation
0P 000=InvalidRoleSpecification
0Z 000=DiagnosticsException 002=StackedDiagnosticsAccessedWithoutActiveHandler
20 000=CaseNotFound
21 000=CardinalityViolation
22 000=DataException 001=StringDataRightTruncation 002=NullValueNoIndicatorParameter
22 003=NumericValueOutOfRange 004=NullValueNotAllowed 005=ErrorInAssignment
22 007=InvalidDatetimeFormat 008=DatetimeFieldOverflow 009=InvalidTimeZoneDisplacementValue
22 00B=EscapeCharacterConflict 00C=InvalidUseOfEscapeCharacter 00D=InvalidEscapeOctet
22 00F=ZeroLengthCharacterString 00G=MostSpecificTypeMismatch 00H=SequenceGeneratorLimitExceeded
22 00L=NotAnXmlDocument 00M=InvalidXmlDocument 00N=InvalidXmlContent 00S=InvalidXmlComment
22 00T=InvalidXmlProcessingInstruction 010=InvalidIndicatorParameterValue 011=SubstringError
22 012=DivisionByZero 013=InvalidPrecedingOrFollowingSize 014=InvalidArgumentForNtileFunction
22 015=IntervalFieldOverflow 016=InvalidArgumentForNthValueFunction
22 018=InvalidCharacterValueForCast 019=InvalidEscapeCharacter 01B=InvalidRegularExpression
22 01E=InvalidArgumentForLogarithm 01F=InvalidArgumentForPowerFunction
22 01G=InvalidArgumentForWidthBucketFunction 01W=InvalidRowCountInLimitClause
22 01X=InvalidRowCountInResultOffsetClause 021=CharacterNotInRepertoire 022=IndicatorOverflow
22 023=InvalidParameterValue 024=UnterminatedCString 025=InvalidEscapeSequence
22 026=StringDataLengthMismatch 027=TrimError 02E=ArraySubscriptError
22 02G=InvalidTablesampleRepeat 02H=InvalidTablesampleArgument 030=DuplicateJsonObjectKeyValue
22 031=InvalidArgumentForSqlJsonDatetimeFunction 032=InvalidJsonText 033=InvalidSqlJsonSubscript
22 034=MoreThanOneSqlJsonItem 035=NoSqlJsonItem 036=NonNumericSqlJsonItem
22 037=NonUniqueKeysInAJsonObject 038=SingletonSqlJsonItemRequired 039=SqlJsonArrayNotFound
22 03A=SqlJsonMemberNotFound 03B=SqlJsonNumberNotFound 03C=SqlJsonObjectNotFound
22 03D=TooManyJsonArrayElements 03E=TooManyJsonObjectMembers 03F=SqlJsonScalarRequired
22 03G=SqlJsonItemCannotBeCastToTargetType P01=FloatingPointException
22 P02=InvalidTextRepresentation P03=InvalidBinaryRepresentation P04=BadCopyFileFormat
22 P05=UntranslatableCharacter P06=NonstandardUseOfEscapeCharacter
23 000=IntegrityConstraintViolation 001=RestrictViolation 502=NotNullViolation
23 503=ForeignKeyViolation 505=UniqueViolation 514=CheckViolation P01=ExclusionViolation
24 000=InvalidCursorState
25 000=InvalidTransactionState 001=ActiveSqlTransaction 002=BranchTransactionAlreadyActive
25 003=InappropriateAccessModeForBranchTransaction
25 004=InappropriateIsolationLevelForBranchTransaction
25 005=NoActiveSqlTransactionForBranchTransaction 006=ReadOnlySqlTransaction
25 007=SchemaAndDataStatementMixingNotSupported 008=HeldCursorRequiresSameIsolationLevel
25 P01=NoActiveSqlTransaction P02=InFailedSqlTransaction P03=IdleInTransactionSessionTimeout
26 000=InvalidSqlStatementName
27 000=TriggeredDataChangeViolation
28 000=InvalidAuthorizationSpecification P01=InvalidPassword
2B 000=DependentPrivilegeDescriptorsStillExist P01=DependentObjectsStillExist
2D 000=InvalidTransactionTermination
2F 000=SqlRoutineException 002=ModifyingSqlDataNotPermitted 003=ProhibitedSqlStatementAttempted
2F 004=ReadingSqlDataNotPermitted 005=FunctionExecutedNoReturnStatement
34 000=InvalidCursorName
38 000=ExternalRoutineException 001=ContainingSqlNotPermitted 002=ModifyingSqlDataNotPermittedExt
38 003=ProhibitedSqlStatementAttemptedExt 004=ReadingSqlDataNotPermittedExt
39 000=ExternalRoutineInvocationException 001=InvalidSqlstateReturned 004=NullValueNotAllowedExt
39 P01=TriggerProtocolViolated P02=SrfProtocolViolated P03=EventTriggerProtocolViolated
3B 000=SavepointException 001=InvalidSavepointSpecification
3D 000=InvalidCatalogName
3F 000=InvalidSchemaName
40 000=TransactionRollback 001=SerializationFailure 002=TransactionIntegrityConstraintViolation
40 003=StatementCompletionUnknown P01=DeadlockDetected
42 000=SyntaxErrorOrAccessRuleViolation 501=InsufficientPrivilege 601=SyntaxError 602=InvalidName
42 611=InvalidColumnDefinition 622=NameTooLong 701=DuplicateColumn 702=AmbiguousColumn
42 703=UndefinedColumn 704=UndefinedObject 710=DuplicateObject 712=DuplicateAlias
42 723=DuplicateFunction 725=AmbiguousFunction 803=GroupingError 804=DatatypeMismatch
42 809=WrongObjectType 830=InvalidForeignKey 846=CannotCoerce 883=UndefinedFunction
42 8C9=GeneratedAlways 939=ReservedName P01=UndefinedTable P02=UndefinedParameter
42 P03=DuplicateCursor P04=DuplicateDatabase P05=DuplicatePreparedStatement P06=DuplicateSchema
42 P07=DuplicateTable P08=AmbiguousParameter P09=AmbiguousAlias P10=InvalidColumnReference
42 P11=InvalidCursorDefinition P12=InvalidDatabaseDefinition P13=InvalidFunctionDefinition
42 P14=InvalidPreparedStatementDefinition P15=InvalidSchemaDefinition P16=InvalidTableDefinition
42 P17=InvalidObjectDefinition P18=IndeterminateDatatype P19=InvalidRecursion P20=WindowingError
42 P21=CollationMismatch P22=IndeterminateCollation
44 000=WithCheckOptionViolation
53 000=InsufficientResources 100=DiskFull 200=OutOfMemory 300=TooManyConnections
53 400=ConfigurationLimitExceeded
54 000=ProgramLimitExceeded 001=StatementTooComplex 011=TooManyColumns 023=TooManyArguments
55 000=ObjectNotInPrerequisiteState 006=ObjectInUse P02=CantChangeRuntimeParam
55 P03=LockNotAvailable P04=UnsafeNewEnumValueUsage
57 000=OperatorIntervention 014=QueryCanceled P01=AdminShutdown P02=CrashShutdown
57 P03=CannotConnectNow P04=DatabaseDropped P05=IdleSessionTimeout
58 000=SystemError 030=IoError P01=UndefinedFile P02=DuplicateFile
72 000=SnapshotTooOld
F0 000=ConfigFileError 001=LockFileExists
HV 000=FdwError 001=FdwOutOfMemory 002=FdwDynamicParameterValueNeeded 004=FdwInvalidDataType
HV 005=FdwColumnNameNotFound 006=FdwInvalidDataTypeDescriptors 007=FdwInvalidColumnName
HV 008=FdwInvalidColumnNumber 009=FdwInvalidUseOfNullPointer 00A=FdwInvalidStringFormat
HV 00B=FdwInvalidHandle 00C=FdwInvalidOptionIndex 00D=FdwInvalidOptionName
HV 00J=FdwOptionNameNotFound 00K=FdwReplyHandle 00L=FdwUnableToCreateExecution
HV 00M=FdwUnableToCreateReply 00N=FdwUnableToEstablishConnection 00P=FdwNoSchemas
HV 00Q=FdwSchemaNotFound 00R=FdwTableNotFound 010=FdwFunctionSequenceError 014=FdwTooManyHandles
HV 021=FdwInconsistentDescriptorInformation 024=FdwInvalidAttributeValue
HV 090=FdwInvalidStringLengthOrBufferLength 091=FdwInvalidDescriptorFieldIdentifier
P0 000=PlpgsqlError 001=RaiseException 002=NoDataFound 003=TooManyRows 004=AssertFailure
XX 000=InternalError_ 001=DataCorrupted 002=IndexCorrupted
"""
_BASES = {
    "DatabaseError": "02 03 09 0B 0F 0L 0P 0Z 72",
    "OperationalError": "08 26 27 28 34 40 53 54 55 57 58 HV",
    "NotSupportedError": "0A",
    "ProgrammingError": "20 21 3D 3F 42 44",
    "DataError": "22",
    "IntegrityError": "23",
    "InternalError": "24 25 2B 2D 2F 38 39 3B F0 P0 XX",
}
_DRIVER_CLASSES = (
    "Warning Error InterfaceError DatabaseError DataError OperationalError IntegrityError "
    "InternalError ProgrammingError NotSupportedError"
).split()
_modules = {}
_known = {}


class Module:
    """As much of a driver's module as programs look at: its exceptions."""

    paramstyle = "pyformat"
    apilevel = "2.0"
    threadsafety = 2

    def __init__(self, name):
        self.__name__ = name
        self.paramstyle = "qmark" if name == "sqlite3" else "pyformat"
        real = sys.modules.get(name)
        for title in _DRIVER_CLASSES:
            # Those of the driver itself, where the program has imported it.
            found = getattr(real, title, None)
            setattr(self, title, found or self._make(name, title))

    def _make(self, name, title):
        if title in ("Warning", "Error"):
            base = Exception
        elif title in ("InterfaceError", "DatabaseError"):
            base = self.Error
        else:
            base = self.DatabaseError
        return type(title, (base,), {"__module__": name})

    def __repr__(self):
        return f"<module {self.__name__!r}>"


def module(name):
    """The exceptions of a driver: "psycopg2", "psycopg", "sqlite3"."""
    found = _modules.get(name)
    # A driver that is imported only now has classes of its own.
    if found is None or (name in sys.modules and found.Error is not sys.modules[name].Error):
        found = _modules[name] = Module(name)
    return found


class _Diagnostics:
    """psycopg2's `diag`, as far as the server's message tells."""

    def __init__(self, values):
        self.__dict__.update(values)

    def __getattr__(self, name):
        if name.startswith("_"):
            raise AttributeError(name)
        return None


def _postgresql_class(sqlstate, driver):
    key = (sqlstate, driver)
    found = _known.get(key)
    if found is not None:
        return found
    base_name = "DatabaseError"
    for title, groups in _BASES.items():
        if sqlstate[:2] in groups.split():
            base_name = title
    base = getattr(module(driver), base_name)
    name = None
    for line in _NAMES.splitlines():
        if line[:2] == sqlstate[:2]:
            for item in line[3:].split():
                if item[:3] == sqlstate[2:]:
                    name = item[4:]
    if name is None:
        return base
    real = getattr(sys.modules.get(driver + ".errors"), name, None)
    found = real or type(name, (base,), {"__module__": driver + ".errors"})
    _known[key] = found
    return found


def postgresql_error(sqlstate, text, details, driver="psycopg2"):
    """What psycopg2 raises for an error of the server, or of the way to it."""
    if not sqlstate:
        made = getattr(module(driver), "OperationalError")(text)
    else:
        made = _postgresql_class(sqlstate, driver)(text)
    diagnostics = _Diagnostics({"sqlstate": sqlstate or None, **details})
    for name, value in (
        ("pgcode", sqlstate or None),
        ("sqlstate", sqlstate or None),
        ("pgerror", f"{details.get('severity') or 'ERROR'}:  {text}" if sqlstate else None),
        ("diag", diagnostics),
    ):
        try:
            setattr(made, name, value)
        except AttributeError:  # read only in the driver's own classes
            pass
    return made


# Primary result codes of SQLite (https://www.sqlite.org/rescode.html) and Python's classes.
_SQLITE_CLASSES = {
    "InternalError": (2, 12),
    "OperationalError": (1, 3, 4, 5, 6, 8, 9, 10, 13, 14, 15, 16, 17),
    "DatabaseError": (11,),
    "DataError": (18,),
    "IntegrityError": (19, 20),
    "InterfaceError": (21, 25),
}


def sqlite_error(code, text):
    """What sqlite3 raises for a result code."""
    title = "DatabaseError"
    for candidate, codes in _SQLITE_CLASSES.items():
        if code & 0xFF in codes:
            title = candidate
    made = getattr(module("sqlite3"), title)(text)
    made.sqlite_errorcode = code
    return made
