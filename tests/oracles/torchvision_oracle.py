"""torchvision's logits for weights and images that the test wrote: NETWORK CLASSES FOLDER.

Reads FOLDER/weights.safetensors and images.safetensors, loads the weights strictly (so a name that differs is an
error) and writes FOLDER/logits.f32. The reader below is ten lines of its own, so that our writer is checked, too.
"""
import json
import struct
import sys

import numpy
import torch
import torchvision

DTYPES = {"F32": numpy.float32, "I64": numpy.int64}


def read_safetensors(path):
    with open(path, "rb") as file:
        (length,) = struct.unpack("<Q", file.read(8))
        header = json.loads(file.read(length))
        data = file.read()
    tensors = {}
    for name, entry in header.items():
        if name == "__metadata__":
            continue
        begin, end = entry["data_offsets"]
        array = numpy.frombuffer(data[begin:end], DTYPES[entry["dtype"]]).reshape(entry["shape"])
        tensors[name] = torch.from_numpy(array.copy())
    return tensors


def make_network(name, classes):
    if name in ("resnet18", "resnet50"):
        return getattr(torchvision.models, name)(weights=None, num_classes=classes)
    return torchvision.models.segmentation.deeplabv3_resnet50(
        weights=None, weights_backbone=None, num_classes=classes, aux_loss=False)


def main():
    name, classes, folder = sys.argv[1], int(sys.argv[2]), sys.argv[3]
    network = make_network(name, classes)
    network.load_state_dict(read_safetensors(folder + "/weights.safetensors"), strict=True)
    network.eval()
    with torch.no_grad():
        logits = network(read_safetensors(folder + "/images.safetensors")["images"])
    if isinstance(logits, dict):
        logits = logits["out"]
    logits.contiguous().numpy().astype("<f4").tofile(folder + "/logits.f32")


if __name__ == "__main__":
    main()
