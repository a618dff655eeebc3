"""Files as Python's torch.save writes them, and whether a .safetensors made of one holds the same bytes.

write FOLDER            makes plain.pth, views.pth, wrapped.pth, parallel.pth, types.pth, module.pth, script.pt, old.pth ...
compare PTH SAFETENSORS  fails unless both hold the same names, types, shapes and bytes, in any order.
"""
import argparse
import json
import struct
import sys

import torch
import torchvision

TYPES = {"F32": torch.float32, "F16": torch.float16, "BF16": torch.bfloat16, "F64": torch.float64,
         "I64": torch.int64, "I32": torch.int32, "I16": torch.int16, "I8": torch.int8, "U8": torch.uint8}


def read_safetensors(path):
    """Ten lines of our own, so that the writer is checked by another reader."""
    with open(path, "rb") as file:
        (length,) = struct.unpack("<Q", file.read(8))
        header = json.loads(file.read(length))
        data = file.read()
    tensors = {}
    for name, entry in header.items():
        if name != "__metadata__":
            begin, end = entry["data_offsets"]
            flat = torch.frombuffer(bytearray(data[begin:end]), dtype=TYPES[entry["dtype"]]) if end > begin \
                else torch.empty(0, dtype=TYPES[entry["dtype"]])
            tensors[name] = flat.reshape(entry["shape"])
    return tensors


def write(folder):
    torch.manual_seed(1)
    network = torchvision.models.resnet18(weights=None, num_classes=3)
    torch.save(network.state_dict(), folder + "/plain.pth")
    torch.save(network.state_dict(), folder + "/protocol4.pth", pickle_protocol=4)
    torch.save(dict(network.named_parameters()), folder + "/parameters.pth")
    torch.save({"epoch": 3, "best": 0.5, "state_dict": network.state_dict(),
                "optimizer": torch.optim.SGD(network.parameters(), 0.1, momentum=0.9).state_dict()},
               folder + "/wrapped.pth")
    torch.save(torch.nn.DataParallel(network).state_dict(), folder + "/parallel.pth")
    base = torch.arange(60, dtype=torch.float32)
    torch.save({"whole": base, "transposed": base.view(6, 10).t(), "strided": base[3::7], "middle": base[20:32].view(3, 4),
                "scalar": base[5], "expanded": base[7].expand(4), "empty": torch.empty(0, 3),
                "last": base.view(3, 4, 5).to(memory_format=torch.contiguous_format).permute(2, 0, 1)},
               folder + "/views.pth")
    torch.save({str(kind).replace(".", "_"): torch.arange(-3, 5).to(kind) for kind in TYPES.values()},
               folder + "/types.pth")
    torch.save({"flag": torch.tensor([True, False, True])}, folder + "/bool.pth")
    torch.save(network, folder + "/module.pth")
    torch.save({"state_dict": network.state_dict(), "args": argparse.Namespace(lr=0.1)}, folder + "/namespace.pth")
    torch.save(network.state_dict(), folder + "/old.pth", _use_new_zipfile_serialization=False)
    torch.jit.save(torch.jit.script(torch.nn.Linear(2, 2)), folder + "/script.pt")


def compare(pth, safetensors):
    wanted, found = torch.load(pth), read_safetensors(safetensors)
    assert sorted(wanted) == sorted(found), (sorted(wanted), sorted(found))
    for name, tensor in wanted.items():
        assert found[name].dtype == tensor.dtype and found[name].shape == tensor.shape, name
        same = torch.equal(found[name].contiguous().view(-1).view(torch.uint8),
                           tensor.detach().contiguous().view(-1).view(torch.uint8))
        assert same, name


if __name__ == "__main__":
    {"write": write, "compare": compare}[sys.argv[1]](*sys.argv[2:])
