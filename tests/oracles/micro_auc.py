"""The oracle of oracle_micro_auc_test.cpp: scikit-learn.

python3 micro_auc.py patients.csv results.csv. patients.csv: case, score, label. results.csv: of, what, value.
"""
import csv
import sys
from collections import defaultdict

from sklearn.metrics import roc_auc_score

cases = defaultdict(lambda: ([], []))
with open(sys.argv[1], newline="") as file:
    for row in csv.DictReader(file):
        score, label = float(row["score"]), int(row["label"])
        cases[row["case"]][0].append([1 - score, score])
        cases[row["case"]][1].append([1 - label, label])

with open(sys.argv[2], "w", newline="") as file:
    results = csv.writer(file)
    results.writerow(["of", "what", "value"])
    for case, (scores, labels) in cases.items():
        results.writerow([case, "micro_auc", repr(float(roc_auc_score(labels, scores, average="micro")))])
