#include "privacy/vocabulary.h"

#include <cctype>
#include <set>
#include <string_view>

namespace residuum::privacy {
namespace {

// In capitals.
const std::set<std::string_view>& known_words() {
  static const std::set<std::string_view> words{
      // weighting and sequence
      "T1", "T2", "T1W", "T2W", "T1WI", "T2WI", "T1C", "PD", "PDW", "FLAIR", "STIR", "DWI", "ADC", "SWI",
      "DCE", "DSC", "EPI", "SE", "FSE", "TSE", "GRE", "TGSE", "SPGR", "FSPGR", "MPRAGE", "VIBE", "LAVA",
      "THRIVE", "DIXON", "MDIXON", "IDEAL", "FS", "FATSAT", "SPIR", "SPAIR", "WATER", "FAT", "IN", "OPP",
      "PHASE", "TOF", "MRA", "PROPELLER", "BLADE", "CUBE", "SPACE", "VISTA", "B0", "B50", "B500", "B800",
      "B1000", "2D", "3D", "TRACE", "ISO", "MPR", "MIP", "RECON", "REF", "LOC", "LOCALIZER", "SCOUT",
      "SURVEY", "CALIBRATION",
      // contrast
      "+C", "C+", "CE", "GD", "+GD", "GAD", "PRE", "POST", "CONTRAST", "DELAYED", "DYNAMIC", "PLAIN",
      // plane, body part, side
      "AX", "AXIAL", "TRA", "TRANSVERSE", "SAG", "SAGITTAL", "COR", "CORONAL", "OBL", "OBLIQUE", "HEAD",
      "NECK", "BRAIN", "NASOPHARYNX", "NP", "NPC", "FACE", "SKULL", "BASE", "ORBIT", "SINUS", "MR", "MRI",
      "CT", "L", "R", "LEFT", "RIGHT", "LT", "RT", "BILATERAL", "WITH", "WITHOUT", "AND", "OF",
      // structures
      "GTV", "GTVNX", "GTVND", "GTVP", "GTVN", "GTVT", "CTV", "CTV1", "CTV2", "PTV", "PTV1", "PTV2", "PGTV",
      "TUMOUR", "TUMOR", "PRIMARY", "NODE", "NODES", "NODAL", "LYMPH", "NECROSIS", "EDEMA", "OEDEMA",
      "LESION", "MASS", "SEGMENT", "SEGMENTATION", "CONTOUR", "MASK", "BODY", "EXTERNAL", "BRAINSTEM", "STEM",
      "CHIASM", "OPTIC", "NERVE", "LENS", "EYE", "COCHLEA", "PAROTID", "SUBMANDIBULAR", "GLAND", "MANDIBLE",
      "LARYNX", "ORAL", "CAVITY", "SPINAL", "CORD", "PITUITARY", "TEMPORAL", "LOBE", "THYROID", "TMJ",
      "ESOPHAGUS", "OESOPHAGUS", "HYPOPHARYNX", "OROPHARYNX", "PRV"};
  return words;
}

bool is_known(const std::string& word) {
  std::string capitals;
  for (const unsigned char c : word) capitals += static_cast<char>(std::toupper(c));
  return known_words().contains(capitals);
}

}  // namespace

std::string clean_description(const std::string& text,
                              const std::function<bool(const std::string&)>& forbidden) {
  std::string kept, word;
  const auto end_word = [&] {
    if (!word.empty() && is_known(word) && !forbidden(word)) kept += (kept.empty() ? "" : " ") + word;
    word.clear();
  };
  for (const char c : text) {
    // A byte of another script is part of its word, which then is none of ours.
    const auto byte = static_cast<unsigned char>(c);
    if (byte >= 0x80 || std::isalnum(byte) != 0 || c == '+') {
      word += c;
    } else {
      end_word();
    }
  }
  end_word();
  return kept;
}

}  // namespace residuum::privacy
