// The fastest LSTM for a CPU that we know: oneDNN's fused primitive, forward and forward with backward, on the shapes of
// `rnnscope bench`. It times the bare recurrence: no symbols, no output layer, no optimiser, and its weights stay packed.
// Prints one JSON object.
//   apt-get install -y g++ libdnnl-dev
//   g++ -std=c++17 -O2 -Wall -Wextra bench/peers/onednn_lstm.cpp -ldnnl -o onednn_lstm
//   OMP_NUM_THREADS=2 ./onednn_lstm UNITS [LAYERS [SECONDS]]
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <unordered_map>
#include <vector>

#include "dnnl.hpp"

namespace {

using dnnl::memory;
using Arguments = std::unordered_map<int, memory>;

constexpr memory::dim Streams = 100, Steps = 100, Gates = 4;

/// A tensor of small numbers, the same in every run.
memory filled(const memory::desc& shape, const dnnl::engine& engine) {
    memory tensor(shape, engine);
    auto* numbers = static_cast<float*>(tensor.get_data_handle());
    for (size_t i = 0; i < shape.get_size() / sizeof(float); i++) numbers[i] = float(i * 2654435761u % 1000) / 10000 - 0.05f;
    return tensor;
}

/// The primitives of a stack of layers, and the tensors they read and write.
class Lstm {
public:
    Lstm(memory::dim units, memory::dim layers) {
        using tag = memory::format_tag;
        const auto type = memory::data_type::f32;
        const memory::desc sequence({Steps, Streams, units}, type, tag::tnc), state({layers, 1, Streams, units}, type, tag::ldnc);
        const memory::desc bias({layers, 1, Gates, units}, type, tag::ldgo);
        // Any layout: the primitive chooses the one that suits it best.
        const memory::desc weights({layers, 1, units, Gates, units}, type, tag::any);
        const auto direction = dnnl::rnn_direction::unidirectional_left2right;

        const dnnl::lstm_forward::desc forward_shapes(
            dnnl::prop_kind::forward_training, direction, sequence, state, state, weights, weights, bias, sequence, state, state);
        const dnnl::lstm_forward::primitive_desc forward(forward_shapes, engine_);
        const dnnl::lstm_backward::desc backward_shapes(
            dnnl::prop_kind::backward, direction, sequence, state, state, weights, weights, bias, sequence, state, state,
            sequence, state, state, weights, weights, bias, sequence, state, state);
        const dnnl::lstm_backward::primitive_desc backward(backward_shapes, engine_, forward);
        forward_ = dnnl::lstm_forward(forward);
        backward_ = dnnl::lstm_backward(backward);

        add({{DNNL_ARG_SRC_LAYER, sequence}, {DNNL_ARG_SRC_ITER, state}, {DNNL_ARG_SRC_ITER_C, state}}, forward_arguments_);
        add({{DNNL_ARG_DST_LAYER, sequence}, {DNNL_ARG_DST_ITER, state}, {DNNL_ARG_DST_ITER_C, state}}, forward_arguments_);
        add({{DNNL_ARG_BIAS, bias}, {DNNL_ARG_WORKSPACE, forward.workspace_desc()}}, forward_arguments_);
        // The way back reads and completes what the way there wrote, but wants the weights in another layout.
        backward_arguments_ = forward_arguments_;
        add({{DNNL_ARG_WEIGHTS_LAYER, forward.weights_layer_desc()}, {DNNL_ARG_WEIGHTS_ITER, forward.weights_iter_desc()}}, forward_arguments_);
        add({{DNNL_ARG_WEIGHTS_LAYER, backward.weights_layer_desc()}, {DNNL_ARG_WEIGHTS_ITER, backward.weights_iter_desc()}}, backward_arguments_);
        add({{DNNL_ARG_DIFF_SRC_LAYER, sequence}, {DNNL_ARG_DIFF_SRC_ITER, state}, {DNNL_ARG_DIFF_SRC_ITER_C, state}}, backward_arguments_);
        add({{DNNL_ARG_DIFF_DST_LAYER, sequence}, {DNNL_ARG_DIFF_DST_ITER, state}, {DNNL_ARG_DIFF_DST_ITER_C, state}}, backward_arguments_);
        add({{DNNL_ARG_DIFF_WEIGHTS_LAYER, backward.diff_weights_layer_desc()}, {DNNL_ARG_DIFF_BIAS, bias}}, backward_arguments_);
        add({{DNNL_ARG_DIFF_WEIGHTS_ITER, backward.diff_weights_iter_desc()}}, backward_arguments_);
    }

    void run(bool with_backward) {
        forward_.execute(stream_, forward_arguments_);
        if (with_backward) backward_.execute(stream_, backward_arguments_);
        stream_.wait();
    }

private:
    void add(const std::unordered_map<int, memory::desc>& shapes, Arguments& arguments) {
        for (const auto& [argument, shape] : shapes) arguments.emplace(argument, filled(shape, engine_));
    }

    dnnl::engine engine_{dnnl::engine::kind::cpu, 0};
    dnnl::stream stream_{engine_};
    dnnl::lstm_forward forward_;
    dnnl::lstm_backward backward_;
    Arguments forward_arguments_, backward_arguments_;
};

double median_seconds(Lstm& lstm, bool with_backward, double limit) {
    using clock = std::chrono::steady_clock;
    const auto seconds_since = [](clock::time_point start) { return std::chrono::duration<double>(clock::now() - start).count(); };
    lstm.run(with_backward);  // touches memory, generates code
    std::vector<double> times;
    const auto begin = clock::now();
    while (times.size() < 3 || seconds_since(begin) < limit) {
        const auto start = clock::now();
        lstm.run(with_backward);
        times.push_back(seconds_since(start));
    }
    std::nth_element(times.begin(), times.begin() + times.size() / 2, times.end());
    return times[times.size() / 2];
}

}  // namespace

int main(int count, char** words) {
    const long units = count > 1 ? std::atol(words[1]) : 0, layers = count > 2 ? std::atol(words[2]) : 2;
    const double limit = count > 3 ? std::atof(words[3]) : 3;
    if (units < 1 || layers < 1 || limit < 0) {
        std::fprintf(stderr, "usage: onednn_lstm UNITS [LAYERS [SECONDS]]\n");
        return 2;
    }
    Lstm lstm(units, layers);
    const double characters = double(Streams) * Steps;
    const double training = characters / median_seconds(lstm, true, limit), forward = characters / median_seconds(lstm, false, limit);
    // Two products of (H) by (H, 4 H) a layer and character; with the way back three times as much.
    const double operations = 2.0 * double(layers) * 2 * double(units) * Gates * double(units);
    const dnnl_version_t* version = dnnl_version();
    std::printf(
        "{\"peer\": \"oneDNN\", \"version\": \"%d.%d.%d\", \"layers\": %ld, \"units\": %ld, "
        "\"training_characters_per_second\": %.1f, \"forward_characters_per_second\": %.1f, \"training_gflops\": %.2f}\n",
        version->major, version->minor, version->patch, layers, units, training, forward, 3 * operations * training / 1e9);
}
