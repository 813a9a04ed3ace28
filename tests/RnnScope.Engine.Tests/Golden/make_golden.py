"""Writes torch_rnn.json, torch_lstm.json, torch_gru.json: what PyTorch computes for two-layer character networks.

Shapes use the letters of docs/shapes.md: inputs and targets (T, B), states (T, B, H), logits (T, B, V),
weights (inputs, H), that is PyTorch's blocks transposed, connectivity (B, T, T). Sums and gradients are in double precision.
Parameters are multiples of 1/256: float32, double and the nine digits in the files hold the same numbers.
"""
import random
from pathlib import Path

import torch
from torch import nn

B, T, V, H, L = 3, 6, 7, 5, 2

# PyTorch stacks the blocks of one layer; this is the order in which it does.
UNITS = {
    "rnn": (nn.RNN, "rnn", ["h"]),
    "lstm": (nn.LSTM, "lstm", ["i", "f", "g", "o"]),
    "gru": (nn.GRU, "gru-reset-after", ["r", "z", "n"]),
}


def named(layer, lines, w_ih, w_hh, b_ih, b_hh, gradient):
    """The blocks of one layer, or of their gradients, under RnnScope's names."""
    for k, line in enumerate(lines):
        x, h, b_x, b_h = (p[k * H:(k + 1) * H] for p in (w_ih, w_hh, b_ih, b_hh))
        prefix = f"layers.{layer}.{line}"
        if line == "n":  # two affine calls: only one of them is under the reset gate
            yield f"{prefix}.1.x", x.T
            yield f"{prefix}.1.bias", b_x
            yield f"{prefix}.2.h", h.T
            yield f"{prefix}.2.bias", b_h
        else:  # PyTorch adds two biases where RnnScope has one: the values add up, the gradients are equal
            assert not gradient or torch.equal(b_x, b_h)
            yield f"{prefix}.x", x.T
            yield f"{prefix}.h", h.T
            yield f"{prefix}.bias", b_x if gradient else b_x + b_h


def everything(network, output, lines, gradient):
    pick = (lambda p: p.grad) if gradient else (lambda p: p.detach())
    result = {}
    for layer in range(L):
        names = ("weight_ih", "weight_hh", "bias_ih", "bias_hh")
        blocks = [pick(getattr(network, f"{name}_l{layer}")) for name in names]
        result.update(named(layer, lines, *blocks, gradient))
    result["output.weight"] = pick(output.weight).T
    result["output.bias"] = pick(output.bias)
    return result


def compute(key, seed):
    kind, unit, lines = UNITS[key]
    rng = random.Random(seed)
    network, output = kind(V, H, num_layers=L).double(), nn.Linear(H, V).double()
    with torch.no_grad():
        for parameter in [*network.parameters(), *output.parameters()]:
            values = [rng.randint(-160, 160) / 256 for _ in range(parameter.numel())]
            parameter.copy_(torch.tensor(values, dtype=torch.float64).reshape(parameter.shape))
    text = torch.tensor([[rng.randrange(V) for _ in range(B)] for _ in range(T + 1)])
    inputs, targets = text[:-1], text[1:]
    one_hot = nn.functional.one_hot(inputs, V).double()

    # Step by step, because a whole pass keeps the states of the last layer only.
    states = {f"layers.{layer}.{name}": [] for layer in range(L) for name in ("hc" if key == "lstm" else "h")}
    tops, carried = [], None
    for t in range(T):
        top, carried = network(one_hot[t:t + 1], carried)
        tops.append(top)
        for name, value in zip("hc", carried if key == "lstm" else (carried,)):
            for layer in range(L):
                states[f"layers.{layer}.{name}"].append(value[layer].detach())
    logits = output(torch.cat(tops))
    assert torch.allclose(torch.cat(tops), network(one_hot)[0], rtol=0, atol=1e-14)
    loss = nn.functional.cross_entropy(logits.reshape(T * B, V), targets.reshape(T * B))
    loss.backward()

    # The logit of the true next symbol at each position by each one-hot input, one position after the other.
    reads = one_hot.clone().requires_grad_()
    outputs = output(network(reads)[0])
    connectivity = torch.stack([torch.stack([
        torch.autograd.grad(outputs[t, b, targets[t, b]], reads, retain_graph=True)[0][:, b].norm(dim=1)
        for t in range(T)]) for b in range(B)])

    return {
        "unit": unit,
        "torch": torch.__version__.split("+")[0],
        "sizes": {"B": B, "T": T, "V": V, "H": H, "L": L},
        "inputs": inputs,
        "targets": targets,
        "parameters": everything(network, output, lines, gradient=False),
        "states": {name: torch.stack(steps) for name, steps in states.items()},
        "logits": logits.detach(),
        "loss": loss.item(),
        "gradients": everything(network, output, lines, gradient=True),
        "connectivity": connectivity,
    }


def written(value, indent=""):
    """JSON with one line for each row of numbers."""
    if isinstance(value, torch.Tensor):
        value = value.tolist()
    if isinstance(value, str):
        return f'"{value}"'
    if isinstance(value, (int, float)):
        return f"{value:.9g}"
    inner = indent + "  "
    if isinstance(value, dict):
        lines = [f'{inner}"{key}": {written(item, inner)}' for key, item in value.items()]
        return "{\n" + ",\n".join(lines) + f"\n{indent}}}"
    if not isinstance(value[0], list):
        return "[" + ", ".join(written(item) for item in value) + "]"
    return "[\n" + ",\n".join(inner + written(item, inner) for item in value) + f"\n{indent}]"


if __name__ == "__main__":
    for seed, key in enumerate(UNITS, start=1):
        path = Path(__file__).with_name(f"torch_{key}.json")
        path.write_text(written(compute(key, seed)) + "\n")
