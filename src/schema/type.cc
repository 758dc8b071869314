// SPDX-License-Identifier: MIT
#include "retort/type.h"

namespace retort {

namespace type {

// Written by hand: a defaulted comparison of a recursive type crashes Clang 14.
bool Array::operator==(const Array& other) const {
  return item == other.item && dimensions == other.dimensions &&
         postgresql_array == other.postgresql_array;
}

bool Domain::operator==(const Domain& other) const {
  return name == other.name && data_type == other.data_type && schema == other.schema &&
         collation == other.collation && default_text == other.default_text &&
         constraint_name == other.constraint_name && not_null == other.not_null &&
         check == other.check && create_type == other.create_type;
}

}  // namespace type

Type Type::with_variant(Type other, std::string dialect) const {
  Type copy = *this;
  for (TypeVariant& variant : copy.variants) {
    if (variant.dialect != dialect) continue;
    variant.type = Box<Type>(std::move(other));
    return copy;
  }
  copy.variants.push_back({std::move(dialect), Box<Type>(std::move(other))});
  return copy;
}

const Type& Type::on(std::string_view dialect) const {
  for (const TypeVariant& variant : variants) {
    if (variant.dialect == dialect) return *variant.type;
  }
  return *this;
}

bool operator==(const Type& left, const Type& right) {
  if (!(left.kind == right.kind) || left.variants.size() != right.variants.size()) return false;
  for (std::size_t i = 0; i < left.variants.size(); ++i) {
    const TypeVariant& a = left.variants[i];
    const TypeVariant& b = right.variants[i];
    if (a.dialect != b.dialect || !(a.type == b.type)) return false;
  }
  return true;
}

}  // namespace retort
