"""PyTorch's full training step and its forward pass on the shapes of `rnnscope bench`: one-hot input, nn.LSTM, linear,
cross-entropy, clipping, Adam. Prints one JSON object.

   apt-get install -y python3-torch libopenblas0-pthread     (without OpenBLAS it is ten times slower)
   env -u OPENBLAS_CORETYPE OMP_NUM_THREADS=2 /usr/bin/python3 bench/peers/torch_step.py 128
"""
import argparse
import json
import statistics
import time

import torch

STREAMS = STEPS = 100
SYMBOLS = 87


def median_seconds(body, seconds):
    body()  # touches memory, plans
    times, begin = [], time.perf_counter()
    while len(times) < 3 or time.perf_counter() - begin < seconds:
        start = time.perf_counter()
        body()
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("units", type=int, help="units of each layer")
    parser.add_argument("--layers", type=int, default=2)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--seconds", type=float, default=3, help="seconds for each figure; medians count")
    options = parser.parse_args()

    torch.set_num_threads(options.threads)
    torch.manual_seed(1)
    lstm, output = torch.nn.LSTM(SYMBOLS, options.units, options.layers), torch.nn.Linear(options.units, SYMBOLS)
    parameters = [*lstm.parameters(), *output.parameters()]
    optimizer = torch.optim.Adam(parameters, 2e-3)
    symbols, targets = torch.randint(0, SYMBOLS, (STEPS, STREAMS)), torch.randint(0, SYMBOLS, (STEPS * STREAMS,))
    inputs = torch.nn.functional.one_hot(symbols, SYMBOLS).float()

    def loss():
        hidden, _ = lstm(inputs)
        return torch.nn.functional.cross_entropy(output(hidden).view(STEPS * STREAMS, SYMBOLS), targets)

    def train():
        optimizer.zero_grad()
        loss().backward()
        torch.nn.utils.clip_grad_norm_(parameters, 5)
        optimizer.step()

    training = median_seconds(train, options.seconds)
    with torch.no_grad():
        forward = median_seconds(loss, options.seconds)
    print(json.dumps({
        "peer": "PyTorch", "version": torch.__version__, "layers": options.layers, "units": options.units, "threads": options.threads,
        "training_characters_per_second": STEPS * STREAMS / training,
        "forward_characters_per_second": STEPS * STREAMS / forward,
    }))


main()
