# The oracle of oracle_radiomics_test.cpp: first-order features by numpy and the grey-level co-occurrence matrix by
# whole-array shifts. voxels.csv: case, x, y, z, value, inside. results.csv: of, what, value.
import csv
import sys

import numpy as np

LEVELS = 32
cases = {}
for row in csv.DictReader(open(sys.argv[1])):
    cases.setdefault(row["case"], []).append(row)
out = csv.writer(open(sys.argv[2], "w", newline=""))
out.writerow(["of", "what", "value"])
for case, rows in cases.items():
    shape = [1 + max(int(r[a]) for r in rows) for a in "xyz"]
    image, inside = np.zeros(shape), np.zeros(shape, bool)
    for r in rows:
        at = tuple(int(r[a]) for a in "xyz")
        image[at], inside[at] = float(r["value"]), r["inside"] == "1"
    values = image[inside]
    centred = values - values.mean()
    levels = np.minimum((image * LEVELS).astype(int), LEVELS - 1)
    p = np.bincount(levels[inside], minlength=LEVELS) / values.size
    first = {
        "mean": values.mean(), "sd": values.std(), "p10": np.percentile(values, 10), "median": np.median(values),
        "p90": np.percentile(values, 90), "skewness": (centred**3).mean() / values.std() ** 3,
        "kurtosis": (centred**4).mean() / values.std() ** 4 - 3, "coefficient_of_variation": values.std() / values.mean(),
        "entropy": -(p[p > 0] * np.log2(p[p > 0])).sum(), "dark_share": (values < 0.6 * np.median(values)).mean(),
    }
    m = np.zeros((LEVELS, LEVELS))
    nx, ny, _ = shape
    for dx, dy in ((1, 0), (0, 1), (1, 1), (-1, 1)):
        a = (slice(max(0, -dx), nx - max(0, dx)), slice(0, ny - dy))
        b = (slice(max(0, dx), nx - max(0, -dx)), slice(dy, ny))
        both = inside[a] & inside[b]
        np.add.at(m, (levels[a][both], levels[b][both]), 1)
    m = m + m.T
    m /= m.sum()
    i, j = np.indices(m.shape)
    mean = (m * i).sum()
    first["glcm_contrast"] = (m * (i - j) ** 2).sum()
    first["glcm_correlation"] = (m * (i - mean) * (j - mean)).sum() / (m * (i - mean) ** 2).sum()
    first["glcm_entropy"] = -(m[m > 0] * np.log2(m[m > 0])).sum()
    first["glcm_homogeneity"] = (m / (1 + (i - j) ** 2)).sum()
    first["glcm_energy"] = (m**2).sum()
    for what, value in first.items():
        out.writerow([case, what, repr(float(value))])
