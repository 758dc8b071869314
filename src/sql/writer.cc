// SPDX-License-Identifier: MIT
#include "sql/writer.h"

#include "base/text.h"

namespace retort {

Sql& Sql::keyword(std::string_view word) {
  if (!text_.empty() && !is_space(text_.back()) && text_.back() != '(') text_ += ' ';
  text_ += word;
  return *this;
}

Sql& Sql::table(const TableName& table) {
  if (table.schema && !table.schema->empty()) {
    raw(quote_schema(rules_, *table.schema, table.quote_schema)).raw(".");
  }
  return name(table.name, table.quote);
}

Sql& Sql::dotted_table(const TableName& table) {
  if (table.schema && !table.schema->empty()) {
    if (table.quote_schema) {
      name(*table.schema, table.quote_schema);
    } else {
      text_ += quote_dotted(rules_, *table.schema);
    }
    text_ += '.';
  }
  return name(table.name, table.quote);
}

}  // namespace retort
