// SPDX-License-Identifier: MIT
// A value kept on the heap, so that a type can hold one of itself: copied and compared by value.
#pragma once

#include <memory>
#include <utility>

namespace retort {

/// Holds exactly one T, never empty (but after a move). Shares storage between copies; the held
/// value is immutable.
template <class T>
class Box {
 public:
  // NOLINTNEXTLINE(google-explicit-constructor)
  Box(T value) : held_(std::make_shared<const T>(std::move(value))) {}
  const T& operator*() const noexcept { return *held_; }
  const T* operator->() const noexcept { return held_.get(); }
  friend bool operator==(const Box& left, const Box& right) {
    return left.held_ == right.held_ || *left.held_ == *right.held_;
  }

 private:
  std::shared_ptr<const T> held_;
};

}  // namespace retort
