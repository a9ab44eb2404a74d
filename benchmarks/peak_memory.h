/* The most memory this program has had in use, in MB. */
#ifndef PEAK_MEMORY_H
#define PEAK_MEMORY_H
#include <stdio.h>
#include <sys/resource.h>

/* Linux counts what the process that started this one had in use among what getrusage says, but not in VmHWM. */
static double peak_memory(void)
{
    double kib = 0.0;
    char line[256];
    FILE *file = fopen("/proc/self/status", "r");
    while (file != NULL && fgets(line, sizeof line, file) != NULL)
        if (sscanf(line, "VmHWM: %lf", &kib) == 1) break;
    if (file != NULL) fclose(file);
    if (kib == 0.0) {
        struct rusage used;
        getrusage(RUSAGE_SELF, &used);
        kib = (double)used.ru_maxrss;
    }
    return kib * 1024 / 1e6;
}

#endif
