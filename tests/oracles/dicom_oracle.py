# What pydicom makes of a folder of single-frame MR files, as JSON: slices ordered by position along the normal,
# the geometry from the tags alone, and a hash of the rescaled float32 pixels of each slice.
import hashlib
import json
import sys

import numpy
import pydicom


def describe(paths):
    files = [pydicom.dcmread(path) for path in paths]
    rows, columns = (numpy.array([float(v) for v in files[0].ImageOrientationPatient[i:i + 3]]) for i in (0, 3))
    normal = numpy.cross(rows, columns)

    def along(file):
        return float(numpy.dot([float(v) for v in file.ImagePositionPatient], normal))

    files.sort(key=along)
    first, last = files[0], files[-1]
    hashes = []
    for file in files:
        pixels = file.pixel_array.astype(numpy.float64) * float(file.get("RescaleSlope", 1)) + float(
            file.get("RescaleIntercept", 0))
        hashes.append(hashlib.sha256(pixels.astype("<f4").tobytes()).hexdigest())
    return {
        "size": [int(first.Columns), int(first.Rows), len(files)],
        "origin": [float(v) for v in first.ImagePositionPatient],
        "row": list(rows),
        "column": list(columns),
        "normal": list(normal),
        "spacing": [float(first.PixelSpacing[1]), float(first.PixelSpacing[0]),
                    (along(last) - along(first)) / (len(files) - 1) if len(files) > 1 else 0],
        "slices": hashes,
    }


json.dump(describe(sys.argv[1:]), sys.stdout)
