// SPDX-License-Identifier: MIT
#include "script/template.h"

#include "retort/error.h"

#include "base/text.h"
#include "script/template_builtin.h"

#include <gtest/gtest.h>

namespace retort {
namespace {

TemplateNames names() {
  const auto texts = [](std::vector<std::string> items) {
    std::vector<TemplateValue> values;
    for (std::string& item : items) values.push_back(template_text(std::move(item)));
    return values;
  };
  TemplateNames out;
  out["message"] = template_text("it's a <b>");
  out["up_revision"] = template_text("ab12");
  out["down_revision"] = template_tuple(texts({"a", "b"}));
  out["branch_labels"] = template_tuple(texts({"x"}));
  out["depends_on"] = template_list(texts({"d", "e"}));
  out["none"] = TemplateValue();
  out["n"] = template_integer(7);
  out["upgrades"] = template_text("one()\n    two()");
  out["create_date"] = TemplateValue(TemplateValue::Data(CivilTime{2024, 3, 5, 6, 7, 9, 123456}));
  out["comma"] = template_function([](const TemplateArguments& arguments, const TemplateKeywords&) {
    return join_with_comma(arguments.at(0));
  });
  return out;
}

struct Case {
  const char* text;
  const char* expected;  // what Mako 1.2 makes of it
};

constexpr Case cases[] = {
    {"plain text\n  with lines\n", "plain text\n  with lines\n"},
    {"${message} ${up_revision}|${down_revision | comma,n}|${none | comma,n}",
     "it's a <b> ab12|a, b|"},
    {"${repr(up_revision)} ${repr(down_revision)} ${repr(branch_labels)} ${repr(depends_on)} "
     "${repr(none)} ${none}",
     "'ab12' ('a', 'b') ('x',) ['d', 'e'] None None"},
    {"${create_date} ${create_date.strftime('%Y/%m')} ${create_date.isoformat()} "
     "${create_date.year}",
     "2024-03-05 06:07:09.123456 2024/03 2024-03-05T06:07:09.123456 2024"},
    {"${upgrades if upgrades else \"pass\"} ${undefined_name if undefined_name else 'pass'} ${none "
     "or 'x'}",
     "one()\n    two() pass x"},
    {"% if n > 5:\nbig\n% elif n:\nsmall\n% else:\nzero\n% endif\nend\n", "big\nend\n"},
    {"% if not n:\nbig\n% else:\n  % for i in range(2):\n  ${i}:${i * 10}\n  % endfor\n% endif\n",
     "  0:0\n  1:10\n"},
    {"## comment\ntext ## stays\n  ## gone\n100% sure\n%% escaped\n",
     "text ## stays\n100% sure\n% escaped\n"},
    {"a \\\nb\n", "a b\n"},
    {"<%doc>\nnothing\n</%doc>after\n", "after\n"},
    {"<%! import re %>${re.sub('[^a-z]', '', message)} ${re.split(r',\\s*', 'a,  b,c')}\n",
     "itsab ['a', 'b', 'c']\n"},
    {"<%\n    x = 5\n    y = [i * 2 for i in range(3)]  # note\n%>${x} ${y} ${', '.join(str(i) for "
     "i in y if i)}\n",
     "5 [0, 2, 4] 2, 4\n"},
    {"${n + 1} ${n - 10} ${-n // 2} ${-n % 4} ${n / 2} ${2 * 'ab'} ${[1] + [2]}",
     "8 -3 -4 1 3.5 abab [1, 2]"},
    {"${'%s-%03d' % (up_revision, n)} ${'%(a)s' % {'a': 1}} ${'100%%' % ()}", "ab12-007 1 100%"},
    {"${message.upper()} ${message.split()} ${message.replace(\"'\", '')} ${message[:2]} "
     "${message[-1]} ${message.title()}",
     "IT'S A <B> [\"it's\", 'a', '<b>'] its a <b> it > It'S A <B>"},
    {"${len(down_revision)} ${sorted(depends_on, reverse=True)} ${'a' in down_revision} ${'z' not "
     "in 'abc'} ${none is None}",
     "2 ['e', 'd'] True True True"},
    {"${message | h} ${'  x ' | trim}|${message | n}", "it&#39;s a &lt;b&gt; x|it's a <b>"},
    {"${{'a': 1}['a']} ${(1,)} ${[]} ${True and 'yes'} ${1 if False else 2 if True else 3}",
     "1 (1,) [] yes 2"},
    {"% for i, d in enumerate(down_revision):\n${i}=${d}\n% endfor\n", "0=a\n1=b\n"},
    {"$ {x} $$ < % <b> # x } {\n", "$ {x} $$ < % <b> # x } {\n"},
    {"${context.get('up_revision')} ${context.get('absent', 'pass')} ${context.get('%s_x' % n, 3)}",
     "ab12 pass 3"},
    {"<%\nx = 'a'\nx += 'b'\n%>\n${x}\n", "\nab\n"},
    {"${'a' 'b'} ${\"q\\\"\"} ${r'\\d'} ${'''t'''} ${1 < n <= 7 and 'in'}", "ab q\" \\d t in"},
};

TEST(Template, RendersAsMakoDoes) {
  for (const Case& test : cases)
    EXPECT_EQ(render_template(test.text, "t.mako", names()), test.expected) << test.text;
}

std::string failure(std::string_view text) {
  try {
    return "rendered: " + render_template(text, "p/script.mako", names());
  } catch (const Error& error) {
    const std::string prefix = "Template rendering failed: p/script.mako:";
    const std::string message = error.what();
    EXPECT_EQ(message.substr(0, prefix.size()), prefix);
    return message.substr(prefix.size());
  }
}

TEST(Template, NamesTheLineOfAProblem) {
  EXPECT_EQ(failure("a\n\n${nope}\n"), "3: 'nope' is undefined");
  EXPECT_EQ(failure("x\n% if\n"), "2: a control line ends in ':', this one does not: 'if'");
  EXPECT_EQ(failure("% if n:\nx\n"), "1: '% if' has no end");
  EXPECT_EQ(failure("\n% endfor\n"), "2: '% endfor' has no '% for'");
  EXPECT_EQ(failure("% else:\n"), "1: '% else' has no '% if'");
  EXPECT_EQ(failure("% while n:\n% endwhile\n"), "1: '% while' is not supported in templates");
  EXPECT_EQ(failure("a\n<%\nx = 1\ndef f(): pass\n%>"),
            "2: 'def' is not supported in a template's <% %> block");
  EXPECT_EQ(failure("<%\nx = 1\ny = z + 1\n%>").substr(0, 2), "3:");
  EXPECT_EQ(failure("<%! import os %>"),
            "1: module 'os' is not available in templates (only 're' is)");
  EXPECT_EQ(failure("\n<%inherit file='x'/>"),
            "2: tags are not supported in templates, only <% %> blocks are");
  EXPECT_EQ(failure("${message.nope}"), "1: 'str' object has no attribute 'nope'");
  EXPECT_EQ(failure("${n()}"), "1: 'int' object is not callable");
  EXPECT_EQ(failure("${'a' + 1}"), "1: unsupported operand types for +: str and int");
  EXPECT_EQ(failure("${1 +}"), "1: the expression ends too soon");
  EXPECT_EQ(failure("${'a}"), "1: '${' has no '}'");
  EXPECT_EQ(failure("${f'x'}"), "1: f-strings are not supported in templates");
  EXPECT_EQ(failure("${re}"), "1: 're' is undefined");
}

TEST(Template, EndsWhateverIsTooMuch) {
  EXPECT_EQ(failure("${" + std::string(1000, '(') + "1}").substr(0, 2), "1:");
  EXPECT_EQ(failure("${" + std::string(5000, '-') + "1}"),
            "1: the expression is nested too deeply");
  std::string sum = "${1";
  for (int i = 0; i < 2000; ++i) sum += "+1";
  EXPECT_EQ(failure(sum + "}"), "1: the expression is too long");
  EXPECT_EQ(failure("${'x' * 999999999999}"), "1: the text is too long");
  EXPECT_EQ(failure("${range(10000000)}"), "1: range() is too long");
  EXPECT_EQ(failure("${9223372036854775807 + 1}"), "1: the number is too large");
}

}  // namespace
}  // namespace retort
