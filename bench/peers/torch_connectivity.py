"""PyTorch's connectivity as the article computes it: one backward pass per position, gradient with respect to the one-hot input,
L2 norm. Prints the seconds; `dotnet run -c Release bench/connectivity.cs` runs it beside RnnScope.

   apt-get install -y python3-torch libopenblas0-pthread     (without OpenBLAS it is ten times slower)
   env -u OPENBLAS_CORETYPE /usr/bin/python3 bench/peers/torch_connectivity.py gru-reset-after 600 --characters 198
"""
import argparse
import time

import torch

KINDS = {"rnn": torch.nn.RNN, "lstm": torch.nn.LSTM, "gru-reset-after": torch.nn.GRU}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("unit", choices=KINDS)
    parser.add_argument("units", type=int, help="units of each layer")
    parser.add_argument("--layers", type=int, default=2)
    parser.add_argument("--symbols", type=int, default=28)
    parser.add_argument("--characters", type=int, default=198)
    parser.add_argument("--threads", type=int, default=2)
    options = parser.parse_args()

    torch.set_num_threads(options.threads)
    torch.manual_seed(1)
    network = KINDS[options.unit](options.symbols, options.units, options.layers)
    output = torch.nn.Linear(options.units, options.symbols)
    for parameter in [*network.parameters(), *output.parameters()]:
        parameter.requires_grad_(False)  # only the input is differentiated
    ids = torch.randint(0, options.symbols, (options.characters + 1,))

    def connectivity():
        inputs = torch.nn.functional.one_hot(ids[:-1], options.symbols).float()[:, None].requires_grad_()
        logits = output(network(inputs)[0])[:, 0]
        rows = [torch.autograd.grad(logits[t, ids[t + 1]], inputs, retain_graph=True)[0][:, 0].norm(dim=1)
                for t in range(options.characters)]
        return torch.stack(rows)

    times = []
    while len(times) < 3 and sum(times) < 60:
        start = time.perf_counter()
        connectivity()
        times.append(time.perf_counter() - start)
    print(min(times))


main()
