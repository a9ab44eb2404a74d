// One run as a line of JSON.
#pragma once
#include <cstdio>

#include "limit_model.hpp"
#include "peak_memory.h"

// `run` has rows, stays and a few counts.
template <class Run>
void report(const Run& run, double prepare, double seconds) {
    static const char* const names[EXITS] = {"gave_up", "relief", "timed_out", "removed", "third_country"};
    u64 exits[EXITS] = {}, removed[NATIONS] = {}, admissions = 0, in_bed = 0, waiting = 0, days = 0, stays = 0;
    for (const Row& row : run.rows) {
        for (int c = 0; c < CLASSES; c++) {
            for (int e = 0; e < EXITS; e++) exits[e] += row.exits[e][c];
            admissions += row.admitted[c], in_bed += row.in_bed[c], waiting += row.waiting[c];
        }
        for (int n = 0; n < NATIONS; n++) removed[n] += row.removed[n];
    }
    for (u32 i = 0; i < run.stays.size(); i++) stays += run.stays[i], days += run.stays[i] * (i >> 2);
    u64 inside = run.person;
    std::printf("{\"prepare\": %.9f, \"run\": %.9f, \"memory\": %.3f, \"summary\": {\"arrivals\": %llu, \"exits\": {",
                prepare, seconds, peak_memory(), (unsigned long long)run.person);
    for (int e = 0; e < EXITS; e++) {
        inside -= exits[e];
        std::printf("%s\"%s\": %llu", e ? ", " : "", names[e], (unsigned long long)exits[e]);
    }
    std::printf("}, \"removed_by_nation\": [");
    for (int n = 0; n < NATIONS; n++) std::printf("%s%llu", n ? ", " : "", (unsigned long long)removed[n]);
    std::printf("], \"admissions\": %llu, \"court_ends\": %llu, \"document_ends\": %llu, \"inside\": %llu, "
                "\"mean_in_bed\": %.9g, \"mean_waiting\": %.9g, \"mean_stay\": %.9g}}\n",
                (unsigned long long)admissions, (unsigned long long)run.court_ends, (unsigned long long)run.documents,
                (unsigned long long)inside, double(in_bed) / DAYS, double(waiting) / DAYS, double(days) / stays);
}
