// The reference network and nothing else, in the fastest form known: the limit that a general engine is held against.
//
// A person inside is one 8-byte record that moves by value. Each day to come has a bucket for court ends and one for
// documents; a bucket or queue is a list of chunks from one pool (limit_queues.hpp): memory is touched in order.
// Draws are hashes of (luck, person, draw), laws alias tables of 256 bins in 32-bit integers (limit_laws.hpp). The
// constant limit needs no events where people wait first come, first served: they are counted by the day of their
// order, and the dead are skipped when they come to the head. It reads the parameters that benchmarks/outside.py
// writes and prints its counts as JSON.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <string>
#include <utility>
#include <vector>

#include "limit_model.hpp"
#include "limit_report.hpp"

template <bool ONE>  // whether there is one region
struct Run {
    const Model& model;
    Queues queues;
    std::vector<Row> rows = std::vector<Row>(DAYS);
    std::vector<u64> stays = std::vector<u64>(STAYS * 4);
    u64 court_ends = 0, documents = 0;
    int held[CELLS] = {}, in_bed[CLASSES] = {}, waiting[CLASSES] = {}, limited[RING][CELLS] = {};
    u64 person = 0;
    int left = 0;

    explicit Run(const Model& m) : model(m) {}

    static u32 cell_of(u64 r) { return ONE ? class_of(r) : class_of(r) | region_of(r) << 2; }

    // Counts by class, 21 bits each.
    struct ByClass {
        u64 packed = 0;
        void add(u64 r) { packed += u64(1) << 21 * class_of(r); }
        int of(int c) const { return int(packed >> 21 * c) & ((1 << 21) - 1); }
    };

    void leave(int day, u64 r, ByClass& gone) {
        gone.add(r);
        if (!ONE) held[cell_of(r)]--;
        stays[u32(day - in_of(r)) << 2 | class_of(r)]++;
    }
    void left_bed(Row& row, int exit, const ByClass& gone) {
        for (int c = 0; c < CLASSES; c++) {
            row.exits[exit][c] += gone.of(c);
            in_bed[c] -= gone.of(c);
            if (ONE) held[c] -= gone.of(c);
        }
    }

    void court(int d) {
        queues.take(COURT + (d & 255), [&](const u64* r, u32 n) {
            for (u32 i = 0; i < n; i++) {
                const u64 h = mix(model.luck ^ (person_of(r[i]) << 2 | 2));
                const u32 u = u32(h >> 32), kind = kind_of(r[i]), wait = model.document[kind >> 2].draw(u32(h));
                u32 q = wait < LIMIT ? DOCUMENT + ((d + wait) & 255) : LATE + ((d + LIMIT) & 255);
                q = u < model.order[kind] ? THIRD : q;
                q = u < model.relief[kind] ? RELIEF : q;
                queues.push(q, r[i] | u64(d) << ORDER_AT);
            }
            court_ends += n;
            return n;
        });
    }
    void document(int d) {
        queues.take(DOCUMENT + (d & 255), [&](const u64* r, u32 n) {
            for (u32 i = 0; i < n; i++) {
                limited[(order_of(r[i]) + LIMIT) & 255][cell_of(r[i])]++;
                queues.push(SEATS + nation_of(r[i]), r[i]);
            }
            documents += n;
            return n;
        });
    }
    void all_leave(int d, u32 q, Row& row, int exit) {
        ByClass gone;
        queues.take(q, [&](const u64* r, u32 n) {
            for (u32 i = 0; i < n; i++) leave(d, r[i], gone);
            return n;
        });
        left_bed(row, exit, gone);
    }
    void limits(int d, Row& row) {
        ByClass gone;
        queues.take(THIRD, [&](const u64* r, u32 n) {
            u32 i = 0;
            while (i < n && order_of(r[i]) + LIMIT <= d) leave(d, r[i++], gone);
            return i;
        });
        left_bed(row, TIMED_OUT, gone);
        for (int cell = 0; cell < (ONE ? CLASSES : 4 * model.regions); cell++) {
            const int out = std::exchange(limited[d & 255][cell], 0);
            row.exits[TIMED_OUT][cell & 3] += out, in_bed[cell & 3] -= out, held[cell] -= out;
        }
    }
    void flights(int d, Row& row) {
        ByClass gone;
        for (int n = 0; n < NATIONS; n++) {
            const int seats = model.flights[d * NATIONS + n];
            if (!seats) continue;
            int flown = 0;
            queues.take(SEATS + n, [&](const u64* r, u32 count) {
                u32 i = 0;
                for (; i < count && flown < seats; i++) {
                    const int due = order_of(r[i]) + LIMIT;
                    if (__builtin_expect(due <= d, 0)) {
                        stays[u32(due - in_of(r[i])) << 2 | class_of(r[i])]++;
                        continue;
                    }
                    limited[due & 255][cell_of(r[i])]--;
                    leave(d, r[i], gone);
                    flown++;
                }
                return i;
            });
            row.removed[n] = flown;
        }
        left_bed(row, REMOVED, gone);
    }
    void third(int d, Row& row) {
        if (d % 7 == 0) left = model.quota;
        if (!model.open[d]) return;
        ByClass gone;
        queues.take(THIRD, [&](const u64* r, u32 n) {
            const u32 going = std::min(n, u32(left));
            for (u32 i = 0; i < going; i++) leave(d, r[i], gone);
            left -= going;
            return going;
        });
        left_bed(row, THIRD_COUNTRY, gone);
    }
    void patience(int d, Row& row) {
        for (int cell = 0; cell < 4 * model.regions; cell++)
            queues.take(WAITING + cell, [&](const u64* r, u32 n) {
                u32 i = 0;
                while (i < n && in_of(r[i]) < d - PATIENCE) i++;
                row.exits[GAVE_UP][cell & 3] += i, waiting[cell & 3] -= i;
                return i;
            });
    }
    void arrive(int d) {
        ByClass come;
        for (int i = model.arrivals[d]; i--; person++) {
            const u64 h = mix(model.luck ^ person << 2);
            u64 r = person | u64(model.kind.draw(u32(h >> 32))) << CLASS_AT | u64(d) << IN_AT;
            if (!ONE) r |= u64(model.region.draw(u32(h))) << REGION_AT;
            come.add(r);
            queues.push(WAITING + cell_of(r), r);
        }
        for (int c = 0; c < CLASSES; c++) waiting[c] += come.of(c);
    }
    void admit(int d, Row& row) {
        for (int region = 0; region < model.regions; region++) {
            int* const here = held + 4 * region;
            int free = std::max(0, model.beds[d * model.regions + region] - here[0] - here[1] - here[2]);
            for (int c = 0; c < CLASSES; c++) {
                const int before = free;
                queues.take(WAITING + 4 * region + c, [&](const u64* r, u32 n) {
                    const u32 going = std::min(n, u32(free));
                    for (u32 i = 0; i < going; i++) {
                        const u32 lasts = model.court[c].draw(u32(mix(model.luck ^ (person_of(r[i]) << 2 | 1)) >> 32));
                        queues.push(COURT + ((d + lasts) & 255), (r[i] & ~(u64(2047) << IN_AT)) | u64(d) << IN_AT);
                    }
                    free -= going;
                    return going;
                });
                const int in = before - free;
                row.admitted[c] += in, here[c] += in, in_bed[c] += in, waiting[c] -= in;
            }
        }
    }
    void day(int d) {
        Row& row = rows[d];
        court(d);
        document(d);
        all_leave(d, RELIEF, row, RELIEVED);
        all_leave(d, LATE + (d & 255), row, TIMED_OUT);
        limits(d, row);
        flights(d, row);
        third(d, row);
        patience(d, row);
        arrive(d);
        admit(d, row);
        std::copy_n(in_bed, CLASSES, row.in_bed);
        std::copy_n(waiting, CLASSES, row.waiting);
    }
    // The dead who never came to the head of a queue have stayed, too.
    void finish() {
        for (int n = 0; n < NATIONS; n++)
            queues.take(SEATS + n, [&](const u64* r, u32 count) {
                for (u32 i = 0; i < count; i++) {
                    const int due = order_of(r[i]) + LIMIT;
                    if (due < DAYS) stays[u32(due - in_of(r[i])) << 2 | class_of(r[i])]++;
                }
                return count;
            });
    }
};

template <bool ONE>
void measure(const Numbers& in) {
    using clock = std::chrono::steady_clock;
    const auto started = clock::now();
    const Model model(in);
    Run<ONE> run(model);
    const auto ready = clock::now();
    for (int d = 0; d < DAYS; d++) run.day(d);
    run.finish();
    const auto done = clock::now();
    const auto seconds = [](auto from, auto to) { return std::chrono::duration<double>(to - from).count(); };
    report(run, seconds(started, ready), seconds(ready, done));
}

// One line of JSON for each file of parameters: a small one first warms the processor up.
int main(int argc, char** argv) {
    for (int i = 1; i < argc; i++) {
        std::ifstream file(argv[i]);
        Numbers in;
        std::string name;
        for (size_t count; file >> name >> count;) {
            in[name].resize(count);
            for (double& x : in[name]) file >> x;
        }
        if (in.empty()) return std::fprintf(stderr, "%s has no parameters\n", argv[i]), 2;
        in["regions"][0] == 1 ? measure<true>(in) : measure<false>(in);
    }
}
