"""PyTorch's own times for the study's networks, beside which `residuum bench --peer FILE` puts ours.

pytorch.py [--out FILE] [--network NAME]... [--threads N]: JSON, a row for each network, work (predict, train) and
precision: fp32 as the study's authors ran it (float32, contiguous) and bf16 (autocast, channels last). Each row is
measured in a process of its own, the fastest of at least five runs and three seconds, with that process's peak of
resident memory. Batches: 8 x 224 x 224 for classifiers, 2 x 256 x 256 for segmenters; training is one step of SGD
with momentum. A patient is 40 slices of 512 x 512, outlined as the study's scripts do it, the fastest of five. Networks come
from torchvision, or timm where it is installed; where neither has one, from the functional reference of
tests/oracles/reference_networks.py, and the row's "source" says so.

Needs python3 with torch and torchvision (Debian: python3-torchvision).
"""
import argparse
import json
import os
import subprocess
import sys
import time

NETWORKS = ["resnet50", "efficientnet_b0", "xception", "inception_resnet_v2", "deeplabv3_resnet50", "unet"]
TIMM = {"xception": "legacy_xception", "inception_resnet_v2": "inception_resnet_v2"}
SEGMENTERS = {"deeplabv3_resnet50", "unet"}


class Functional:
    """A functional reference with what a module offers: it asks for its parameters in a first run."""

    def __init__(self, name, size):
        import torch
        sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "../../tests/oracles"))
        import reference_networks as reference
        self.forward, self.state = reference.NETWORKS[name], reference.State()
        with torch.no_grad():
            self(torch.zeros(1, 3, size, size))

    def __call__(self, images):
        return self.forward(self.state, images, 1, {})

    def parameters(self):
        return [tensor for tensor in self.state.tensors.values() if tensor.requires_grad]

    def train(self, training):
        self.state.training = training

    def channels_last(self):
        import torch
        for tensor in self.parameters():
            if tensor.dim() == 4:
                tensor.data = tensor.data.contiguous(memory_format=torch.channels_last)


class Module:
    def __init__(self, module):
        self.module, self.parameters, self.train = module, module.parameters, module.train

    def __call__(self, images):
        answer = self.module(images)
        return answer["out"] if isinstance(answer, dict) else answer

    def channels_last(self):
        import torch
        self.module.to(memory_format=torch.channels_last)


def make(name, size):
    import torchvision
    if name == "deeplabv3_resnet50":
        network = torchvision.models.segmentation.deeplabv3_resnet50(
            weights=None, weights_backbone=None, num_classes=1, aux_loss=False)
        return Module(network), "torchvision " + torchvision.__version__
    if name in ("resnet50", "efficientnet_b0"):
        network = getattr(torchvision.models, name)(weights=None, num_classes=1)
        return Module(network), "torchvision " + torchvision.__version__
    try:
        import timm
        return Module(timm.create_model(TIMM[name], num_classes=1)), "timm " + timm.__version__
    except (ImportError, KeyError, RuntimeError):  # RuntimeError: a timm that does not know the name
        return Functional(name, size), "the functional reference"


def peak_memory():
    with open("/proc/self/status", encoding="ascii") as status:
        return next(int(line.split()[1]) * 1024 for line in status if line.startswith("VmHWM:"))


def measure(name, work, precision, threads):
    import torch
    torch.set_num_threads(threads)
    torch.manual_seed(1)
    batch, size = (2, 256) if name in SEGMENTERS else (8, 224)
    network, source = make(name, size)
    images = torch.rand(batch, 3, size, size)
    bf16, train = precision == "bf16", work == "train"
    if bf16:
        network.channels_last()
        images = images.contiguous(memory_format=torch.channels_last)
    network.train(train)
    optimiser = torch.optim.SGD(network.parameters(), lr=1e-4, momentum=0.9, weight_decay=1e-4)

    def step():
        with torch.autocast("cpu", torch.bfloat16, enabled=bf16), torch.set_grad_enabled(train):
            logits = network(images)
        if train:
            logits = logits.float()
            loss = torch.nn.functional.binary_cross_entropy_with_logits(logits, torch.zeros_like(logits))
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()

    step()
    seconds = []
    while len(seconds) < 5 or sum(seconds) < 3:
        start = time.perf_counter()
        step()
        seconds.append(time.perf_counter() - start)
    return {"network": name, "work": work, "precision": precision, "source": source, "batch": batch, "size": size,
            "seconds": min(seconds), "peak_memory": peak_memory()}


def measure_patient(name, threads):
    """40 slices of 512 x 512 as the study's scripts outline them: each scaled to half by PIL, through the network by
    itself, its probabilities back on 512 x 512 and above 0.5."""
    import numpy
    import torch
    from PIL import Image
    torch.set_num_threads(threads)
    torch.manual_seed(1)
    network, source = make(name, 256)
    network.train(False)
    slices = [Image.fromarray(one) for one in (numpy.random.default_rng(1).random((40, 512, 512)) * 255).astype("uint8")]

    def outline():
        masks = []
        for one in slices:
            small = numpy.asarray(one.convert("RGB").resize((256, 256), Image.BICUBIC))
            image = torch.from_numpy(small.copy()).permute(2, 0, 1).float().div(255).unsqueeze(0)
            with torch.no_grad():
                probability = torch.sigmoid(network(image))
                full = torch.nn.functional.interpolate(probability, (512, 512), mode="bilinear", align_corners=False)
            masks.append((full[0, 0] > 0.5).numpy())
        return numpy.stack(masks)

    outline()
    seconds = []
    while len(seconds) < 5:
        start = time.perf_counter()
        outline()
        seconds.append(time.perf_counter() - start)
    return {"network": name, "work": "patient", "precision": "fp32", "source": source, "batch": 40, "size": 512,
            "seconds": min(seconds), "peak_memory": 0}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", help="the JSON file; without: standard output")
    parser.add_argument("--network", action="append", choices=NETWORKS, help="one of the six; without: all")
    parser.add_argument("--work", choices=["predict", "train", "patient"], help="without: all")
    parser.add_argument("--threads", type=int, default=len(os.sched_getaffinity(0)))
    parser.add_argument("--row", nargs=3, metavar=("NETWORK", "WORK", "PRECISION"), help="one row, in this process")
    arguments = parser.parse_args()
    if arguments.row:
        name, work, precision = arguments.row
        print(json.dumps(measure_patient(name, arguments.threads) if work == "patient" else
                         measure(name, work, precision, arguments.threads)))
        return
    try:
        import torch
        import torchvision  # noqa: F401
    except ImportError as error:
        sys.exit(f"the peer is missing: {error} (Debian: python3-torchvision)")
    rows = []
    for name in arguments.network or NETWORKS:
        for work in [arguments.work] if arguments.work else ["predict", "train", "patient"]:
            if work == "patient" and name not in SEGMENTERS:
                continue
            for precision in ("fp32",) if work == "patient" else ("fp32", "bf16"):
                command = [sys.executable, os.path.abspath(__file__), "--threads", str(arguments.threads), "--row"]
                environment = {**os.environ, "OPENBLAS_NUM_THREADS": str(arguments.threads)}
                done = subprocess.run(command + [name, work, precision], check=True, capture_output=True, text=True,
                                      env=environment)
                rows.append(json.loads(done.stdout.splitlines()[-1]))
                print("{network} {work} {precision}: {seconds:.4f} s".format(**rows[-1]), file=sys.stderr)
    result = json.dumps({"torch": torch.__version__, "threads": arguments.threads, "rows": rows}, indent=1)
    if arguments.out:
        with open(arguments.out, "w", encoding="utf-8") as out:
            out.write(result + "\n")
    else:
        print(result)


if __name__ == "__main__":
    main()
