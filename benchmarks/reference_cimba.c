/* The reference network on cimba's event queue, in the form of its event-driven examples.
 *
 * Every court end and every document end is an event scheduled with cmb_event_schedule; a person is the subject of the
 * event that comes next for them. One event a day, of lower priority, does the rounds: time-outs, flights, third
 * country, patience, arrivals, admissions. cimba's generator and its alias tables make the draws. Time-outs need no
 * event: the rounds keep who would time out on which day. It reads what benchmarks/outside.py writes and prints JSON.
 *
 * It is compiled against an installed cimba; where that has the library without its headers, the few functions that are
 * used are declared here.
 */
#define _POSIX_C_SOURCE 200809L
#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#if __has_include(<cimba.h>)
#include <cimba.h>
#else
#define CMB_LOGGER_INFO UINT32_C(0x10000000)
typedef void(cmb_event_func)(void *subject, void *object);
struct cmb_random_alias;
extern double cmb_time(void);
extern void cmb_event_queue_initialize(double start_time);
extern void cmb_event_queue_terminate(void);
extern void cmb_event_queue_clear(void);
extern void cmb_event_queue_execute(void);
extern uint64_t cmb_event_schedule(cmb_event_func *action, void *subject, void *object, double time, int64_t priority);
extern void cmb_random_initialize(uint64_t seed);
extern void cmb_random_terminate(void);
extern struct cmb_random_alias *cmb_random_alias_create(uint64_t n, const double *pa);
extern uint64_t cmb_random_alias_sample(const struct cmb_random_alias *ap);
extern void cmb_logger_flags_off(uint32_t flags);
#endif

enum { DAYS = 1461, NATIONS = 40, CLASSES = 3, REGIONS = 32, LIMIT = 180, PATIENCE = 3, LONGEST = 255, STAYS = 512 };
enum { GAVE_UP, RELIEF, TIMED_OUT, REMOVED, THIRD_COUNTRY, EXITS };
static const char *const exit_names[EXITS] = {"gave_up", "relief", "timed_out", "removed", "third_country"};

struct person {
    struct person *next;      /* in a queue, or of those who would time out on one day */
    struct person *next_due;
    int32_t since, limit;     /* day of arrival, then of admission; day of the time-out, -1 once out */
    uint8_t nation, class, region;
    bool queued;              /* still a member of a queue; freed by it */
};

struct fifo {
    struct person *first, *last;
};

#include "reference_cimba_in.h"

struct simulation {
    const struct parameters *par;
    struct fifo waiting[REGIONS][CLASSES], seats[NATIONS], third;
    struct person *due[DAYS + LONGEST + LIMIT], *spare;
    int in_bed[REGIONS], by_class[CLASSES], left;
    int64_t arrivals, admissions, court_ends, document_ends, exits[EXITS], removed[DAYS][NATIONS], stays[STAYS];
    int64_t waits, rows[DAYS][CLASSES + 1];
};

#include "reference_cimba_out.h"

static void put(struct fifo *q, struct person *p)
{
    p->next = NULL;
    if (q->first == NULL) q->first = p;
    else q->last->next = p;
    q->last = p;
}

static struct person *get(struct fifo *q)
{
    struct person *p = q->first;
    q->first = p->next;
    return p;
}

static struct person *person_create(struct simulation *sim)
{
    if (sim->spare == NULL) {
        struct person *block = calloc(1024, sizeof *block);
        for (int i = 0; i < 1024; i++) block[i].next = sim->spare, sim->spare = &block[i];
    }
    struct person *p = sim->spare;
    sim->spare = p->next;
    return p;
}

static void person_destroy(struct simulation *sim, struct person *p)
{
    p->next = sim->spare;
    sim->spare = p;
}

static void leave(struct simulation *sim, const struct person *p, int day, int way)
{
    sim->in_bed[p->region]--;
    sim->by_class[p->class]--;
    sim->stays[day - p->since]++;
    sim->exits[way]++;
}

/* Whoever is due is linked to the day; who leaves before stays linked until then, and is freed then. */
static void set_limit(struct simulation *sim, struct person *p, int limit)
{
    p->limit = limit;
    p->next_due = sim->due[limit];
    sim->due[limit] = p;
}

static void document_end(void *subject, void *object)
{
    struct person *p = subject;
    struct simulation *sim = object;
    sim->document_ends++;
    set_limit(sim, p, p->limit);
    p->queued = true;
    put(&sim->seats[p->nation], p);
}

static void court_end(void *subject, void *object)
{
    struct person *p = subject;
    struct simulation *sim = object;
    const int day = (int)cmb_time();
    sim->court_ends++;
    switch (cmb_random_alias_sample(sim->par->outcome[p->nation][p->class])) {
    case 0:
        leave(sim, p, day, RELIEF);
        person_destroy(sim, p);
        return;
    case 1:
        set_limit(sim, p, day + LIMIT);
        p->queued = true;
        put(&sim->third, p);
        return;
    default:
        break;
    }
    const int wait = (int)cmb_random_alias_sample(sim->par->document[p->nation]);
    if (wait < LIMIT) {
        p->limit = day + LIMIT;
        cmb_event_schedule(document_end, p, sim, day + wait, 0);
    } else {
        set_limit(sim, p, day + LIMIT);
    }
}

/* First come, first out; those who are out already are skipped. */
static int depart(struct simulation *sim, struct fifo *q, int seats, int day, int way)
{
    int gone = 0;
    while (gone < seats && q->first != NULL) {
        struct person *p = get(q);
        p->queued = false;
        if (p->limit >= 0) {
            leave(sim, p, day, way);
            p->limit = -1;
            gone++;
        } else {
            person_destroy(sim, p);
        }
    }
    return gone;
}

static void time_out(struct simulation *sim, int day)
{
    struct person *next;
    for (struct person *p = sim->due[day]; p != NULL; p = next) {
        next = p->next_due;
        if (p->limit >= 0) {
            leave(sim, p, day, TIMED_OUT);
            p->limit = -1;
        }
        if (!p->queued) person_destroy(sim, p);
    }
    sim->due[day] = NULL;
}

static void arrive(struct simulation *sim, int day)
{
    const struct parameters *par = sim->par;
    for (int i = 0; i < par->counts[day]; i++) {
        struct person *p = person_create(sim);
        const uint64_t kind = cmb_random_alias_sample(par->kind);
        p->nation = (uint8_t)(kind / CLASSES);
        p->class = (uint8_t)(kind % CLASSES);
        p->region = par->regions > 1 ? (uint8_t)cmb_random_alias_sample(par->region) : 0;
        p->since = day;
        p->queued = false;
        put(&sim->waiting[p->region][p->class], p);
    }
    sim->arrivals += par->counts[day];
    sim->waits += par->counts[day];
}

static void admit(struct simulation *sim, int day)
{
    for (int r = 0; r < sim->par->regions; r++)
        for (int c = 0; c < CLASSES; c++) {
            struct fifo *q = &sim->waiting[r][c];
            while (q->first != NULL && q->first->since < day - PATIENCE) {
                person_destroy(sim, get(q));
                sim->exits[GAVE_UP]++;
                sim->waits--;
            }
        }
    arrive(sim, day);
    for (int r = 0; r < sim->par->regions; r++)
        for (int c = 0; c < CLASSES; c++) {
            struct fifo *q = &sim->waiting[r][c];
            while (q->first != NULL && sim->in_bed[r] < sim->par->beds[day * sim->par->regions + r]) {
                struct person *p = get(q);
                p->since = day;
                sim->in_bed[r]++;
                sim->by_class[c]++;
                sim->admissions++;
                sim->waits--;
                cmb_event_schedule(court_end, p, sim, day + (double)cmb_random_alias_sample(sim->par->court[c]), 0);
            }
        }
}

static void rounds(void *subject, void *object)
{
    (void)subject;
    struct simulation *sim = object;
    const struct parameters *par = sim->par;
    const int day = (int)cmb_time();
    time_out(sim, day);
    for (int n = 0; n < NATIONS; n++)
        sim->removed[day][n] = depart(sim, &sim->seats[n], par->flights[day * NATIONS + n], day, REMOVED);
    if (day % 7 == 0) sim->left = par->quota;
    if (par->channel[day]) sim->left -= depart(sim, &sim->third, sim->left, day, THIRD_COUNTRY);
    admit(sim, day);
    for (int c = 0; c < CLASSES; c++) sim->rows[day][c] = sim->by_class[c];
    sim->rows[day][CLASSES] = sim->waits;
    if (day + 1 < DAYS) cmb_event_schedule(rounds, NULL, sim, day + 1, -1);
    else cmb_event_queue_clear();
}

static double seconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

int main(int argc, char **argv)
{
    FILE *file = argc > 1 ? fopen(argv[1], "r") : NULL;
    if (file == NULL) {
        fprintf(stderr, "usage: reference_cimba PARAMETERS\n");
        return 2;
    }
    const double started = seconds();
    const struct parameters par = read_parameters(file);
    fclose(file);
    cmb_logger_flags_off(CMB_LOGGER_INFO);
    cmb_random_initialize(par.luck);
    cmb_event_queue_initialize(0.0);
    struct simulation *sim = calloc(1, sizeof *sim);
    sim->par = &par;
    cmb_event_schedule(rounds, NULL, sim, 0.0, -1);
    const double ready = seconds();
    cmb_event_queue_execute();
    report(sim, ready - started, seconds() - ready);
    cmb_event_queue_terminate();
    cmb_random_terminate();
    return 0;
}
