#include "imaging/libraries.h"

#include <dcmtk/config/osconfig.h>
#include <dcmtk/dcmdata/dcuid.h>
#include <gdcmVersion.h>
#include <itkVersion.h>

namespace residuum::imaging {

std::vector<std::pair<std::string, std::string>> libraries() {
  return {{"ITK", itk::Version::GetITKVersion()},
          {"GDCM", gdcm::Version::GetVersion()},
          {"DCMTK", OFFIS_DCMTK_VERSION_STRING}};
}

}  // namespace residuum::imaging
