# The oracle of oracle_segmentation_scores_test.cpp: overlap, surface distances and lesions by scipy.ndimage.
# masks.csv: case, nx, ny, nz, dx, dy, dz, first, last of its voxels in voxels.csv; voxels.csv: x, y, z, predicted,
# reference. results.csv: of, what, value; what is not defined is left out.
import csv
import sys

import numpy as np
from scipy import ndimage

out = csv.writer(open(sys.argv[3], "w", newline=""))
out.writerow(["of", "what", "value"])
voxels = [[int(v) for v in row] for row in list(csv.reader(open(sys.argv[2])))[1:]]


def surface_scores(predicted, reference, spacing):
    if not predicted.any() or not reference.any():
        return {"surface_dice": float(predicted.any() == reference.any())}
    edges = [mask & ~ndimage.binary_erosion(mask) for mask in (predicted, reference)]
    to = [ndimage.distance_transform_edt(~edge, sampling=spacing) for edge in edges]
    a, b = to[1][edges[0]], to[0][edges[1]]
    return {
        "hd95": max(np.percentile(a, 95), np.percentile(b, 95)),
        "average": np.concatenate([a, b]).mean(),
        "surface_dice": ((a <= 2 + 1e-9).sum() + (b <= 2 + 1e-9).sum()) / (a.size + b.size),
    }


for row in csv.DictReader(open(sys.argv[1])):
    spacing = [float(row[k]) for k in ("dx", "dy", "dz")]
    shape = [int(row[k]) for k in ("nx", "ny", "nz")]
    predicted, reference = np.zeros(shape, bool), np.zeros(shape, bool)
    for x, y, z, p, r in voxels[int(row["first"]):int(row["last"])]:
        predicted[x, y, z], reference[x, y, z] = p > 0, r > 0
    scores = surface_scores(predicted, reference, spacing)
    both, total = (predicted & reference).sum(), predicted.sum() + reference.sum()
    scores["dice"] = 2 * both / total if total else 1
    scores["iou"] = both / (predicted | reference).sum() if total else 1
    ml = np.prod(spacing) / 1000
    scores["volume_error"] = abs(int(predicted.sum()) - int(reference.sum())) * ml
    if reference.any():
        scores["relative_volume_error"] = (int(predicted.sum()) - int(reference.sum())) / reference.sum()
    touching = np.ones((3, 3, 3))
    for name, mask, other in (("sensitivity", reference, predicted), ("precision", predicted, reference)):
        labels, count = ndimage.label(mask, touching)
        if count:
            scores[name] = len(set(labels[other]) - {0}) / count
    for what, value in scores.items():
        out.writerow([row["case"], what, repr(float(value))])
    for k in range(shape[2]):
        for what, value in surface_scores(predicted[:, :, k], reference[:, :, k], spacing[:2]).items():
            out.writerow([row["case"], f"slice {k} {what}", repr(float(value))])
