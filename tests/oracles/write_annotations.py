# The oracle of oracle_annotation_test.cpp, in two ways of call.
#   write SERIES OUT: over the MR series in SERIES, by pydicom and numpy alone, a binary and a fractional SEG and an
#   RTSTRUCT into OUT, and beside each the labels that a reader must find on the image's voxels: x fastest, then y,
#   then slices by position; one byte each.
#   read SEG SERIES: what pydicom finds in a SEG, as JSON.
import json
import pathlib
import sys

import numpy as np
import pydicom
from pydicom.dataset import Dataset, FileDataset, FileMetaDataset
from pydicom.sequence import Sequence
from pydicom.uid import ExplicitVRLittleEndian, generate_uid

SEG, RTSTRUCT = "1.2.840.10008.5.1.4.1.1.66.4", "1.2.840.10008.5.1.4.1.1.481.3"


def read_series(folder):
    files = [pydicom.dcmread(p) for p in sorted(pathlib.Path(folder).rglob("*.dcm"))]
    normal = np.cross(files[0].ImageOrientationPatient[:3], files[0].ImageOrientationPatient[3:])
    return sorted(files, key=lambda f: float(np.dot(f.ImagePositionPatient, normal)))


def new_object(like, sop_class, modality):
    meta = FileMetaDataset()
    meta.MediaStorageSOPClassUID = sop_class
    meta.MediaStorageSOPInstanceUID = generate_uid()
    meta.TransferSyntaxUID = ExplicitVRLittleEndian
    made = FileDataset("", {}, file_meta=meta, preamble=b"\0" * 128)
    made.is_little_endian, made.is_implicit_VR = True, False
    made.SOPClassUID, made.SOPInstanceUID = sop_class, meta.MediaStorageSOPInstanceUID
    made.Modality = modality
    made.SeriesInstanceUID, made.StudyInstanceUID = generate_uid(), like.StudyInstanceUID
    made.FrameOfReferenceUID = like.FrameOfReferenceUID
    return made


def of(**values):
    item = Dataset()
    for name, value in values.items():
        setattr(item, name, value)
    return item


def write_seg(path, slices, masks, fractional):
    """masks: {segment name: bool array z, y, x}; frames in a shuffled order, as the standard allows."""
    first = slices[0]
    made = new_object(first, SEG, "SEG")
    made.SegmentationType = "FRACTIONAL" if fractional else "BINARY"
    made.Rows, made.Columns = first.Rows, first.Columns
    made.SamplesPerPixel, made.PhotometricInterpretation, made.PixelRepresentation = 1, "MONOCHROME2", 0
    made.BitsAllocated = made.BitsStored = 8 if fractional else 1
    made.HighBit = made.BitsStored - 1
    if fractional:
        made.SegmentationFractionalType, made.MaximumFractionalValue = "PROBABILITY", 200
    made.ReferencedSeriesSequence = Sequence([of(SeriesInstanceUID=first.SeriesInstanceUID)])
    made.SegmentSequence = Sequence(
        [of(SegmentNumber=i + 1, SegmentLabel=name, SegmentAlgorithmType="MANUAL") for i, name in enumerate(masks)])
    made.SharedFunctionalGroupsSequence = Sequence([of(
        PlaneOrientationSequence=Sequence([of(ImageOrientationPatient=first.ImageOrientationPatient)]),
        PixelMeasuresSequence=Sequence([of(PixelSpacing=first.PixelSpacing)]))])
    frames = [(i, k) for i in range(len(masks)) for k in range(len(slices)) if list(masks.values())[i][k].any()]
    random.shuffle(frames)
    made.PerFrameFunctionalGroupsSequence = Sequence([of(
        PlanePositionSequence=Sequence([of(ImagePositionPatient=slices[k].ImagePositionPatient)]),
        SegmentIdentificationSequence=Sequence([of(ReferencedSegmentNumber=i + 1)])) for i, k in frames])
    made.NumberOfFrames = len(frames)
    stack = np.stack([list(masks.values())[i][k] for i, k in frames])
    if fractional:
        noise = random.integers(0, 100, stack.shape)
        data = np.where(stack, 100 + noise, noise).astype(np.uint8).tobytes()
    else:
        data = np.packbits(stack.ravel(), bitorder="little").tobytes()
    made.add_new("PixelData", "OB", data + b"\0" * (len(data) % 2))
    made.save_as(path, write_like_original=False)


def inside(polygon, xs, ys):
    """Even-odd by the sum of the angles' turns: another way than counting crossings of a line."""
    p = polygon[None, None] - np.stack([xs, ys], -1)[:, :, None]
    angle = np.arctan2(p[..., 1], p[..., 0])
    turn = np.diff(np.concatenate([angle, angle[..., :1]], -1), axis=-1)
    turn = (turn + np.pi) % (2 * np.pi) - np.pi
    return np.rint(turn.sum(-1) / (2 * np.pi)).astype(int) % 2 == 1


def star(width, height):
    centre = random.uniform([width * 0.3, height * 0.3], [width * 0.7, height * 0.7])
    angles = np.sort(random.uniform(0, 2 * np.pi, 17))
    radii = random.uniform(0.1, 0.28, 17) * min(width, height)
    return centre, np.stack([np.cos(angles), np.sin(angles)], -1) * radii[:, None]


def write_rtstruct(path, slices):
    first = slices[0]
    made = new_object(first, RTSTRUCT, "RTSTRUCT")
    made.ReferencedFrameOfReferenceSequence = Sequence([of(
        FrameOfReferenceUID=first.FrameOfReferenceUID,
        RTReferencedStudySequence=Sequence([of(
            RTReferencedSeriesSequence=Sequence([of(SeriesInstanceUID=first.SeriesInstanceUID)]))]))])
    rois = [("brainstem", 0), ("GTV nd L", 2), ("GTVnx", 1), ("GTV nd R", 2)]
    made.StructureSetROISequence = Sequence(
        [of(ROINumber=i + 11, ROIName=name, ReferencedFrameOfReferenceUID=first.FrameOfReferenceUID)
         for i, (name, _) in enumerate(rois)])
    ys, xs = np.mgrid[: first.Rows, : first.Columns].astype(float)
    labels = np.zeros((len(slices), first.Rows, first.Columns), np.uint8)
    made.ROIContourSequence = Sequence()
    for i, (_, label) in enumerate(rois):
        contours = Sequence()
        for k in range(1 + i % 2, len(slices) - 1, 2):
            plane = slices[k]
            row, column = np.array(plane.ImageOrientationPatient).reshape(2, 3).astype(float)
            origin, (dy, dx) = np.array(plane.ImagePositionPatient, float), plane.PixelSpacing
            centre, around = star(first.Columns, first.Rows)
            inner = np.zeros(ys.shape, bool)
            for scale in (1.0, 0.4):  # the inner one is a hole
                pixels = centre + scale * around
                world = origin + pixels[:, :1] * float(dx) * row + pixels[:, 1:] * float(dy) * column
                written = [f"{v:.4f}" for v in world.ravel()]
                back = np.array(written, float).reshape(-1, 3) - origin
                inner ^= inside(np.stack([back @ row / float(dx), back @ column / float(dy)], -1), xs, ys)
                contours.append(of(ContourGeometricType="CLOSED_PLANAR", NumberOfContourPoints=len(pixels),
                                   ContourData=written))
            if label:
                labels[k] = np.where(inner & ((labels[k] == 0) | (label == 1)), label, labels[k])
        made.ROIContourSequence.append(of(ReferencedROINumber=i + 11, ContourSequence=contours))
    made.save_as(path, write_like_original=False)
    return labels


if sys.argv[1] == "read":
    seg = pydicom.dcmread(sys.argv[2])
    series = read_series(sys.argv[3])
    shape = (len(series), seg.Rows, seg.Columns)
    bits = np.unpackbits(np.frombuffer(seg.PixelData, np.uint8), bitorder="little")
    labels, uids = np.zeros(shape, np.uint8), {s.SOPInstanceUID: k for k, s in enumerate(series)}
    placed = True
    for frame, groups in enumerate(seg.PerFrameFunctionalGroupsSequence):
        k = uids[groups.DerivationImageSequence[0].SourceImageSequence[0].ReferencedSOPInstanceUID]
        at = groups.PlanePositionSequence[0].ImagePositionPatient
        placed &= bool(np.allclose(np.array(at, float), np.array(series[k].ImagePositionPatient, float), atol=1e-4))
        size = seg.Rows * seg.Columns
        pixels = bits[frame * size:(frame + 1) * size].reshape(shape[1:])
        labels[k][pixels == 1] = groups.SegmentIdentificationSequence[0].ReferencedSegmentNumber
    print(json.dumps({
        "labels": labels.ravel().tolist(), "placed": placed, "modality": seg.Modality,
        "patient": str(seg.PatientID) == str(series[0].PatientID),
        "study": seg.StudyInstanceUID == series[0].StudyInstanceUID,
        "frame_of_reference": seg.FrameOfReferenceUID == series[0].FrameOfReferenceUID,
        "series": seg.ReferencedSeriesSequence[0].SeriesInstanceUID == series[0].SeriesInstanceUID,
        "references": len(seg.ReferencedSeriesSequence[0].ReferencedInstanceSequence),
        "segments": [s.SegmentLabel for s in seg.SegmentSequence]}))
else:
    random = np.random.default_rng(7)
    slices, out = read_series(sys.argv[2]), pathlib.Path(sys.argv[3])
    shape = (len(slices), slices[0].Rows, slices[0].Columns)
    tumour, nodes, other = (random.random(shape) < p for p in (0.1, 0.2, 0.3))
    nodes[2] = False
    masks = {"Left parotid": other, "GTVnd": nodes, "GTVp": tumour}
    expected = np.where(tumour, 1, np.where(nodes, 2, 0)).astype(np.uint8)
    for name, fractional in (("binary", False), ("fractional", True)):
        write_seg(out / f"{name}.dcm", slices, masks, fractional)
        (out / f"{name}.labels").write_bytes(expected.tobytes())
    (out / "rtstruct.labels").write_bytes(write_rtstruct(out / "rtstruct.dcm", slices).tobytes())
