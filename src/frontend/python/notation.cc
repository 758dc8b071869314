// SPDX-License-Identifier: MIT
#include "frontend/python/notation.h"

#include "retort/error.h"

namespace retort::python {
namespace {

std::string type_name(py::handle object) { return Py_TYPE(object.ptr())->tp_name; }

[[noreturn]] void mismatch(const std::string& wanted, py::handle object) {
  throw Error("Expected " + wanted + ", not " + type_name(object) + " " +
                  std::string(py::str(py::repr(object))),
              ErrorCode::argument);
}

/// PyDict_GetItemString makes a str of the key first. Notation is full of dicts of a few keys, read
/// field by field: to look at all keys takes a fraction of that.
PyObject* find_text_key(PyObject* dict, const char* wanted) {
  constexpr Py_ssize_t few = 12;
  if (PyDict_Size(dict) > few) return PyDict_GetItemString(dict, wanted);
  PyObject* key = nullptr;
  PyObject* value = nullptr;
  Py_ssize_t position = 0;
  while (PyDict_Next(dict, &position, &key, &value) != 0) {
    if (PyUnicode_Check(key) != 0 && PyUnicode_CompareWithASCIIString(key, wanted) == 0) {
      return value;
    }
  }
  return nullptr;
}

}  // namespace

py::handle Notation::find(const char* key) const {
  if (!is_dict()) mismatch(std::string("a dict with the key ") + key, object_);
  PyObject* found = find_text_key(object_.ptr(), key);
  return found == nullptr || found == Py_None ? py::handle() : py::handle(found);
}

bool Notation::contains(const char* key) const { return static_cast<bool>(find(key)); }

Notation Notation::at(const char* key) const {
  const py::handle found = find(key);
  if (!found) {
    throw Error(
        std::string("The key ") + key + " is missing in " + std::string(py::str(py::repr(object_))),
        ErrorCode::internal);
  }
  return found;
}

Notation Notation::element(std::size_t position) const {
  if (!is_list()) mismatch("a list", object_);
  const auto size = static_cast<std::size_t>(PySequence_Fast_GET_SIZE(object_.ptr()));
  if (position >= size) mismatch("a longer list", object_);
  return {PySequence_Fast_GET_ITEM(object_.ptr(), static_cast<Py_ssize_t>(position))};
}

std::vector<Notation> Notation::elements() const {
  if (!is_list()) mismatch("a list", object_);
  std::vector<Notation> made;
  const Py_ssize_t size = PySequence_Fast_GET_SIZE(object_.ptr());
  made.reserve(static_cast<std::size_t>(size));
  for (Py_ssize_t i = 0; i < size; ++i) {
    made.emplace_back(PySequence_Fast_GET_ITEM(object_.ptr(), i));
  }
  return made;
}

std::vector<std::pair<std::string, Notation>> Notation::items() const {
  if (!is_dict()) mismatch("a dict", object_);
  std::vector<std::pair<std::string, Notation>> made;
  PyObject* key = nullptr;
  PyObject* value = nullptr;
  Py_ssize_t position = 0;
  while (PyDict_Next(object_.ptr(), &position, &key, &value) != 0) {
    made.emplace_back(Notation(key).text(), Notation(value));
  }
  return made;
}

std::string Notation::text() const {
  if (!is_text()) mismatch("a str", object_);
  Py_ssize_t size = 0;
  const char* data = PyUnicode_AsUTF8AndSize(object_.ptr(), &size);
  if (data == nullptr) throw py::error_already_set();
  return {data, static_cast<std::size_t>(size)};
}

bool Notation::flag() const {
  const int truth = PyObject_IsTrue(object_.ptr());
  if (truth < 0) throw py::error_already_set();
  return truth != 0;
}

std::int64_t Notation::integer() const {
  if (PyLong_Check(object_.ptr()) == 0) mismatch("an int", object_);
  int overflow = 0;
  const long long number = PyLong_AsLongLongAndOverflow(object_.ptr(), &overflow);
  if (overflow != 0) mismatch("an int of 64 bits", object_);
  return number;
}

std::vector<std::string> Notation::texts() const {
  std::vector<std::string> made;
  for (const Notation& element : elements()) made.push_back(element.text());
  return made;
}

std::string Notation::text(const char* key) const {
  const py::handle found = find(key);
  return found ? Notation(found).text() : std::string();
}

bool Notation::flag(const char* key) const {
  const py::handle found = find(key);
  return found && Notation(found).flag();
}

int Notation::integer(const char* key, int absent) const {
  return optional_integer(key).value_or(absent);
}

std::optional<std::string> Notation::optional_text(const char* key) const {
  const py::handle found = find(key);
  if (!found) return std::nullopt;
  return Notation(found).text();
}

std::optional<bool> Notation::optional_flag(const char* key) const {
  const py::handle found = find(key);
  if (!found) return std::nullopt;
  return Notation(found).flag();
}

std::optional<int> Notation::optional_integer(const char* key) const {
  const py::handle found = find(key);
  if (!found) return std::nullopt;
  return static_cast<int>(Notation(found).integer());
}

std::optional<std::int64_t> Notation::optional_large(const char* key) const {
  const py::handle found = find(key);
  if (!found) return std::nullopt;
  return Notation(found).integer();
}

std::vector<std::string> Notation::texts(const char* key) const {
  const py::handle found = find(key);
  return found ? Notation(found).texts() : std::vector<std::string>();
}

}  // namespace retort::python
