// SPDX-License-Identifier: MIT
#include "frontend/python/values.h"

#include "retort/error.h"

#include "base/overloaded.h"

#include <datetime.h>

#include <algorithm>
#include <cstdlib>

namespace retort::python {
namespace {

// Importing datetime takes time that a run without dates need not spend.
void need_datetime() {
  if (PyDateTimeAPI == nullptr) PyDateTime_IMPORT;
  if (PyDateTimeAPI == nullptr) throw py::error_already_set();
}

bool is_instance(py::handle object, const char* module, const char* name) {
  // A value of a class whose module nobody has imported cannot exist.
  PyObject* modules = PyImport_GetModuleDict();
  PyObject* found = PyDict_GetItemString(modules, module);
  if (found == nullptr) return false;
  return py::isinstance(object, py::handle(found).attr(name));
}

std::optional<int> offset_of(py::handle object) {
  const py::object offset = object.attr("utcoffset")();
  if (offset.is_none()) return std::nullopt;
  return PyDateTime_DELTA_GET_DAYS(offset.ptr()) * 86400 +
         PyDateTime_DELTA_GET_SECONDS(offset.ptr());
}

Date read_date(PyObject* object) {
  return {PyDateTime_GET_YEAR(object), PyDateTime_GET_MONTH(object), PyDateTime_GET_DAY(object)};
}

bool read_moment(py::handle object, Value& made) {
  // C types of a module that has not been imported have no instances either.
  if (PyDateTimeAPI == nullptr) {
    if (PyDict_GetItemString(PyImport_GetModuleDict(), "datetime") == nullptr) return false;
    need_datetime();
  }
  PyObject* raw = object.ptr();
  if (PyDateTime_Check(raw)) {
    made = DateTime{
        read_date(raw),
        {PyDateTime_DATE_GET_HOUR(raw), PyDateTime_DATE_GET_MINUTE(raw),
         PyDateTime_DATE_GET_SECOND(raw), PyDateTime_DATE_GET_MICROSECOND(raw), offset_of(object)}};
    return true;
  }
  if (PyDate_Check(raw)) {
    made = read_date(raw);
    return true;
  }
  if (PyTime_Check(raw)) {
    made = Time{PyDateTime_TIME_GET_HOUR(raw), PyDateTime_TIME_GET_MINUTE(raw),
                PyDateTime_TIME_GET_SECOND(raw), PyDateTime_TIME_GET_MICROSECOND(raw),
                offset_of(object)};
    return true;
  }
  if (PyDelta_Check(raw)) {
    made = Interval{PyDateTime_DELTA_GET_DAYS(raw), PyDateTime_DELTA_GET_SECONDS(raw),
                    PyDateTime_DELTA_GET_MICROSECONDS(raw)};
    return true;
  }
  return false;
}

Value read_integer(py::handle object) {
  int overflow = 0;
  const long long number = PyLong_AsLongLongAndOverflow(object.ptr(), &overflow);
  if (overflow != 0) return Decimal{std::string(py::str(object))};
  return static_cast<std::int64_t>(number);
}

Value read_list(py::handle object) {
  List list;
  for (const py::handle item : object) list.items.push_back(read_value(item));
  return list;
}

std::string octets_of(py::handle object) {
  const py::bytes bytes = py::reinterpret_steal<py::bytes>(PyBytes_FromObject(object.ptr()));
  if (!bytes) throw py::error_already_set();
  return bytes;
}

py::object timezone_of(int offset) {
  const py::object delta = py::reinterpret_steal<py::object>(PyDelta_FromDSU(0, offset, 0));
  return py::reinterpret_steal<py::object>(PyTimeZone_FromOffset(delta.ptr()));
}

py::object checked(PyObject* made) {
  if (made == nullptr) throw py::error_already_set();
  return py::reinterpret_steal<py::object>(made);
}

py::object write_date(const Date& date) {
  need_datetime();
  return checked(PyDate_FromDate(date.year, date.month, date.day));
}

py::object write_time(const Time& time) {
  need_datetime();
  const py::object zone = time.utc_offset ? timezone_of(*time.utc_offset) : py::none();
  return checked(PyDateTimeAPI->Time_FromTime(time.hour, time.minute, time.second, time.microsecond,
                                              zone.ptr(), PyDateTimeAPI->TimeType));
}

py::object write_datetime(const DateTime& value) {
  need_datetime();
  const Time& time = value.time;
  const py::object zone = time.utc_offset ? timezone_of(*time.utc_offset) : py::none();
  return checked(PyDateTimeAPI->DateTime_FromDateAndTime(
      value.date.year, value.date.month, value.date.day, time.hour, time.minute, time.second,
      time.microsecond, zone.ptr(), PyDateTimeAPI->DateTimeType));
}

py::object write_interval(const Interval& value) {
  need_datetime();
  return checked(PyDelta_FromDSU(static_cast<int>(value.days), static_cast<int>(value.seconds),
                                 static_cast<int>(value.microseconds)));
}

}  // namespace

Value read_value(const Notation& notation) {
  const py::handle object = notation.object();
  PyObject* raw = object.ptr();
  if (raw == Py_None) return Null{};
  if (notation.is_flag()) return notation.flag();
  if (PyLong_Check(raw)) return read_integer(object);
  if (PyFloat_Check(raw)) return PyFloat_AS_DOUBLE(raw);
  if (notation.is_text()) return notation.text();
  if (PyBytes_Check(raw) || PyByteArray_Check(raw) || PyMemoryView_Check(raw)) {
    return Bytes{octets_of(object)};
  }
  if (notation.is_list() || PyAnySet_Check(raw)) return read_list(object);
  Value moment;
  if (read_moment(object, moment)) return moment;
  if (py::isinstance<Json>(object)) return object.cast<Json>();
  if (is_instance(object, "decimal", "Decimal")) return Decimal{std::string(py::str(object))};
  if (is_instance(object, "uuid", "UUID")) return Uuid{object.attr("hex").cast<std::string>()};
  throw Error(std::string("can't adapt type '") + Py_TYPE(raw)->tp_name + "'", ErrorCode::argument);
}

Value read_optional_value(const Notation& notation, const char* key) {
  return notation.contains(key) ? read_value(notation.at(key)) : Value(Null{});
}

std::vector<Value> read_values(const Notation& notation) {
  std::vector<Value> made;
  for (const Notation& element : notation.elements()) made.push_back(read_value(element));
  return made;
}

Parameters read_parameters(const Notation& notation) {
  Parameters made;
  for (const Notation& pair : notation.elements()) {
    made.emplace_back(pair.element(0).text(), read_value(pair.element(1)));
  }
  return made;
}

py::object write_value(const Value& value) {
  return std::visit(
      Overloaded{
          [](Null) -> py::object { return py::none(); },
          [](bool flag) -> py::object { return py::bool_(flag); },
          [](std::int64_t number) -> py::object { return py::int_(number); },
          [](double number) -> py::object { return py::float_(number); },
          [](const std::string& text) -> py::object { return py::str(text); },
          [](const Decimal& number) {
            return py::module_::import("decimal").attr("Decimal")(number.digits).cast<py::object>();
          },
          [](const Date& date) { return write_date(date); },
          [](const Time& time) { return write_time(time); },
          [](const DateTime& moment) { return write_datetime(moment); },
          [](const Interval& span) { return write_interval(span); },
          [](const Uuid& id) {
            return py::module_::import("uuid").attr("UUID")(id.hex).cast<py::object>();
          },
          [](const Bytes& bytes) -> py::object { return py::bytes(bytes.octets); },
          [](const Json& document) {
            return py::module_::import("json").attr("loads")(document.text).cast<py::object>();
          },
          [](const List& list) -> py::object { return write_values(list.items); },
      },
      value.base());
}

py::list write_values(const std::vector<Value>& values) {
  py::list made(values.size());
  for (std::size_t i = 0; i < values.size(); ++i) made[i] = write_value(values[i]);
  return made;
}

void bind_values(py::module_& module) {
  py::class_<Json>(module, "Json", "A JSON document as text.")
      .def(py::init([](std::string text) { return Json{std::move(text)}; }))
      .def_readonly("text", &Json::text);
}

}  // namespace retort::python
