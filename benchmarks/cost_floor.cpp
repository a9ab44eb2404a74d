// What the limit's ingredients cost alone on this machine, in nanoseconds: a hash, a draw from a table, a move through
// a queue of chunks, a tally; and how fast memory is copied. Loops are kept from being vectorised, as the limit's are.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstring>
#include <vector>

#include "limit_laws.hpp"
#include "limit_queues.hpp"

constexpr u32 TIMES = 1 << 22, REPEATS = 5;
volatile u64 kept;

// Nanoseconds a turn of the fastest of a few repeats.
template <class Work>
double fastest(Work work) {
    double least = 1e9;
    for (u32 i = 0; i < REPEATS; i++) {
        const auto started = std::chrono::steady_clock::now();
        kept = work();
        const std::chrono::duration<double, std::nano> took = std::chrono::steady_clock::now() - started;
        least = std::min(least, took.count() / TIMES);
    }
    return least;
}

int main() {
    std::vector<double> shares(256);
    for (u32 i = 0; i < 256; i++) shares[i] = 1.0 / (1 + i);
    const Table table = alias(shares);
    const double hash = fastest([] {
        u64 sum = 0;
        for (u64 i = 0; i < TIMES; i++) sum += mix(12345 ^ i << 2);
        return sum;
    });
    const double drawn = fastest([&] {
        u64 sum = 0;
        for (u64 i = 0; i < TIMES; i++) {
            // Table::draw with a mask: alone, the compiler would make a branch of the choice, which nobody can predict.
            const u32 u = u32(mix(12345 ^ i << 2) >> 32), bin = table.bins[u >> 24], own = u >> 24;
            sum += own ^ ((own ^ (bin & 255)) & (u32((u << 8) < (bin & ~255u)) - 1));
        }
        return sum;
    });
    // To one of 255 days to come, as drawn, and read again on that day: 4,096 people a day.
    std::vector<unsigned char> target(1 << 16);
    for (u64 i = 0; i < target.size(); i++) target[i] = (unsigned char)(1 + table.draw(u32(mix(i))) % 255);
    Queues queues;
    u64 day = 0, moved = 0;
    const double move = fastest([&] {
        u64 sum = 0;
        for (u64 i = 0; i < TIMES; i++) {
            if (!(i & 4095)) {
                day++;
                queues.take(COURT + (day & 255), [&](const u64* r, u32 n) {
                    for (u32 k = 0; k < n; k++) sum += r[k];
                    moved += n;
                    return n;
                });
            }
            queues.push(COURT + ((day + target[i & 0xffff]) & 255), i);
        }
        return sum;
    });
    std::vector<u64> stays(2048);
    const double tally = fastest([&] {
        u64 classes = 0;
        for (u64 i = 0; i < TIMES; i++) {
            const u64 c = i & 3;
            classes += u64(1) << 21 * (c % 3);
            stays[u32(target[i & 0xffff]) << 2 | c]++;
        }
        return classes;
    });
    std::vector<char> from(1 << 26, 1), to(1 << 26, 2);
    const double copied = fastest([&] {
        std::memcpy(to.data(), from.data(), from.size());
        return u64(to[kept & 1023]);
    });
    std::printf("{\"hash\": %.4g, \"draw\": %.4g, \"move\": %.4g, \"tally\": %.4g, \"copy\": %.4g}\n", hash,
                drawn - hash, move, tally, 2.0 * double(from.size()) / (copied * TIMES));
}
