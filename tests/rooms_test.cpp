// The walls of the house: a room includes only what the table allows, and foreign headers stay at home.
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <regex>
#include <set>
#include <sstream>

#include "core/file.h"

namespace residuum {
namespace {

// From the ground up: each room, and what it may include besides itself. docs/architecture.md says what each
// holds.
const std::map<std::string, std::set<std::string>> may_use{
    {"core", {}},
    {"stats", {"core"}},
    {"imaging", {"core"}},
    {"privacy", {"core", "imaging"}},
    {"cohort", {"core", "stats", "imaging"}},
    {"phantom", {"core", "imaging", "cohort"}},
    {"nn", {"core"}},
    {"learn", {"core", "nn"}},
    {"segmentation", {"core", "stats", "imaging", "cohort", "nn", "learn"}},
    {"outcome", {"core", "stats", "imaging", "cohort", "nn", "learn"}},
    {"decision", {"core", "stats", "cohort"}},
    {"paper", {"core", "stats", "cohort", "decision"}},
    {"report", {"core", "stats", "cohort", "decision", "learn"}},
    {"study",
     {"core", "stats", "imaging", "cohort", "phantom", "nn", "learn", "segmentation", "outcome", "decision",
      "paper", "report"}},
    {"serve", {"core", "imaging", "study"}},
    // phantom, nn and privacy: the options that flags fill; learn and segmentation: bench
    {"cmd", {"core", "study", "serve", "phantom", "nn", "privacy", "learn", "segmentation"}},
};

// A foreign header is known by how its name begins; its home by where the file lies.
struct Foreign {
  const char* library;
  std::regex header, home;
};
const Foreign foreigners[] = {
    {"ITK, GDCM or DCMTK", std::regex("(itk|gdcm|vnl|dcmtk).*"),
     std::regex("src/((imaging|privacy)/[^/]*\\.cpp|serve/dicom_[^/]*)")},
    {"LibTorch", std::regex("(torch|ATen|c10)/.*"), std::regex("src/(nn|learn|segmentation|outcome)/.*")},
    {"oneDNN", std::regex("(dnnl|oneapi/).*"), std::regex("src/nn/onednn_.*")},
};

// "src/stats/roc.h" -> "stats", "cmd/main.cpp" -> "cmd"
std::string room_of(const std::string& file) {
  const std::string inside = file.starts_with("src/") ? file.substr(4) : file;
  return inside.substr(0, inside.find('/'));
}

// What stands after #include: "core/file.h" or <vector> with its marks, or a macro's name.
std::vector<std::string> includes_of(const std::string& text) {
  static const std::regex line_form("\\s*#\\s*include(_next)?\\b\\s*(\"[^\"]*\"|<[^>]*>|[^/\\s]+)");
  std::vector<std::string> includes;
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);) {
    std::smatch match;
    if (std::regex_search(line, match, line_form, std::regex_constants::match_continuous)) {
      includes.push_back(match[2]);
    }
  }
  return includes;
}

std::string offence_of(const std::string& file, const std::string& include) {
  const char mark = include.front();
  if (mark != '"' && mark != '<') return "hides behind a macro what it includes";
  const std::string header = include.substr(1, include.size() - 2);
  for (const auto& [library, name, home] : foreigners) {
    if (std::regex_match(header, name)) {
      return std::regex_match(file, home) ? "" : std::string(library) + " is not at home here";
    }
  }
  const std::string room = room_of(file), used = header.substr(0, header.find('/'));
  if (mark == '<') return may_use.contains(used) && used != header ? "write our own headers in quotes" : "";
  const bool test_support = header.find('/') == std::string::npos && file.ends_with("_test.cpp");
  if (used == room || test_support) return "";
  if (!may_use.contains(used)) return "is in no room";
  if (!may_use.contains(room)) return "the room " + room + " is not in the table";
  return may_use.at(room).contains(used) ? "" : room + " may not use " + used;
}

std::vector<std::string> offences_of(const std::string& file, const std::string& text) {
  std::vector<std::string> offences;
  for (const auto& include : includes_of(text)) {
    const std::string offence = offence_of(file, include);
    if (!offence.empty()) offences.push_back(file + ": " + include + ": " + offence);
  }
  return offences;
}

TEST(Rooms, IncludeOnlyWhatTheyMay) {
  const fs::path root = RESIDUUM_SOURCE_DIR;
  std::map<std::string, int> files;
  for (const char* tree : {"src", "cmd"}) {
    for (const auto& entry : fs::recursive_directory_iterator(root / tree)) {
      const auto ending = entry.path().extension();
      if (!entry.is_regular_file() || (ending != ".h" && ending != ".cpp")) continue;
      const std::string file = entry.path().lexically_relative(root).generic_string();
      ++files[room_of(file)];
      EXPECT_TRUE(may_use.contains(room_of(file))) << file << ": the room is not in the table";
      for (const auto& offence : offences_of(file, read_file(entry.path()))) ADD_FAILURE() << offence;
    }
  }
  // That nothing was found must not come from nothing having been read.
  for (const char* room : {"core", "stats", "imaging", "cohort", "phantom", "nn", "learn", "segmentation",
                           "outcome", "decision", "paper", "report", "study", "cmd"}) {
    EXPECT_GT(files[room], 0) << room;
  }
}

// Rooms that use each other could not be built or understood one after the other.
TEST(Rooms, HaveNoCycle) {
  std::set<std::string> built;
  for (bool progress = true; progress;) {
    progress = false;
    for (const auto& [room, used] : may_use) {
      if (std::includes(built.begin(), built.end(), used.begin(), used.end()))
        progress |= built.insert(room).second;
    }
  }
  for (const auto& [room, used] : may_use) EXPECT_TRUE(built.contains(room)) << room << " is part of a cycle";
}

struct Line {
  const char* file;
  const char* text;
};

TEST(RoomsCheck, PassesWhatIsAllowed) {
  for (const auto& [file, text] : {
           Line{"src/stats/roc.cpp",
                "#include \"stats/roc.h\"\n#include <vector>\n#include \"core/error.h\"\n"},
           Line{"src/stats/roc.cpp", "#include <boost/math/distributions/normal.hpp>\n"},
           Line{"src/stats/roc.cpp", "// #include \"nn/network.h\"\n"},
           Line{"src/stats/roc_test.cpp", "#include \"expect_error.h\"\n"},
           Line{"src/imaging/series_read.cpp", "#include <itkImage.h>\n#include <dcmtk/dcmdata/dctk.h>\n"},
           Line{"src/serve/dicom_node.h", "#include <dcmtk/dcmnet/scp.h>\n"},
           Line{"src/nn/network.h", "#include <torch/nn.h>\n#include <ATen/ATen.h>\n"},
           Line{"cmd/run.cpp", "#include \"cmd/command.h\"\n#include \"study/pipeline.h\"\n"},
       }) {
    EXPECT_EQ(offences_of(file, text), std::vector<std::string>()) << file;
  }
}

TEST(RoomsCheck, FindsEveryOffence) {
  for (const auto& [file, text] : {
           Line{"src/core/file.cpp", "#include \"stats/roc.h\"\n"},
           Line{"src/stats/roc.cpp", "#include \"cohort/patient.h\"\n"},
           Line{"src/segmentation/train.cpp", "#include \"outcome/outcome.h\"\n"},
           Line{"src/cohort/split.cpp", "  #  include\t\"learn/loop.h\"  // why\n"},
           Line{"src/decision/judge.cpp", "#include \"../imaging/volume.h\"\n"},
           Line{"src/decision/judge.cpp", "#include <imaging/volume.h>\n"},
           Line{"src/report/html.cpp", "#include \"study/stages.h\"\n"},
           Line{"src/study/pipeline.cpp", "#include \"cmd/command.h\"\n"},
           Line{"src/utils/helpers.cpp", "#include \"core/file.h\"\n"},
           Line{"src/stats/roc.h", "#include \"expect_error.h\"\n"},
           Line{"src/stats/roc.h", "#define HEADER \"x.h\"\n#include HEADER\n"},
           Line{"cmd/run.cpp", "#include \"outcome/outcome.h\"\n"},
           Line{"src/imaging/volume.h", "#include <itkImage.h>\n"},
           Line{"src/imaging/volume.h", "#include <vnl/vnl_matrix.h>\n"},
           Line{"src/serve/http.cpp", "#include <dcmtk/dcmdata/dctk.h>\n"},
           Line{"src/study/images.cpp", "#include \"gdcmReader.h\"\n"},
           Line{"src/study/images.cpp", "#include <torch/torch.h>\n"},
           Line{"src/report/figures.h", "#include <c10/util/Half.h>\r\n"},
           Line{"cmd/main.cpp", "#include <ATen/Parallel.h>\n"},
       }) {
    EXPECT_EQ(offences_of(file, text).size(), 1u) << file << ": " << text;
  }
  EXPECT_EQ(offences_of("src/stats/roc.cpp", "#include \"nn/network.h\"\n")[0],
            "src/stats/roc.cpp: \"nn/network.h\": stats may not use nn");
}

}  // namespace
}  // namespace residuum
