// SPDX-License-Identifier: MIT
// The members of Rare and Prebuilt, compiled once here for all types that the schema needs.
#include "retort/rare.h"
#include "retort/schema.h"

#include <initializer_list>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace retort {

template <class T>
Rare<T>::Rare(const T& value) : held_(new T(value)) {}
template <class T>
Rare<T>::Rare(T&& value) : held_(new T(std::move(value))) {}
template <class T>
Rare<T>::Rare(const std::optional<T>& value) : held_(value ? new T(*value) : nullptr) {}
template <class T>
Rare<T>::Rare(std::optional<T>&& value) : held_(value ? new T(*std::move(value)) : nullptr) {}
template <class T>
Rare<T>::operator std::optional<T>() const {
  return held_ == nullptr ? std::optional<T>() : std::optional<T>(*held_);
}
template <class T>
Rare<T>::Rare(const Rare& other) : held_(other.held_ == nullptr ? nullptr : new T(*other.held_)) {}
template <class T>
Rare<T>& Rare<T>::operator=(const Rare& other) {
  return *this = Rare(other);
}
template <class T>
Rare<T>::~Rare() {
  delete held_;
}
template <class T>
const T& Rare<T>::value() const {
  if (held_ == nullptr) throw std::bad_optional_access();
  return *held_;
}
template <class T>
T Rare<T>::value_or(T otherwise) const {
  return held_ == nullptr ? std::move(otherwise) : *held_;
}
template <class T>
bool Rare<T>::equal(const Rare& left, const Rare& right) {
  if (left.held_ == nullptr || right.held_ == nullptr) return left.held_ == right.held_;
  return *left.held_ == *right.held_;
}

template <class Container>
Prebuilt<Container>::Prebuilt() = default;
template <class Container>
Prebuilt<Container>::Prebuilt(const Container& other) : Container(other) {}
template <class Container>
Prebuilt<Container>::Prebuilt(Container&& other) noexcept : Container(std::move(other)) {}
template <class Container>
Prebuilt<Container>::Prebuilt(std::initializer_list<typename Container::value_type> items)
    : Container(items) {}
template <class Container>
Prebuilt<Container>::Prebuilt(const Prebuilt& other) = default;
template <class Container>
Prebuilt<Container>::Prebuilt(Prebuilt&& other) noexcept = default;
template <class Container>
Prebuilt<Container>& Prebuilt<Container>::operator=(const Prebuilt& other) = default;
template <class Container>
Prebuilt<Container>& Prebuilt<Container>::operator=(Prebuilt&& other) noexcept = default;
template <class Container>
Prebuilt<Container>& Prebuilt<Container>::operator=(
    std::initializer_list<typename Container::value_type> items) {
  Container::operator=(items);
  return *this;
}
template <class Container>
Prebuilt<Container>::~Prebuilt() = default;

template class Rare<std::string>;
template class Rare<Sequence>;
template class Rare<ServerDefault>;
template class Prebuilt<std::map<std::string, OptionValue, std::less<>>>;
template class Prebuilt<std::map<std::string, std::string, std::less<>>>;
template class Prebuilt<std::vector<TableName>>;
template class Prebuilt<std::vector<Sequence>>;
template class Prebuilt<std::vector<Check>>;
template class Prebuilt<std::vector<ColumnReference>>;
template class Prebuilt<std::vector<Column>>;
template class Prebuilt<std::vector<Constraint>>;
template class Prebuilt<std::vector<Index>>;
template class Prebuilt<std::vector<Table>>;
template class Prebuilt<std::vector<MetaData>>;

NameTemplates default_name_templates() { return {{"ix", "ix_%(column_0_label)s"}}; }

}  // namespace retort
