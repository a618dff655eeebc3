# The independent reader of what `residuum deidentify` writes (pydicom).
#   plant FOLDER PLANTED     writes DICOM files full of identifiers, and each of these, in every encoding it might
#                            have on the disk, as hexadecimal lines
#   search FOLDER PLANTED    every planted value that stands in the bytes or the names of the files
#   compare IN OUT           what of pixels, geometry and references differs, UIDs aside, and whether each UID has
#                            one successor
# Prints JSON: {"problems": [...], "files": N, "uids": N}.
import json
import os
import sys

import numpy
import pydicom
from pydicom.dataset import Dataset, FileDataset, FileMetaDataset
from pydicom.sequence import Sequence
from pydicom.uid import ExplicitVRBigEndian, ExplicitVRLittleEndian, ImplicitVRLittleEndian, RLELossless

ROOT = "1.2.826.0.1.3680043.2.1125."
PLANTED = set()


def plant(text, *encodings):
    for encoding in encodings or ("ascii",):
        PLANTED.add(text.encode(encoding).hex())
    return text


def uid(what):
    return plant(ROOT + str(int.from_bytes(what.encode(), "big"))[:38])


def code(value, scheme, meaning):
    item = Dataset()
    item.CodeValue, item.CodingSchemeDesignator, item.CodeMeaning = value, scheme, meaning
    return item


def reference(sop_class, instance):
    item = Dataset()
    item.ReferencedSOPClassUID, item.ReferencedSOPInstanceUID = sop_class, instance
    return item


PEOPLE = {
    "A": dict(name="Yamadataro^Hanakosan=山田太郎^花子=", charset=["", "ISO 2022 IR 87"], id="HN7734512", birth="19480317",
              age="093Y", words=[("山田太郎", ("iso2022_jp", "utf-8", "shift_jis"))]),
    "B": dict(name="Müllerstein^Jörgfried", charset="ISO_IR 100", id="KH-88112-Z", birth="19770912", age="043Y",
              words=[("Müllerstein", ("latin-1", "utf-8")), ("Jörgfried", ("latin-1", "utf-8"))]),
    "C": dict(name="Ковалевич^Тамара", charset="ISO_IR 192", id="RU5566778", birth="19630228", age="061Y",
              words=[("Ковалевич", ("utf-8", "iso8859_5"))]),
}


def base(person, sop_class, series, number):
    who = PEOPLE[person]
    meta = FileMetaDataset()
    meta.MediaStorageSOPClassUID = sop_class
    meta.MediaStorageSOPInstanceUID = uid(f"i{person}{series}{number}")
    meta.TransferSyntaxUID = ExplicitVRLittleEndian
    meta.SourceApplicationEntityTitle = plant("AEWESTWING7")
    meta.PrivateInformationCreatorUID = uid("creator")
    meta.PrivateInformation = plant("privateinfo-meta").encode()
    data = FileDataset("", {}, file_meta=meta, preamble=plant("PREAMBLE-OF-WESTWING").encode().ljust(128, b"\0"))
    data.is_little_endian, data.is_implicit_VR = True, False
    data.SpecificCharacterSet = who["charset"]
    for text, encodings in who["words"]:
        plant(text, *encodings)
    data.PatientName, data.PatientID, data.PatientBirthDate = who["name"], plant(who["id"]), plant(who["birth"])
    data.PatientSex, data.PatientAge, data.PatientWeight = "F", who["age"], "61.5"
    data.OtherPatientIDs = plant("OLDNUMBER4711")
    data.PatientAddress = plant("Lindenallee 77 Hinterhof")
    data.PatientTelephoneNumbers = plant("0049-30-5550199")
    data.EthnicGroup, data.Occupation = plant("ETHNICX"), plant("LIGHTHOUSEKEEPER")
    data.PatientComments = plant("knows the mayor personally")
    data.StudyInstanceUID, data.SeriesInstanceUID = uid(f"study{person}"), uid(f"series{person}{series}")
    data.SOPClassUID, data.SOPInstanceUID = sop_class, meta.MediaStorageSOPInstanceUID
    data.FrameOfReferenceUID = uid(f"frame{person}")
    data.PositionReferenceIndicator = ""
    data.StudyDate, data.SeriesDate = plant("20190514"), plant("20190515")
    data.AcquisitionDate, data.ContentDate = plant("20190516"), plant("20190517")
    data.InstanceCreationDate = plant("20190518")
    data.StudyTime, data.ContentTime, data.AcquisitionTime = plant("134501.25"), plant("134607"), plant("134708")
    data.AccessionNumber, data.StudyID = plant("ACC20190514X"), plant("SID991")
    data.ReferringPhysicianName = plant("Zuweiserling^Egon")
    data.PerformingPhysicianName, data.OperatorsName = plant("Doktorowski^Ida"), plant("Bedienmann^Uwe")
    data.InstitutionName, data.InstitutionAddress = plant("Klinikum Westwinkel"), plant("Am Tor 9, Westwinkel")
    data.InstitutionalDepartmentName, data.StationName = plant("Radiologie Nordflur"), plant("MRROOM4711")
    data.DeviceSerialNumber = plant("SN00412237")
    data.Manufacturer, data.ManufacturerModelName, data.SoftwareVersions = "Acme", "Magnet 3", "v1"
    data.StudyDescription = plant("MR neck for Zuweiserling")
    data.SeriesDescription = "Ax T1 +C " + plant("Bedienmann")
    data.ProtocolName = plant("Westwinkel Protokoll 3")
    data.RequestedProcedureDescription = plant("second opinion Doktorowski")
    data.SeriesNumber, data.InstanceNumber = series, number
    request = Dataset()
    request.RequestedProcedureID = plant("REQ778812")
    request.ScheduledProcedureStepDescription = plant("step for the mayor")
    data.RequestAttributesSequence = Sequence([request])
    original, changed = Dataset(), Dataset()
    changed.PatientID = plant("FORMERID2231")
    original.ModifiedAttributesSequence = Sequence([changed])
    original.ModifyingSystem = plant("PACSWESTWINKEL")
    data.OriginalAttributesSequence = Sequence([original])
    equipment = Dataset()
    equipment.InstitutionName = plant("Praxis Ostwinkel")
    data.ContributingEquipmentSequence = Sequence([equipment])
    # Private, a sequence among them.
    block = data.private_block(0x0019, "ACME HEADER", create=True)
    block.add_new(0x01, "LO", plant("private name Muellerhof"))
    inner = Dataset()
    inner.PatientName = plant("Innerprivat^Klara")
    block.add_new(0x02, "SQ", Sequence([inner]))
    data.add_new(0x00091010, "UN", plant("ownerless private bytes").encode())
    # Attributes that the profile's table does not name.
    data.add_new(0x00081162, "OB", plant("unlisted-binary").encode())
    data.ImageComments = plant("compare with her sister")
    data.DataSetTrailingPadding = plant("padding-with-words").encode()
    data.add_new(0x60000010, "US", 8)
    data.add_new(0x60000011, "US", 8)
    data.add_new(0x60000022, "LO", plant("overlay text Egon"))
    data.add_new(0x60003000, "OW", plant("overlaid").encode())
    return data


def pixels(data, frames=1):
    data.Rows, data.Columns, data.SamplesPerPixel = 16, 12, 1
    data.PhotometricInterpretation = "MONOCHROME2"
    data.BitsAllocated, data.BitsStored, data.HighBit, data.PixelRepresentation = 16, 12, 11, 0
    values = (numpy.arange(frames * 16 * 12) * 7 % 4096).astype("<u2")
    data.PixelData = values.tobytes()


MR, ENHANCED = "1.2.840.10008.5.1.4.1.1.4", "1.2.840.10008.5.1.4.1.1.4.1"
SEG, RTSTRUCT = "1.2.840.10008.5.1.4.1.1.66.4", "1.2.840.10008.5.1.4.1.1.481.3"


def classic(person, series, number):
    data = base(person, MR, series, number)
    data.Modality, data.ImageType = "MR", ["ORIGINAL", "PRIMARY", "OTHER"]
    data.ScanningSequence, data.SequenceVariant, data.ScanOptions = "SE", "NONE", ""
    data.MRAcquisitionType, data.RepetitionTime, data.EchoTime, data.EchoTrainLength = "2D", "560", "11.5", ""
    data.SequenceName = "tse " + plant("Zuweiserling")  # typed where it does not belong
    data.ReceiveCoilName = "HeadNeck20"
    data.ContrastBolusAgent = plant("Gadovist lot 771234")
    data.PatientPosition = "HFS"
    data.PixelSpacing, data.SliceThickness = ["0.5", "0.5"], "5"
    data.ImageOrientationPatient = ["1", "0", "0", "0", "0.984807753", "0.173648178"]
    data.ImagePositionPatient = ["-12.5", f"{1.5 - 0.868240888 * number:.9f}", f"{4.924038765 * number:.9f}"]
    data.WindowCenter, data.WindowWidth = "2000", "4000"
    data.ReferencedImageSequence = Sequence([reference(MR, uid(f"i{person}{series}1"))])
    anatomy = code("ST99", "99WESTWINKEL", plant("Westwinkel region code"))
    data.AnatomicRegionSequence = Sequence([anatomy])
    pixels(data)
    return data


def enhanced(person, series):
    data = base(person, ENHANCED, series, 1)
    data.Modality, data.ImageType = "MR", ["ORIGINAL", "PRIMARY", "OTHER", "NONE"]
    data.AcquisitionDateTime = plant("20190519101112.5")
    data.NumberOfFrames = 3
    for keyword, value in {
            "PatientPosition": "HFS", "AcquisitionNumber": 1, "AcquisitionDuration": 60.0, "ResonantNucleus": "1H",
            "KSpaceFiltering": "NONE", "MagneticFieldStrength": "3", "ApplicableSafetyStandardAgency": "IEC",
            "PixelPresentation": "MONOCHROME", "VolumetricProperties": "VOLUME", "VolumeBasedCalculationTechnique": "NONE",
            "ComplexImageComponent": "MAGNITUDE", "AcquisitionContrast": "T1", "ContentQualification": "RESEARCH",
            "PresentationLUTShape": "IDENTITY", "BurnedInAnnotation": "NO", "LossyImageCompression": "00",
            "PulseSequenceName": "tse", "MRAcquisitionType": "2D", "EchoPulseSequence": "SPIN", "MultipleSpinEcho": "NO",
            "MultiPlanarExcitation": "NO", "PhaseContrast": "NO", "TimeOfFlightContrast": "NO",
            "SteadyStatePulseSequence": "NONE", "EchoPlanarPulseSequence": "NO", "SaturationRecovery": "NO",
            "SpectrallySelectedSuppression": "NONE", "OversamplingPhase": "NONE", "ArterialSpinLabelingContrast": "NONE",
            "GeometryOfKSpaceTraversal": "RECTILINEAR", "RectilinearPhaseEncodeReordering": "LINEAR",
            "SegmentedKSpaceTraversal": "SINGLE", "CoverageOfKSpace": "FULL", "NumberOfKSpaceTrajectories": 1,
            "AcquisitionContextSequence": Sequence([])}.items():
        setattr(data, keyword, value)
    shared, frames = Dataset(), []

    def group(keyword, **values):
        item = Dataset()
        for name, value in values.items():
            setattr(item, name, value)
        setattr(shared, keyword, Sequence([item]))

    group("MRImageFrameTypeSequence", FrameType=["ORIGINAL", "PRIMARY", "OTHER", "NONE"], PixelPresentation="MONOCHROME",
          VolumetricProperties="VOLUME", VolumeBasedCalculationTechnique="NONE", ComplexImageComponent="MAGNITUDE",
          AcquisitionContrast="T1")
    rate = Dataset()
    rate.OperatingModeType, rate.OperatingMode = "STATIC FIELD", "IEC_NORMAL"
    group("MRTimingAndRelatedParametersSequence", RepetitionTime="560", FlipAngle="90", EchoTrainLength="1",
          RFEchoTrainLength=1, GradientEchoTrainLength=0, OperatingModeSequence=Sequence([rate]))
    group("MRFOVGeometrySequence", InPlanePhaseEncodingDirection="ROW", MRAcquisitionFrequencyEncodingSteps=16,
          MRAcquisitionPhaseEncodingStepsInPlane=12, PercentSampling="100", PercentPhaseFieldOfView="100")
    group("MREchoSequence", EffectiveEchoTime=11.5)
    group("MRModifierSequence", InversionRecovery="NO", FlowCompensation="NONE", Spoiling="NONE", T2Preparation="NO",
          SpectrallySelectedExcitation="NONE", SpatialPresaturation="NONE", PartialFourier="NO", ParallelAcquisition="NO")
    group("MRImagingModifierSequence", MagnetizationTransfer="NONE", BloodSignalNulling="NO", Tagging="NONE",
          TransmitterFrequency=127.7, PixelBandwidth="200")
    element = Dataset()
    element.MultiCoilElementName, element.MultiCoilElementUsed = "E1", "YES"
    group("MRReceiveCoilSequence", ReceiveCoilName="HN20", ReceiveCoilManufacturerName=plant("Coils of Westwinkel"),
          ReceiveCoilType="MULTICOIL", QuadratureReceiveCoil="NO", MultiCoilDefinitionSequence=Sequence([element]))
    group("MRTransmitCoilSequence", TransmitCoilName="Body", TransmitCoilManufacturerName="", TransmitCoilType="BODY")
    group("MRAveragesSequence", NumberOfAverages="1")
    group("PixelValueTransformationSequence", RescaleIntercept="0", RescaleSlope="1", RescaleType="US")
    group("FrameAnatomySequence", FrameLaterality="U", AnatomicRegionSequence=Sequence([code("71836000", "SCT", "Nasopharynx")]))
    measures, orientation = Dataset(), Dataset()
    measures.PixelSpacing, measures.SliceThickness, measures.SpacingBetweenSlices = ["0.5", "0.5"], "5", "5"
    orientation.ImageOrientationPatient = ["1", "0", "0", "0", "1", "0"]
    shared.PixelMeasuresSequence = Sequence([measures])
    shared.PlaneOrientationSequence = Sequence([orientation])
    private = shared.private_block(0x2005, "ACME FRAMES", create=True)
    private.add_new(0x10, "LO", plant("private in a functional group"))
    for number in range(3):
        frame, content, position = Dataset(), Dataset(), Dataset()
        content.FrameAcquisitionDateTime = plant(f"2019052{number}111213")
        content.FrameComments = plant("frame of the mayor")
        content.FrameReferenceDateTime = content.FrameAcquisitionDateTime
        content.FrameAcquisitionDuration, content.FrameAcquisitionNumber = 20.0, 1
        content.StackID, content.InStackPositionNumber = "1", number + 1
        content.DimensionIndexValues = [1, number + 1]
        position.ImagePositionPatient = ["-3", "-4", str(5 * number)]
        frame.FrameContentSequence, frame.PlanePositionSequence = Sequence([content]), Sequence([position])
        frames.append(frame)
    data.SharedFunctionalGroupsSequence = Sequence([shared])
    data.PerFrameFunctionalGroupsSequence = Sequence(frames)
    organisation = Dataset()
    organisation.DimensionOrganizationUID = uid("dimension")
    data.DimensionOrganizationSequence = Sequence([organisation])
    indices = []
    for pointer in (0x00209056, 0x00209057):
        index = Dataset()
        index.DimensionIndexPointer, index.FunctionalGroupPointer = pointer, 0x00209111
        index.DimensionOrganizationUID = organisation.DimensionOrganizationUID
        indices.append(index)
    data.DimensionIndexSequence = Sequence(indices)
    pixels(data, 3)
    return data


def segmentation(person, series):
    data = base(person, SEG, series, 1)
    data.Modality, data.ImageType = "SEG", ["DERIVED", "PRIMARY"]
    data.ContentLabel, data.ContentDescription = plant("LABELBYEGON"), plant("drawn by Bedienmann")
    data.ContentCreatorName = plant("Zeichnerling^Otto")
    data.SegmentationType, data.NumberOfFrames = "BINARY", 1
    segment = Dataset()
    segment.SegmentNumber, segment.SegmentLabel = 1, "GTV " + plant("Hanakosan")
    segment.SegmentDescription, segment.SegmentAlgorithmType = plant("the mayor's tumour"), "MANUAL"
    segment.SegmentAlgorithmName = plant("ottos-tool")
    segment.SegmentedPropertyCategoryCodeSequence = Sequence(
        [code("49755003", "SCT", "Morphologically Altered Structure")])
    segment.SegmentedPropertyTypeCodeSequence = Sequence([code("86049000", "SCT", "Neoplasm, Primary")])
    segment.TrackingID, segment.TrackingUID = plant("lesion of Hanakosan"), uid("tracking")
    data.SegmentSequence = Sequence([segment])
    series_item, shared, frame = Dataset(), Dataset(), Dataset()
    series_item.SeriesInstanceUID = uid(f"series{person}1")
    series_item.ReferencedInstanceSequence = Sequence([reference(MR, uid(f"i{person}1{n}")) for n in (1, 2, 3)])
    data.ReferencedSeriesSequence = Sequence([series_item])
    derivation = Dataset()
    derivation.DerivationCodeSequence = Sequence([code("113076", "DCM", "Segmentation")])
    source = reference(MR, uid(f"i{person}12"))
    source.PurposeOfReferenceCodeSequence = Sequence([code("121322", "DCM", "Source image for image processing")])
    derivation.SourceImageSequence = Sequence([source])
    frame.DerivationImageSequence = Sequence([derivation])
    data.SharedFunctionalGroupsSequence, data.PerFrameFunctionalGroupsSequence = Sequence([shared]), Sequence([frame])
    pixels(data)
    data.BitsAllocated, data.BitsStored, data.HighBit = 1, 1, 0
    data.PixelData = bytes(range(24))
    return data


def structures(person, series):
    data = base(person, RTSTRUCT, series, 1)
    data.Modality = "RTSTRUCT"
    data.StructureSetLabel, data.StructureSetName = plant("EGONSLABEL"), plant("Egons structure set")
    data.StructureSetDate, data.StructureSetTime = plant("20190522"), plant("121314")
    frame, study, in_series = Dataset(), reference("1.2.840.10008.3.1.2.3.1", uid(f"study{person}")), Dataset()
    in_series.SeriesInstanceUID = uid(f"series{person}1")
    in_series.ContourImageSequence = Sequence([reference(MR, uid(f"i{person}1{n}")) for n in (1, 2, 3)])
    study.RTReferencedSeriesSequence = Sequence([in_series])
    frame.FrameOfReferenceUID, frame.RTReferencedStudySequence = uid(f"frame{person}"), Sequence([study])
    data.ReferencedFrameOfReferenceSequence = Sequence([frame])
    roi = Dataset()
    roi.ROINumber, roi.ReferencedFrameOfReferenceUID = 1, uid(f"frame{person}")
    roi.ROIName, roi.ROIDescription = "GTVnx " + plant("Hanakosan"), plant("by Dr Zeichnerling")
    roi.ROIGenerationAlgorithm = "MANUAL"
    data.StructureSetROISequence = Sequence([roi])
    contour, outline, observed = Dataset(), Dataset(), Dataset()
    outline.ContourImageSequence = Sequence([reference(MR, uid(f"i{person}12"))])
    outline.ContourGeometricType, outline.NumberOfContourPoints = "CLOSED_PLANAR", 3
    outline.ContourData = ["0", "0", "5", "1", "0", "5", "0", "1", "5"]
    contour.ROIDisplayColor, contour.ReferencedROINumber = [255, 0, 0], 1
    contour.ContourSequence = Sequence([outline])
    data.ROIContourSequence = Sequence([contour])
    observed.ObservationNumber, observed.ReferencedROINumber, observed.RTROIInterpretedType = 1, 1, "GTV"
    observed.ROIInterpreter = plant("Zeichnerling^Otto")
    data.RTROIObservationsSequence = Sequence([observed])
    return data


def plant_files(folder, planted):
    def write(data, name, syntax=ExplicitVRLittleEndian):
        path = os.path.join(folder, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        data.is_implicit_VR, data.is_little_endian = syntax == ImplicitVRLittleEndian, syntax != ExplicitVRBigEndian
        if syntax == RLELossless:
            data.compress(RLELossless)
        elif syntax == ExplicitVRBigEndian and "PixelData" in data:
            data.PixelData = numpy.frombuffer(data.PixelData, "<u2").astype(">u2").tobytes()
        data.file_meta.TransferSyntaxUID = syntax
        pydicom.dcmwrite(path, data, write_like_original=False)

    for number in (3, 1, 2):
        write(classic("A", 1, number), f"Yamadataro/{plant('NAMEDIR')}{number}")
        write(classic("B", 1, number), f"b/{number}.dcm", RLELossless)
        write(classic("B", 2, number), f"b/big/{number}.dcm", ExplicitVRBigEndian)
    write(enhanced("C", 1), "c/enhanced.dcm", ImplicitVRLittleEndian)
    write(segmentation("A", 4), "Yamadataro/seg.dcm")
    write(structures("A", 5), "Yamadataro/structures.dcm")
    with open(os.path.join(folder, "notes.txt"), "w") as notes:
        notes.write("Yamadataro was here")
    directory = FileMetaDataset()
    directory.MediaStorageSOPClassUID = "1.2.840.10008.1.3.10"
    directory.MediaStorageSOPInstanceUID, directory.TransferSyntaxUID = uid("dicomdir"), ExplicitVRLittleEndian
    empty = FileDataset("", {}, file_meta=directory, preamble=b"\0" * 128)
    empty.is_little_endian, empty.is_implicit_VR, empty.FileSetID = True, False, "EXPORT"
    pydicom.dcmwrite(os.path.join(folder, "DICOMDIR"), empty, write_like_original=False)
    for text in ("Yamadataro", "Hanakosan"):
        plant(text)
    with open(planted, "w") as out:
        out.write("\n".join(sorted(PLANTED)) + "\n")


def files_of(folder):
    return sorted(os.path.join(at, name) for at, _, names in os.walk(folder) for name in names)


def search(folder, planted):
    values = [bytes.fromhex(line.strip()) for line in open(planted)]
    problems = []
    for path in files_of(folder):
        with open(path, "rb") as file:
            content = file.read()
        place = os.path.relpath(path, folder)
        problems += [f"{place}: {value!r}" for value in values if value in content or value in place.encode()]
    return {"problems": problems, "files": len(files_of(folder)), "uids": 0}


GEOMETRY = ["ImagePositionPatient", "ImageOrientationPatient", "PixelSpacing", "SliceThickness", "SpacingBetweenSlices",
            "PatientPosition", "Rows", "Columns", "NumberOfFrames", "BitsAllocated", "BitsStored", "HighBit",
            "PixelRepresentation", "RescaleSlope", "RescaleIntercept", "WindowCenter", "WindowWidth", "ContourData",
            "ROINumber", "ReferencedROINumber", "SegmentNumber", "DimensionIndexValues", "SOPClassUID", "Modality",
            "ReferencedSOPClassUID"]


def walk(before, after, path, seen):
    """Pairs of elements that both have, and those of the geometry that one lacks."""
    for element in before:
        if element.tag.is_private:
            continue
        where = f"{path}/{element.keyword or element.tag}"
        if element.tag not in after:
            if element.keyword in GEOMETRY or (element.keyword.endswith("InstanceUID") and "Referenced" in element.keyword):
                seen["problems"].append(f"{where} is gone")
            continue
        other = after[element.tag]
        if element.VR == "SQ":
            if other.value and len(other.value) != len(element.value):
                seen["problems"].append(f"{where}: {len(element.value)} items became {len(other.value)}")
            for number, (a, b) in enumerate(zip(element.value, other.value)):
                walk(a, b, f"{where}[{number}]", seen)
        elif element.VR == "UI" and not str(element.value).startswith("1.2.840.10008."):
            new = seen["uids"].setdefault(str(element.value), str(other.value))
            if new != str(other.value) or not new.startswith("2.25.") or len(new) > 64:
                seen["problems"].append(f"{where}: no single successor of a UID")
        elif element.keyword in GEOMETRY and str(element.value) != str(other.value):
            seen["problems"].append(f"{where} changed")


def compare(before, after):
    seen = {"problems": [], "uids": {}}
    originals = {}
    for path in files_of(before):
        try:
            data = None if os.path.basename(path) == "DICOMDIR" else pydicom.dcmread(path)
        except pydicom.errors.InvalidDicomError:
            continue
        if data and "SOPInstanceUID" in data:
            originals[(str(data.PatientID), data.get("SeriesNumber"), data.get("InstanceNumber"))] = data
    ids, count = {}, 0
    left = dict(originals)
    for path in files_of(after):
        data = pydicom.dcmread(path)
        count += 1
        keys = [key for key in left if key[1:] == (data.get("SeriesNumber"), data.get("InstanceNumber")) and
                ids.get(key[0], data.PatientID) == data.PatientID and left[key].SOPClassUID == data.SOPClassUID and
                left[key].get("Rows") == data.get("Rows") and
                left[key].file_meta.TransferSyntaxUID == data.file_meta.TransferSyntaxUID and
                (key[0] in ids or str(data.PatientID) not in ids.values())]
        place = os.path.relpath(path, after)
        if len(keys) != 1:
            seen["problems"].append(f"{place}: {len(keys)} originals")
            continue
        original = left.pop(keys[0])
        ids[keys[0][0]] = str(data.PatientID)
        walk(original, data, place, seen)
        if "PixelData" in original and not numpy.array_equal(original.pixel_array, data.pixel_array):
            seen["problems"].append(f"{place}: other pixels")
        for keyword, value in {"PatientIdentityRemoved": "YES", "PatientName": data.PatientID,
                               "PatientBirthDate": ""}.items():
            if str(data.get(keyword, "missing") or "") != value:
                seen["problems"].append(f"{place}: {keyword}")
        for keyword in ("DeidentificationMethod", "DeidentificationMethodCodeSequence", "StudyDate", "StudyTime",
                        "AccessionNumber", "StudyInstanceUID", "SeriesInstanceUID"):
            if keyword not in data:
                seen["problems"].append(f"{place}: no {keyword}")
        if data.file_meta.MediaStorageSOPInstanceUID != data.SOPInstanceUID or any(data.preamble):
            seen["problems"].append(f"{place}: the meta information")
        if set(element.tag.element for element in data.file_meta) - {0x0, 0x1, 0x2, 0x3, 0x10, 0x12, 0x13}:
            seen["problems"].append(f"{place}: more meta information than needed")
        if any(element.tag.is_private for element in data.iterall()):
            seen["problems"].append(f"{place}: private elements")
    if len(set(seen["uids"].values())) != len(seen["uids"]):
        seen["problems"].append("two UIDs became one")
    seen["problems"] += [f"an original of series {key[1]} is missing" for key in left]
    return {"problems": seen["problems"], "files": count, "uids": len(seen["uids"])}


if sys.argv[1] == "plant":
    plant_files(sys.argv[2], sys.argv[3])
    result = {"problems": [], "files": len(files_of(sys.argv[2])), "uids": 0}
else:
    result = {"search": search, "compare": compare}[sys.argv[1]](sys.argv[2], sys.argv[3])
json.dump(result, sys.stdout, ensure_ascii=True)
