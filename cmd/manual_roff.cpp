// The manual as man pages: man(7).
#include <fmt/core.h>

#include <cctype>

#include "cmd/manual.h"
#include "core/version.h"
#include "study/pipeline.h"

namespace residuum {
namespace {

// A backslash, a hyphen that is typed as one, and a dot or quote that would begin a request.
std::string escaped(const std::string& text) {
  std::string roff;
  for (const char c : text) {
    const bool begins = roff.empty() || roff.back() == '\n';
    if (c == '\\') {
      roff += "\\e";
    } else if (c == '-') {
      roff += "\\-";
    } else if (begins && (c == '.' || c == '\'')) {
      roff += std::string("\\&") + c;
    } else {
      roff += c;
    }
  }
  return roff;
}

std::string head(const std::string& name, const std::string& summary) {
  std::string upper;
  for (const char c : name) upper += static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  return fmt::format(".TH {} 1 \"\" \"Residuum {}\" \"Residuum\"\n.SH NAME\n{} \\- {}\n", escaped(upper),
                     version, escaped(name), escaped(summary));
}

std::string entries(const char* title, const std::vector<ManualPage::Entry>& list) {
  if (list.empty()) return "";
  std::string text = fmt::format(".SH {}\n", title);
  for (const auto& entry : list) {
    text += fmt::format(".TP\n.B {}\n{}", escaped(entry.name), escaped(entry.text));
    if (!entry.allowed.empty()) text += "; " + escaped(entry.allowed);
    if (!entry.fallback.empty()) text += "; default: " + escaped(entry.fallback);
    text += "\n";
  }
  return text;
}

std::string foot() {
  return ".SH EXIT STATUS\n.TP\n.B 0\ndone\n.TP\n.B 1\nthe work failed or was stopped on request\n.TP\n.B 2\n"
         "the input or the call is wrong\n.SH NOTES\n" +
         escaped(study::research_use) + "\n";
}

}  // namespace

std::string to_roff(const ManualPage& page) {
  return head("residuum-" + page.name, page.summary) + ".SH SYNOPSIS\n.B " + escaped(page.synopsis) + "\n" +
         entries("ARGUMENTS", page.arguments) + entries("OPTIONS", page.options) + ".SH EXAMPLE\n.nf\n" +
         escaped(page.example) + "\n.fi\n" + foot() + ".SH SEE ALSO\n.BR residuum (1)\n";
}

std::string roff_index(const std::vector<ManualPage>& pages) {
  std::string text = head("residuum", "residual tumour of nasopharyngeal carcinoma from MR") +
                     ".SH SYNOPSIS\n.B residuum [\\-q] COMMAND [options]\n.SH COMMANDS\n";
  for (const auto& page : pages)
    text += fmt::format(".TP\n.BR residuum\\-{} (1)\n{}\n", escaped(page.name), escaped(page.summary));
  return text + foot();
}

}  // namespace residuum
