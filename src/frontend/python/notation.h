// SPDX-License-Identifier: MIT
// Reading what the Python modules say about a value of the core: dicts whose keys name fields,
// lists, and plain values. A key whose value is None counts as absent.
#pragma once

#include "frontend/python/python.h"

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace retort::python {

class Notation {
 public:
  Notation(py::handle object) : object_(object) {}  // NOLINT(google-explicit-constructor)

  py::handle object() const { return object_; }
  bool is_none() const { return object_.is_none(); }
  bool is_text() const { return PyUnicode_Check(object_.ptr()) != 0; }
  bool is_flag() const { return PyBool_Check(object_.ptr()) != 0; }
  bool is_integer() const { return PyLong_Check(object_.ptr()) != 0 && !is_flag(); }
  bool is_list() const {
    return PyList_Check(object_.ptr()) != 0 || PyTuple_Check(object_.ptr()) != 0;
  }
  bool is_dict() const { return PyDict_Check(object_.ptr()) != 0; }

  bool contains(const char* key) const;
  /// Throws Error (internal) when the key is absent.
  Notation at(const char* key) const;
  /// Of a list; throws Error (internal) when it is shorter.
  Notation element(std::size_t position) const;
  std::vector<Notation> elements() const;
  std::vector<std::pair<std::string, Notation>> items() const;

  std::string text() const;
  bool flag() const;
  std::int64_t integer() const;
  std::vector<std::string> texts() const;

  // --- fields that may be absent
  std::string text(const char* key) const;
  bool flag(const char* key) const;
  int integer(const char* key, int absent) const;
  std::optional<std::string> optional_text(const char* key) const;
  std::optional<bool> optional_flag(const char* key) const;
  std::optional<int> optional_integer(const char* key) const;
  std::optional<std::int64_t> optional_large(const char* key) const;
  std::vector<std::string> texts(const char* key) const;
  /// Each element of a list, or of something that makes one after the other, as `read` gives it;
  /// empty when the key is absent.
  template <class Read>
  auto many(const char* key, Read read) const {
    std::vector<decltype(read(std::declval<Notation>()))> made;
    const py::handle found = find(key);
    if (!found) return made;
    const Notation given(found);
    if (given.is_list()) {
      const std::vector<Notation> elements = given.elements();
      made.reserve(elements.size());
      for (const Notation& element : elements) made.push_back(read(element));
    } else {
      for (const py::handle element : py::iter(found)) made.push_back(read(Notation(element)));
    }
    return made;
  }

 private:
  py::handle find(const char* key) const;

  py::handle object_;
};

}  // namespace retort::python
