"""The oracle of oracle_precision_recall_test.cpp: scikit-learn.

python3 precision_recall.py patients.csv results.csv. patients.csv: case, score, label. results.csv: of, what, value.
"""
import csv
import sys
from collections import defaultdict

from sklearn.metrics import average_precision_score, precision_recall_curve

cases = defaultdict(lambda: ([], []))
with open(sys.argv[1], newline="") as file:
    for row in csv.DictReader(file):
        cases[row["case"]][0].append(float(row["score"]))
        cases[row["case"]][1].append(int(row["label"]))

with open(sys.argv[2], "w", newline="") as file:
    results = csv.writer(file)
    results.writerow(["of", "what", "value"])
    for case, (scores, labels) in cases.items():
        results.writerow([case, "average_precision", repr(float(average_precision_score(labels, scores)))])
        precision, recall, thresholds = precision_recall_curve(labels, scores)
        # From the largest threshold down, without the point that scikit-learn adds.
        for what, values in (("precision", precision[:-1]), ("recall", recall[:-1]), ("threshold", thresholds)):
            for value in reversed(values):
                results.writerow([case, what, repr(float(value))])
