"""What a network answers, as torchvision or the reference beside this file computes it: NETWORK CLASSES FOLDER SIZES [aux].

Writes to FOLDER, under the library's own names: weights.pth, made by the formula; answers.pth, the images and logits
of an evaluation and of a training step without dropout (with aux the auxiliary head's behind them, as channels); gradients.pth of the former in 64 bits, statistics.pth after the latter.
"""
import sys

import torch
import torchvision
from torch import nn
from torchvision.models import segmentation
from torchvision.models._utils import IntermediateLayerGetter

import formula
import reference_networks as reference


def narrow_deeplabv3(classes, aux):
    """torchvision's DeepLabv3 about its ResNet-18, which it refuses to dilate, all a quarter as wide."""
    trunk = torchvision.models.resnet18(weights=None)
    dilations = {"layer3.0": 1, "layer3.1": 2, "layer4.0": 2, "layer4.1": 4}
    for name, module in list(trunk.named_modules()):
        if isinstance(module, nn.BatchNorm2d):
            made = nn.BatchNorm2d(module.num_features // 4)
        elif isinstance(module, nn.Conv2d):
            stride, padding, dilation = module.stride, module.padding, dilations.get(name[:len("layer3.0")])
            if dilation:
                stride, padding = 1, dilation if module.kernel_size == (3, 3) else 0
            inputs = 3 if name == "conv1" else module.in_channels // 4
            made = nn.Conv2d(inputs, module.out_channels // 4, module.kernel_size, stride, padding,
                             dilation if dilation and padding else 1, bias=False)
        else:
            continue
        owner, _, last = name.rpartition(".")
        setattr(trunk.get_submodule(owner), last, made)
    layers = {"layer4": "out", "layer3": "aux"} if aux else {"layer4": "out"}
    head = nn.Sequential(segmentation.deeplabv3.ASPP(128, [12, 24, 36], 64), nn.Conv2d(64, 64, 3, padding=1, bias=False),
                         nn.BatchNorm2d(64), nn.ReLU(), nn.Conv2d(64, classes, 1))
    return segmentation.DeepLabV3(IntermediateLayerGetter(trunk, layers), head,
                                  segmentation.fcn.FCNHead(64, classes) if aux else None)


class Torchvision:
    def __init__(self, name, classes, aux=False):
        if name == "efficientnet_b0":
            self.network = torchvision.models.efficientnet_b0(
                weights=None, num_classes=classes, stochastic_depth_prob=0.0)
        elif name == "deeplabv3_resnet50":
            self.network = torchvision.models.segmentation.deeplabv3_resnet50(
                weights=None, weights_backbone=None, num_classes=classes, aux_loss=aux)
        elif name == "deeplabv3_resnet18_16":
            self.network = narrow_deeplabv3(classes, aux)
        else:
            self.network = getattr(torchvision.models, name)(weights=None, num_classes=classes)
        for module in self.network.modules():
            if isinstance(module, nn.Dropout):
                module.p = 0.0
        made = {key: formula.tensor(key, tuple(value.shape)) for key, value in self.network.state_dict().items()}
        self.network.load_state_dict(made)

    def __call__(self, images, training):
        self.network.train(training)
        answer = self.network(images)
        return torch.cat(list(answer.values()), 1) if isinstance(answer, dict) else answer

    def state(self):
        return self.network.state_dict()

    def parameters(self):
        return dict(self.network.named_parameters())

    def to(self, kind):
        self.network.to(kind)


class Reference:
    def __init__(self, name, classes):
        self.forward, self.classes, self.tensors = reference.NETWORKS[name], classes, reference.State()
        size, wanted = reference.PUBLISHED_SHAPES[name]
        shapes = {}
        with torch.no_grad():
            self.forward(self.tensors, torch.zeros(1, 3, size, size), classes, shapes)
        for place, (channels, side) in wanted.items():
            assert tuple(shapes[place]) == (1, channels, side, side), (place, shapes[place])

    def __call__(self, images, training):
        self.tensors.training = training
        return self.forward(self.tensors, images, self.classes, {})

    def state(self):
        return {name: tensor.detach() for name, tensor in self.tensors.tensors.items()}

    def parameters(self):
        return {name: tensor for name, tensor in self.tensors.tensors.items() if tensor.requires_grad}

    def to(self, kind):
        for tensor in self.tensors.tensors.values():
            if tensor.is_floating_point():
                tensor.data = tensor.data.to(kind)
                tensor.grad = None if tensor.grad is None else tensor.grad.to(kind)


def main():
    name, classes, folder = sys.argv[1], int(sys.argv[2]), sys.argv[3]
    height, width = int(sys.argv[4]), int(sys.argv[5])
    aux = sys.argv[6:] == ["aux"]
    network = Reference(name, classes) if name in reference.NETWORKS else Torchvision(name, classes, aux)
    torch.save(network.state(), folder + "/weights.pth")
    images = formula.images((2, 3, height, width))
    answers = {"images": images}
    with torch.no_grad():
        logits = network(images, training=False)
    answers["logits"] = logits
    pull = torch.from_numpy(formula.uniform("pull", logits.numel())).to(torch.float32).view(logits.shape)
    answers["pull"] = pull
    # In 64 bits: a rectifier passes its gradient or does not, and rounding decides that for a value that is all but 0.
    network.to(torch.float64)
    exact = images.to(torch.float64).requires_grad_()
    (network(exact, training=False) * pull).sum().backward()
    answers["images.gradient"] = exact.grad
    torch.save({key: parameter.grad for key, parameter in network.parameters().items()}, folder + "/gradients.pth")
    network.to(torch.float32)
    with torch.no_grad():
        answers["training.logits"] = network(images, training=True)
    torch.save(answers, folder + "/answers.pth")
    torch.save({key: tensor for key, tensor in network.state().items() if "running_" in key},
               folder + "/statistics.pth")


if __name__ == "__main__":
    main()
