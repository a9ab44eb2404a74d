/* What reference_cimba.c says of one run: a line of JSON. */
#ifndef REFERENCE_CIMBA_OUT_H
#define REFERENCE_CIMBA_OUT_H
#include "peak_memory.h"

static void report(const struct simulation *sim, double prepare, double run)
{
    int64_t in_bed = 0, waiting = 0, stays = 0, stayed = 0, removed[NATIONS] = {0}, inside = sim->arrivals;
    for (int d = 0; d < DAYS; d++) {
        for (int c = 0; c < CLASSES; c++) in_bed += sim->rows[d][c];
        waiting += sim->rows[d][CLASSES];
        for (int n = 0; n < NATIONS; n++) removed[n] += sim->removed[d][n];
    }
    for (int s = 0; s < STAYS; s++) stays += sim->stays[s], stayed += s * sim->stays[s];
    printf("{\"prepare\": %.9f, \"run\": %.9f, \"memory\": %.3f, \"summary\": {\"exits\": {", prepare, run,
           peak_memory());
    for (int e = 0; e < EXITS; e++) {
        printf("%s\"%s\": %lld", e ? ", " : "", exit_names[e], (long long)sim->exits[e]);
        inside -= sim->exits[e];
    }
    printf("}, \"removed_by_nation\": [");
    for (int n = 0; n < NATIONS; n++) printf("%s%lld", n ? ", " : "", (long long)removed[n]);
    printf("], \"arrivals\": %lld, \"admissions\": %lld, \"court_ends\": %lld, \"document_ends\": %lld, "
           "\"inside\": %lld, \"mean_in_bed\": %.9g, \"mean_waiting\": %.9g, \"mean_stay\": %.9g}}\n",
           (long long)sim->arrivals, (long long)sim->admissions, (long long)sim->court_ends,
           (long long)sim->document_ends, (long long)inside, (double)in_bed / DAYS, (double)waiting / DAYS,
           (double)stayed / (double)stays);
}

#endif
