// Draws without state, and laws as alias tables of 256 bins.
#pragma once
#include <cstdint>
#include <vector>

// A hash of (luck, person, draw).
inline uint64_t mix(uint64_t x) {
    x ^= x >> 32;
    x *= 0xd6e8feb86659fd93u;
    x ^= x >> 32;
    x *= 0xd6e8feb86659fd93u;
    return x ^ x >> 32;
}

// An alias table: the top 8 bits choose a bin, the rest whether its own value or its other one.
struct Table {
    uint32_t bins[256];
    uint32_t draw(uint32_t u) const {
        const uint32_t bin = bins[u >> 24];
        return (u << 8) < (bin & ~255u) ? u >> 24 : bin & 255;
    }
};

Table alias(std::vector<double> p) {
    p.resize(256, 0.0);
    double sum = 0;
    for (double x : p) sum += x;
    std::vector<int> small, large;
    for (int i = 0; i < 256; i++) (p[i] *= 256 / sum) < 1 ? small.push_back(i) : large.push_back(i);
    Table table;
    for (uint32_t i = 0; i < 256; i++) table.bins[i] = ~255u | i;
    while (!small.empty() && !large.empty()) {
        const int s = small.back(), l = large.back();
        small.pop_back();
        table.bins[s] = (uint32_t(p[s] * 16777216.0) << 8) | uint32_t(l);
        if ((p[l] -= 1 - p[s]) < 1) large.pop_back(), small.push_back(l);
    }
    return table;
}

// A law's whole days, rounded up and cut at 255, from its distribution function.
template <class F>
Table days(F below) {
    std::vector<double> p(256, 0.0);
    for (int d = 1; d < 256; d++) p[d] = (d == 255 ? 1.0 : below(d)) - below(d - 1);
    return alias(p);
}
