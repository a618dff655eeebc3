#include "study/bags.h"

#include "core/csv.h"
#include "core/error.h"
#include "imaging/body_box.h"
#include "imaging/picture.h"

namespace residuum::study {

std::vector<CutSlice> cut_rectangles(const imaging::Volume& image, const imaging::Mask& mask,
                                     const imaging::RectangleOptions& options, int size, bool whole_body) {
  const auto& geometry = image.geometry;
  std::vector<CutSlice> cut;
  const auto pixels = static_cast<std::size_t>(size);
  auto rectangles = imaging::tumour_rectangles(mask, options);
  if (rectangles.empty() && whole_body) {
    const auto body = imaging::body_box(image, options.margin_mm);
    for (std::size_t k = 0; k < geometry.size[2]; ++k) rectangles.push_back({k, body, 0});
  }
  for (const auto& found : rectangles) {
    auto slice = imaging::crop(image.slice(found.slice), geometry.size[0], geometry.size[1], found.rectangle,
                               pixels, pixels);
    for (float& value : slice.pixels) value = static_cast<float>(imaging::to_byte(value)) / 255;
    cut.push_back({found, std::move(slice)});
  }
  return cut;
}

std::map<std::string, std::vector<imaging::SliceRectangle>> read_rectangles(const RunFolder& run) {
  const auto table = CsvTable::read(run.rectangles());
  std::map<std::string, std::vector<imaging::SliceRectangle>> rectangles;
  for (std::size_t row = 0; row < table.row_count(); ++row) {
    const auto whole = [&](const char* column) {
      const auto value = table.number(row, column);
      if (!value || *value < 0 || *value > 65535) {
        throw input_error("{}: a whole number from 0 on is needed", table.place(row, column));
      }
      return static_cast<std::size_t>(*value);
    };
    rectangles[table.cell(row, "patient")].push_back(
        {whole("slice"),
         {whole("left"), whole("top"), whole("right"), whole("bottom")},
         table.number(row, "tumour_mm2").value_or(0)});
  }
  return rectangles;
}

outcome::Bag read_bag(const RunFolder& run, const std::string& patient,
                      const std::vector<imaging::SliceRectangle>& rectangles) {
  outcome::Bag bag;
  for (const auto& rectangle : rectangles) {
    bag.push_back(imaging::read_grey_png(run.crop(patient, rectangle.slice)));
  }
  return bag;
}

}  // namespace residuum::study
