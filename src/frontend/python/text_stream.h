// SPDX-License-Identifier: MIT
// A stream whose text goes to a Python file.
#pragma once

#include "frontend/python/python.h"

#include <ostream>
#include <streambuf>
#include <string>
#include <utility>

namespace retort::python {

class TextStream final : public std::ostream {
 public:
  explicit TextStream(const py::object& file) : std::ostream(nullptr), buffer_(file) {
    rdbuf(&buffer_);
  }

 private:
  // Whole lines are handed on, so that what the script prints itself comes in between.
  class Buffer final : public std::streambuf {
   public:
    explicit Buffer(const py::object& file) : write_(file.attr("write")) {}

   protected:
    int_type overflow(int_type c) override {
      if (c != traits_type::eof()) {
        const char letter = traits_type::to_char_type(c);
        xsputn(&letter, 1);
      }
      return traits_type::not_eof(c);
    }
    std::streamsize xsputn(const char* text, std::streamsize length) override {
      waiting_.append(text, static_cast<std::size_t>(length));
      if (!waiting_.empty() && waiting_.back() == '\n') write_(std::exchange(waiting_, {}));
      return length;
    }

   private:
    py::object write_;
    std::string waiting_;
  };

  Buffer buffer_;
};

}  // namespace retort::python
