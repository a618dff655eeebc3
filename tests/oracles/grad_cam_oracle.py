"""Heat maps of a network with one logit, by hooks on torchvision's or the reference's layers: NETWORK FOLDER SIZE.

Writes to FOLDER weights.pth, made by the formula, and maps.pth: the grey images (N x SIZE x SIZE), the logits and, for
each target, method and smoothing, "rt grad-cam++ eigen" say, the maps. The formulas are written out as the papers have
them, in numpy's double precision, smoothing after pytorch-grad-cam's get_2d_projection with the sum's sign.
"""
import sys

import numpy
import torch
import torch.nn.functional as F

import formula
import network_oracle

LAYERS = {"resnet18": lambda net: net.layer4[1], "resnet50": lambda net: net.layer4[2],
          "efficientnet_b0": lambda net: net.features[8][0]}
KEPT = {"xception": "act4", "inception_resnet_v2": "conv2d_7b"}
HALF = {"xception", "inception_resnet_v2"}  # mean and deviation 0.5; the others ImageNet's


def activation_and_gradient(name, network, images):
    seen = {}
    if name in LAYERS:
        hook = LAYERS[name](network.network).register_forward_hook(lambda _, __, output: seen.update(a=output))
        logits = network(images, training=False)
        hook.remove()
    else:
        logits = network(images, training=False)
        seen["a"] = network.tensors.seen[KEPT[name]]
    gradient, = torch.autograd.grad(logits.sum(), seen["a"])
    return logits.detach(), seen["a"].detach().double().numpy(), gradient.double().numpy()


def coarse_map(a, g, plus_plus, eigen):
    """a, g: K x h x w."""
    if plus_plus:
        total = a.sum((1, 2))[:, None, None]
        with numpy.errstate(divide="ignore", invalid="ignore"):
            alpha = g**2 / (2 * g**2 + total * g**3)
        alpha[~(numpy.isfinite(alpha) & (alpha > 0))] = 0
        weights = (alpha * numpy.maximum(g, 0)).sum((1, 2))
    else:
        weights = g.mean((1, 2))
    channels = weights[:, None, None] * a
    if not eigen:
        return numpy.maximum(channels.sum(0), 0)
    pixels = channels.reshape(len(a), -1).T
    pixels = pixels - pixels.mean(0)
    _, _, axes = numpy.linalg.svd(pixels, full_matrices=False)
    component = pixels @ axes[0]
    if component @ pixels.sum(1) < 0:
        component = -component
    return numpy.maximum(component.reshape(a.shape[1:]), 0)


def main():
    name, folder, size = sys.argv[1], sys.argv[2], int(sys.argv[3])
    kind = network_oracle.Reference if name in KEPT else network_oracle.Torchvision
    network = kind(name, 1)
    torch.save(network.state(), folder + "/weights.pth")
    grey = formula.images((2, size, size))
    # Something to look at: a bright disc in the upper left.
    y, x = torch.meshgrid(torch.arange(size), torch.arange(size), indexing="ij")
    grey = 0.3 * grey + 0.7 * (((x - 0.3 * size) ** 2 + (y - 0.3 * size) ** 2) < (0.2 * size) ** 2)
    mean = torch.tensor([0.5] * 3 if name in HALF else [0.485, 0.456, 0.406]).view(1, 3, 1, 1)
    deviation = torch.tensor([0.5] * 3 if name in HALF else [0.229, 0.224, 0.225]).view(1, 3, 1, 1)
    logits, a, g = activation_and_gradient(name, network, (grey.unsqueeze(1).repeat(1, 3, 1, 1) - mean) / deviation)
    answers = {"images": grey, "logits": logits.squeeze(1)}
    for target, sign in (("rt", 1), ("nrt", -1)):
        for method in ("grad-cam", "grad-cam++"):
            for eigen in ("", " eigen"):
                coarse = [coarse_map(a[i], sign * g[i], method == "grad-cam++", bool(eigen)) for i in range(len(a))]
                coarse = torch.from_numpy(numpy.stack(coarse)).unsqueeze(1)
                fine = F.interpolate(coarse, size=(size, size), mode="bilinear", align_corners=False)
                answers[f"{target} {method}{eigen}"] = fine.squeeze(1).float()
    torch.save(answers, folder + "/maps.pth")


if __name__ == "__main__":
    main()
