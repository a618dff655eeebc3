// Bytes behind the last pixel are in no picture, and may be anything.
#pragma once

class DcmDataset;

namespace residuum::privacy {

// Shortens PixelData to what Rows, Columns and the rest ask for. Compressed pixels are left alone.
void cut_off_behind_the_pixels(DcmDataset& data);

}  // namespace residuum::privacy
