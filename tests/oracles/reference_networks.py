"""Networks that Debian's torchvision lacks, written a second time with torch.nn.functional alone.

After the papers' figures: Xception (Chollet 2017, figure 5), Inception-ResNet-v2 (Szegedy et al. 2017, figures 3 and
15 to 19 with the sizes of TensorFlow-Slim), U-Net (Ronneberger et al. 2015, with batch norm and padding). Each asks
`State` for its parameters by name, with the shape that it needs: so the state_dict is the reference's own, and what
our networks load strictly. `shapes` receives the sizes along the way.
"""
import torch
import torch.nn.functional as F

import formula


class State:
    """Parameters and buffers by name, made by the formula when they are first asked for."""

    def __init__(self):
        self.tensors = {}
        self.training = False
        self.seen = {}  # activations that somebody may ask for, by the layer's name

    def get(self, name, *shape):
        if name not in self.tensors:
            made = formula.tensor(name, shape)
            self.tensors[name] = made.requires_grad_(made.is_floating_point() and "running_" not in name)
        assert self.tensors[name].shape == torch.Size(shape), name
        return self.tensors[name]

    def keep(self, name, x):
        self.seen[name] = x
        return x

    def conv(self, x, name, outputs, kernel, stride=1, padding=0, groups=1, bias=False):
        height, width = (kernel, kernel) if isinstance(kernel, int) else kernel
        weight = self.get(name + ".weight", outputs, x.shape[1] // groups, height, width)
        offset = self.get(name + ".bias", outputs) if bias else None
        return F.conv2d(x, weight, offset, stride, padding, 1, groups)

    def norm(self, x, name, eps=1e-5):
        count = x.shape[1]
        self.get(name + ".num_batches_tracked")
        return F.batch_norm(x, self.get(name + ".running_mean", count), self.get(name + ".running_var", count),
                            self.get(name + ".weight", count), self.get(name + ".bias", count),
                            self.training, 0.1, eps)

    def linear(self, x, name, outputs):
        return F.linear(x, self.get(name + ".weight", outputs, x.shape[1]), self.get(name + ".bias", outputs))


def xception(state, x, classes, shapes):
    def separable(y, name, outputs):
        y = state.conv(y, name + ".conv1", y.shape[1], 3, padding=1, groups=y.shape[1])
        return state.conv(y, name + ".pointwise", outputs, 1)

    def block(y, name, widths, shrinks, first_relu=True):
        """`widths`: of each separable convolution. Layers are numbered with their ReLUs."""
        z, number = y, 0
        for i, width in enumerate(widths):
            if i > 0 or first_relu:
                z, number = F.relu(z), number + 1
            z = separable(z, f"{name}.rep.{number}", width)
            z = state.norm(z, f"{name}.rep.{number + 1}")
            number += 2
        if not shrinks:
            return z + y
        skip = state.norm(state.conv(y, name + ".skip", widths[-1], 1, stride=2), name + ".skipbn")
        return F.max_pool2d(z, 3, 2, 1) + skip

    # Entry flow.
    x = F.relu(state.norm(state.conv(x, "conv1", 32, 3, stride=2), "bn1"))
    x = F.relu(state.norm(state.conv(x, "conv2", 64, 3), "bn2"))
    shapes["conv2"] = x.shape
    x = block(x, "block1", [128, 128], True, first_relu=False)
    x = block(x, "block2", [256, 256], True)
    x = block(x, "block3", [728, 728], True)
    shapes["entry"] = x.shape
    for i in range(4, 12):  # Middle flow, eight times.
        x = block(x, f"block{i}", [728, 728, 728], False)
    # Exit flow.
    x = block(x, "block12", [728, 1024], True)
    x = F.relu(state.norm(separable(x, "conv3", 1536), "bn3"))
    x = state.keep("act4", F.relu(state.norm(separable(x, "conv4", 2048), "bn4")))
    shapes["exit"] = x.shape
    return state.linear(x.mean((2, 3)), "fc", classes)


def inception_resnet_v2(state, x, classes, shapes):
    def unit(y, name, outputs, kernel, stride=1, same=True):
        size = (kernel, kernel) if isinstance(kernel, int) else kernel
        padding = (size[0] // 2, size[1] // 2) if same else 0
        y = state.conv(y, name + ".conv", outputs, size, stride, padding)
        return F.relu(state.norm(y, name + ".bn", eps=0.001))

    def chain(y, name, *units):
        for i, (outputs, kernel) in enumerate(units):
            y = unit(y, f"{name}.{i}", outputs, kernel)
        return y

    def residual(y, name, branches, scale, relu=True):
        up = state.conv(torch.cat(branches, 1), name + ".conv2d", y.shape[1], 1, bias=True)
        return F.relu(y + scale * up) if relu else y + scale * up

    # Stem.
    x = unit(x, "conv2d_1a", 32, 3, 2, same=False)
    x = unit(x, "conv2d_2a", 32, 3, same=False)
    x = unit(x, "conv2d_2b", 64, 3)
    x = F.max_pool2d(x, 3, 2)
    x = unit(x, "conv2d_3b", 80, 1)
    x = unit(x, "conv2d_4a", 192, 3, same=False)
    x = F.max_pool2d(x, 3, 2)
    smoothed = F.avg_pool2d(x, 3, 1, 1, count_include_pad=False)
    x = torch.cat([unit(x, "mixed_5b.branch0", 96, 1),
                   chain(x, "mixed_5b.branch1", (48, 1), (64, 5)),
                   chain(x, "mixed_5b.branch2", (64, 1), (96, 3), (96, 3)),
                   unit(smoothed, "mixed_5b.branch3.1", 64, 1)], 1)
    shapes["stem"] = x.shape
    for i in range(10):  # Inception-ResNet-A
        name = f"repeat.{i}"
        x = residual(x, name, [unit(x, name + ".branch0", 32, 1),
                               chain(x, name + ".branch1", (32, 1), (32, 3)),
                               chain(x, name + ".branch2", (32, 1), (48, 3), (64, 3))], 0.17)
    # Reduction-A
    long = chain(x, "mixed_6a.branch1", (256, 1), (256, 3))
    x = torch.cat([unit(x, "mixed_6a.branch0", 384, 3, 2, same=False),
                   unit(long, "mixed_6a.branch1.2", 384, 3, 2, same=False), F.max_pool2d(x, 3, 2)], 1)
    shapes["reduction A"] = x.shape
    for i in range(20):  # Inception-ResNet-B
        name = f"repeat_1.{i}"
        x = residual(x, name, [unit(x, name + ".branch0", 192, 1),
                               chain(x, name + ".branch1", (128, 1), (160, (1, 7)), (192, (7, 1)))], 0.1)
    # Reduction-B
    first, second = chain(x, "mixed_7a.branch0", (256, 1)), chain(x, "mixed_7a.branch1", (256, 1))
    third = chain(x, "mixed_7a.branch2", (256, 1), (288, 3))
    x = torch.cat([unit(first, "mixed_7a.branch0.1", 384, 3, 2, same=False),
                   unit(second, "mixed_7a.branch1.1", 288, 3, 2, same=False),
                   unit(third, "mixed_7a.branch2.2", 320, 3, 2, same=False), F.max_pool2d(x, 3, 2)], 1)
    shapes["reduction B"] = x.shape
    for i in range(10):  # Inception-ResNet-C; the last is not scaled down and keeps its sign
        name = f"repeat_2.{i}" if i < 9 else "block8"
        x = residual(x, name, [unit(x, name + ".branch0", 192, 1),
                               chain(x, name + ".branch1", (192, 1), (224, (1, 3)), (256, (3, 1)))],
                     0.2 if i < 9 else 1.0, relu=i < 9)
    x = state.keep("conv2d_7b", unit(x, "conv2d_7b", 1536, 1))
    shapes["last"] = x.shape
    return state.linear(x.mean((2, 3)), "classif", classes)


def unet(state, x, classes, shapes, width=64, transposed=False):
    def twice(y, name, middle, outputs):
        for number, channels in ((0, middle), (3, outputs)):
            y = state.conv(y, f"{name}.double_conv.{number}", channels, 3, padding=1)
            y = F.relu(state.norm(y, f"{name}.double_conv.{number + 1}"))
        return y

    def enlarge(y, name):
        if not transposed:
            return F.interpolate(y, scale_factor=2, mode="bilinear", align_corners=True)
        half = y.shape[1] // 2
        return F.conv_transpose2d(y, state.get(name + ".up.weight", y.shape[1], half, 2, 2),
                                  state.get(name + ".up.bias", half), stride=2)

    levels = [twice(x, "inc", width, width)]
    for i in range(1, 5):
        channels = width * 2**i if i < 4 or transposed else width * 8
        levels.append(twice(F.max_pool2d(levels[-1], 2), f"down{i}.maxpool_conv.1", channels, channels))
    shapes["deepest"] = levels[-1].shape
    y = levels[4]
    for i in range(4):
        skip, name = levels[3 - i], f"up{i + 1}"
        y = enlarge(y, name)
        rows, columns = skip.shape[2] - y.shape[2], skip.shape[3] - y.shape[3]
        y = F.pad(y, [columns // 2, columns - columns // 2, rows // 2, rows - rows // 2])
        y = torch.cat([skip, y], 1)
        outputs = skip.shape[1] if transposed or i == 3 else skip.shape[1] // 2
        y = twice(y, name + ".conv", outputs if transposed else y.shape[1] // 2, outputs)
    return state.conv(y, "outc.conv", classes, 1, bias=True)


def unet_transposed(state, x, classes, shapes):
    return unet(state, x, classes, shapes, transposed=True)


# Sizes that the papers and timm's default configurations give: image, then features by place.
PUBLISHED_SHAPES = {
    "xception": (299, {"conv2": (64, 147), "entry": (728, 19), "exit": (2048, 10)}),
    "inception_resnet_v2": (299, {"stem": (320, 35), "reduction A": (1088, 17), "reduction B": (2080, 8),
                                  "last": (1536, 8)}),
    "unet": (256, {"deepest": (512, 16)}),
    "unet_transposed": (256, {"deepest": (1024, 16)}),
}
NETWORKS = {"xception": xception, "inception_resnet_v2": inception_resnet_v2, "unet": unet,
            "unet_transposed": unet_transposed}
