"""PyTorch's full training step on the shapes of `rnnscope bench`: one-hot input, nn.LSTM, linear, cross-entropy, clipping, Adam.

   apt-get install -y python3-torch libopenblas0-pthread     (without OpenBLAS it is ten times slower)
   env -u OPENBLAS_CORETYPE OMP_NUM_THREADS=2 /usr/bin/python3 bench/torch_step.py
"""
import sys
import time

import torch

B = T = 100
V = 87


def characters_per_second(units, layers, seconds=5):
    lstm, output = torch.nn.LSTM(V, units, layers), torch.nn.Linear(units, V)
    parameters = [*lstm.parameters(), *output.parameters()]
    optimizer = torch.optim.Adam(parameters, 2e-3)
    symbols, targets = torch.randint(0, V, (T, B)), torch.randint(0, V, (T * B,))
    inputs = torch.nn.functional.one_hot(symbols, V).float()
    times, begin = [], time.perf_counter()
    while len(times) < 4 or time.perf_counter() - begin < seconds:
        start = time.perf_counter()
        hidden, _ = lstm(inputs)
        loss = torch.nn.functional.cross_entropy(output(hidden).view(T * B, V), targets)
        optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(parameters, 5)
        optimizer.step()
        times.append(time.perf_counter() - start)
    times = sorted(times[1:])  # the first step is a warm-up
    return T * B / times[len(times) // 2]


torch.set_num_threads(2)
for layers, units in [(1, 128), (2, 128), (2, 256), (2, 512)] if len(sys.argv) < 2 else [tuple(map(int, sys.argv[1].split("x")))]:
    print(f"{layers}x{units} {characters_per_second(units, layers):.0f}", flush=True)
