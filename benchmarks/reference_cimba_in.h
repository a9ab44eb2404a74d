/* What reference_cimba.c reads: the parameters, and the laws as cimba's alias tables. */
#ifndef REFERENCE_CIMBA_IN_H
#define REFERENCE_CIMBA_IN_H

struct parameters {
    uint64_t luck;
    int regions, quota, *counts, *channel, *beds, *flights;
    double *relief, *refusal;
    struct cmb_random_alias *kind, *region, *court[CLASSES], *document[NATIONS], *outcome[NATIONS][CLASSES];
};

/* One line of parameters: its name, how many numbers it has, the numbers. */
static double *numbers(FILE *file, const char *wanted)
{
    char name[32];
    size_t count;
    rewind(file);
    while (fscanf(file, "%31s %zu", name, &count) == 2) {
        double *values = malloc(count * sizeof *values);
        for (size_t i = 0; i < count; i++)
            if (fscanf(file, "%lf", &values[i]) != 1) break;
        if (strcmp(name, wanted) == 0) return values;
        free(values);
    }
    fprintf(stderr, "the parameters have no %s\n", wanted);
    exit(2);
}

static int *whole(FILE *file, const char *wanted, size_t count)
{
    const double *values = numbers(file, wanted);
    int *out = malloc(count * sizeof *out);
    for (size_t i = 0; i < count; i++) out[i] = (int)values[i];
    return out;
}

static double court_below(double day, double mean, double sigma)
{
    return day > 0 ? erfc((log(mean) - sigma * sigma / 2 - log(day)) / sigma / sqrt(2.0)) / 2 : 0.0;
}

static double document_below(double day, double mean, double unused)
{
    (void)unused;
    return 1 - exp(-2 * day / mean) * (1 + 2 * day / mean);
}

static struct cmb_random_alias *days(double (*below)(double, double, double), double mean, double sigma)
{
    double p[LONGEST + 1] = {0.0};
    for (int d = 1; d <= LONGEST; d++)
        p[d] = (d == LONGEST ? 1.0 : below(d, mean, sigma)) - below(d - 1, mean, sigma);
    return cmb_random_alias_create(LONGEST + 1, p);
}

static struct parameters read_parameters(FILE *file)
{
    struct parameters par = {.luck = (uint64_t)*numbers(file, "luck"),
                             .regions = (int)*numbers(file, "regions"),
                             .quota = (int)*numbers(file, "quota")};
    par.counts = whole(file, "counts", DAYS);
    par.channel = whole(file, "channel", DAYS);
    par.beds = whole(file, "beds", (size_t)(DAYS * par.regions));
    par.flights = whole(file, "flights", DAYS * NATIONS);
    const double *nation = numbers(file, "nation_share"), *class = numbers(file, "class_share"),
                 *relief = numbers(file, "relief"), *refusal = numbers(file, "refusal"),
                 *court = numbers(file, "court_mean"), *document = numbers(file, "document_mean"),
                 sigma = *numbers(file, "sigma");
    double kinds[NATIONS * CLASSES];
    for (int n = 0; n < NATIONS; n++)
        for (int c = 0; c < CLASSES; c++) {
            kinds[n * CLASSES + c] = nation[n] * class[c];
            const double refused = (1 - relief[c]) * refusal[n];
            par.outcome[n][c] = cmb_random_alias_create(3, (double[]){relief[c], refused, 1 - relief[c] - refused});
        }
    par.kind = cmb_random_alias_create(NATIONS * CLASSES, kinds);
    if (par.regions > 1) par.region = cmb_random_alias_create((uint64_t)par.regions, numbers(file, "region_share"));
    for (int c = 0; c < CLASSES; c++) par.court[c] = days(court_below, court[c], sigma);
    for (int n = 0; n < NATIONS; n++) par.document[n] = days(document_below, document[n], 0.0);
    return par;
}

#endif
