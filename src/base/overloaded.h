// SPDX-License-Identifier: MIT
// Several lambdas as one function, for std::visit.
#pragma once

namespace retort {

template <class... Fs>
struct Overloaded : Fs... {
  using Fs::operator()...;
};
template <class... Fs>
Overloaded(Fs...) -> Overloaded<Fs...>;

}  // namespace retort
