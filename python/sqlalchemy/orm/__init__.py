# SPDX-License-Identifier: MIT
"""The object relational layer; names are loaded when they are first asked for."""

_NAMES = {
    "attributes": "InstrumentedAttribute QueryableAttribute",
    "base": "Mapped DynamicMapped WriteOnlyMapped ORMDescriptor SQLORMExpression class_mapper "
            "object_mapper NO_VALUE MANYTOONE ONETOMANY MANYTOMANY NOT_EXTENSION PASSIVE_OFF "
            "PASSIVE_NO_FETCH PASSIVE_NO_INITIALIZE InspectionAttr LoaderCallableStatus "
            "PassiveFlag RelationshipDirection NotExtension InspectionAttrExtensionType "
            "InspectionAttrInfo MappedClassProtocol",
    "collections": "attribute_keyed_dict attribute_mapped_collection column_keyed_dict "
                   "column_mapped_collection keyfunc_mapping mapped_collection KeyFuncDict "
                   "MappedCollection collection_adapter",
    "constructors": "mapped_column column_property deferred query_expression relationship "
                    "validates reconstructor dynamic_loader backref synonym composite "
                    "clear_mappers orm_insert_sentinel",
    "dynamic": "AppenderQuery WriteOnlyCollection",
    "decl_api": "declarative_base as_declarative registry DeclarativeBase DeclarativeBaseNoMeta "
                "DeclarativeMeta MappedAsDataclass declared_attr declarative_mixin "
                "has_inherited_table "
                "synonym_for mapped_as_dataclass DeclarativeAttributeIntercept "
                "add_mapped_attribute",
    "descriptor_props": "Synonym SynonymProperty Composite CompositeProperty",
    "events": "AttributeEvents InstanceEvents MapperEvents SessionEvents QueryEvents "
              "InstrumentationEvents AttributeEventToken",
    "identity": "IdentityMap",
    "instrumentation": "ClassManager",
    "interfaces": "MapperProperty PropComparator UserDefinedOption EXT_CONTINUE EXT_SKIP EXT_STOP "
                  "MapperOption ORMOption",
    "mapper": "Mapper configure_mappers",
    "properties": "ColumnProperty MappedColumn MappedSQLExpression",
    "query": "Query",
    "context": "QueryContext FromStatement",
    "relationships": "Relationship RelationshipProperty foreign remote",
    "scoping": "scoped_session ScopedRegistry QueryPropertyDescriptor",
    "session": "Session object_session close_all_sessions",
    "session_making": "sessionmaker ORMExecuteState",
    "transient": "make_transient make_transient_to_detached",
    "transaction": "SessionTransaction SessionTransactionOrigin",
    "state": "InstanceState AttributeState",
    "strategy_options": "Load contains_eager defaultload defer defer_everything immediateload "
                        "joinedload "
                        "lazyload load_only noload raiseload selectinload selectin_polymorphic "
                        "subqueryload undefer undefer_group with_expression",
    "util": "aliased AliasedClass AliasedInsp Bundle with_parent with_polymorphic "
            "polymorphic_union "
            "with_loader_criteria join outerjoin was_deleted identity_key "
            "CascadeOptions LoaderCriteriaOption",
    "unitofwork": "UOWTransaction",
}
_OWNER = {name: module for module, names in _NAMES.items() for name in names.split()}
__all__ = sorted(_OWNER)
_MODULES = {
    "attributes", "base", "clsregistry", "collections", "context", "decl_api", "decl_base",
    "descriptor_props", "dynamic", "events", "exc", "identity", "instrumentation", "interfaces",
    "loading", "mapper", "persistence", "properties", "query", "relationships", "scoping",
    "session",
    "state", "strategy_options", "unitofwork", "util", "writeonly",
}
_RENAMED = {"eagerload": "joinedload", "relation": "relationship"}
_MODULE_NAMES = {"mapperlib": "mapper", "strategies": "strategy_options"}


def __getattr__(name):
    module = _OWNER.get(name)
    if module is None:
        renamed = _RENAMED.get(name)
        if renamed is not None:
            return __getattr__(renamed)
        module = _MODULE_NAMES.get(name, name)
        if module in _MODULES:
            from importlib import import_module

            return import_module("." + module, __name__)
        raise AttributeError(f"sqlalchemy.orm.{name} is not supported by Retort yet")
    from importlib import import_module

    value = getattr(import_module("." + module, __name__), name)
    # not under the name of a submodule: `from sqlalchemy.orm import mapper` is the module
    globals()[name] = value
    return value


def __dir__():
    return sorted([*globals(), *_OWNER])
