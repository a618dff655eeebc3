"""What a network answers, as torchvision or the reference beside this file computes it: NETWORK CLASSES FOLDER SIZES [aux].

Writes to FOLDER, under the library's own names: weights.pth, made by the formula; answers.pth, the images and logits
of an evaluation and of a training step without dropout (with aux the auxiliary head's behind them, as channels); gradients.pth of the former in 64 bits, statistics.pth after the latter.
"""
import sys

import torch
import torchvision

import formula
import reference_networks as reference


class Torchvision:
    def __init__(self, name, classes, aux=False):
        if name == "efficientnet_b0":
            self.network = torchvision.models.efficientnet_b0(
                weights=None, num_classes=classes, stochastic_depth_prob=0.0)
        elif name == "deeplabv3_resnet50":
            self.network = torchvision.models.segmentation.deeplabv3_resnet50(
                weights=None, weights_backbone=None, num_classes=classes, aux_loss=aux)
        else:
            self.network = getattr(torchvision.models, name)(weights=None, num_classes=classes)
        for module in self.network.modules():
            if isinstance(module, torch.nn.Dropout):
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
