// SPDX-License-Identifier: MIT
// Members that keep a value small and a migration quick to compile: what is seldom there stands
// on the heap, and containers are made, copied and destroyed in the library.
#pragma once

#include "retort/api.h"

#include <initializer_list>
#include <optional>
#include <type_traits>
#include <utility>
#include <vector>

namespace retort {

/// An std::optional of the size of a pointer: copied and compared by value, empty after a move.
/// Its members are compiled in the library, for the types that the schema needs.
template <class T>
class RETORT_API Rare {
 public:
  using value_type = T;  // NOLINT(readability-identifier-naming): as in std::optional

  constexpr Rare() noexcept = default;
  // NOLINTBEGIN(google-explicit-constructor,bugprone-forwarding-reference-overload)
  constexpr Rare(std::nullopt_t) noexcept {}
  Rare(const T& value);
  Rare(T&& value);
  Rare(const std::optional<T>& value);
  Rare(std::optional<T>&& value);
  /// Of what a T can be made of.
  template <class U>
  requires(std::is_convertible_v<U, T> && !std::is_same_v<std::remove_cvref_t<U>, T> &&
           !std::is_same_v<std::remove_cvref_t<U>, std::optional<T>> &&
           !std::is_same_v<std::remove_cvref_t<U>, Rare> &&
           !std::is_same_v<std::remove_cvref_t<U>, std::nullopt_t>) Rare(U&& value)
      : Rare(T(std::forward<U>(value))) {}
  operator std::optional<T>() const;
  // NOLINTEND(google-explicit-constructor,bugprone-forwarding-reference-overload)
  Rare(const Rare& other);
  Rare(Rare&& other) noexcept : held_(std::exchange(other.held_, nullptr)) {}
  Rare& operator=(const Rare& other);
  Rare& operator=(Rare&& other) noexcept {
    Rare taken(std::move(other));
    std::swap(held_, taken.held_);
    return *this;
  }
  ~Rare();

  bool has_value() const noexcept { return held_ != nullptr; }
  explicit operator bool() const noexcept { return held_ != nullptr; }
  T& operator*() & noexcept { return *held_; }
  const T& operator*() const& noexcept { return *held_; }
  T&& operator*() && noexcept { return std::move(*held_); }
  T* operator->() noexcept { return held_; }
  const T* operator->() const noexcept { return held_; }
  /// Throws std::bad_optional_access when there is none.
  const T& value() const;
  T value_or(T otherwise) const;
  void reset() noexcept { *this = Rare(); }

  friend bool operator==(const Rare& left, const Rare& right) { return equal(left, right); }
  friend bool operator==(const Rare& left, std::nullopt_t) noexcept { return !left.held_; }
  /// With what a T can be compared with; nothing is equal to none.
  template <class U>
  requires(!std::is_same_v<U, Rare> && !std::is_same_v<U, std::optional<T>> &&
           requires(const T& held, const U& other) { held == other; }) friend bool
  operator==(const Rare& left, const U& right) {
    return left.held_ && *left.held_ == right;
  }
  friend bool operator==(const Rare& left, const std::optional<T>& right) {
    return left.held_ ? right && *left.held_ == *right : !right;
  }

 private:
  static bool equal(const Rare& left, const Rare& right);

  T* held_ = nullptr;
};

/// A standard container whose construction, copy and destruction are compiled in the library, for
/// the elements that the schema needs; else it is what it is.
template <class Container>
class RETORT_API Prebuilt : public Container {
 public:
  using Container::Container;
  Prebuilt();
  // NOLINTBEGIN(google-explicit-constructor)
  Prebuilt(const Container& other);
  Prebuilt(Container&& other) noexcept;
  Prebuilt(std::initializer_list<typename Container::value_type> items);
  // NOLINTEND(google-explicit-constructor)
  Prebuilt(const Prebuilt& other);
  Prebuilt(Prebuilt&& other) noexcept;
  Prebuilt& operator=(const Prebuilt& other);
  Prebuilt& operator=(Prebuilt&& other) noexcept;
  Prebuilt& operator=(std::initializer_list<typename Container::value_type> items);
  ~Prebuilt();
};

template <class T>
using ListOf = Prebuilt<std::vector<T>>;

}  // namespace retort
