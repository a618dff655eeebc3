"""The oracle of oracle_similarity_test.cpp: Wang et al. 2004 written out with scipy.ndimage, and scipy's Spearman.

python3 similarity.py pixels.csv results.csv. pixels.csv: case, width, first, second, row by row. Window, border and
constants as scikit-image's structural_similarity has them with gaussian_weights and sigma 1.5.
"""
import csv
import sys
from collections import defaultdict

import numpy
from scipy.ndimage import gaussian_filter
from scipy.stats import spearmanr


def structural_similarity(a, b):
    smooth = lambda values: gaussian_filter(values, 1.5, truncate=3.5)
    ma, mb = smooth(a), smooth(b)
    va, vb, covariance = smooth(a * a) - ma * ma, smooth(b * b) - mb * mb, smooth(a * b) - ma * mb
    c1, c2 = 0.01**2, 0.03**2
    map_ = (2 * ma * mb + c1) * (2 * covariance + c2) / ((ma**2 + mb**2 + c1) * (va + vb + c2))
    return map_[5:-5, 5:-5].mean()


cases = defaultdict(list)
with open(sys.argv[1], newline="") as file:
    for row in csv.DictReader(file):
        cases[row["case"]].append((int(row["width"]), float(row["first"]), float(row["second"])))

with open(sys.argv[2], "w", newline="") as file:
    results = csv.writer(file)
    results.writerow(["of", "what", "value"])
    for case, rows in cases.items():
        _, first, second = (numpy.array(column) for column in zip(*rows))
        width = rows[0][0]
        results.writerow([case, "ssim", repr(float(structural_similarity(first.reshape(-1, width),
                                                                         second.reshape(-1, width))))])
        results.writerow([case, "spearman", repr(float(spearmanr(first, second)[0]))])
