// People as 8-byte records, and first-come queues of them as lists of chunks from one pool.
#pragma once
#include <sys/mman.h>

#include <cstddef>
#include <cstdint>
#include <vector>

using u32 = uint32_t;
using u64 = uint64_t;

constexpr int NATIONS = 40, CLASSES = 3, REGIONS = 32, CELLS = 4 * REGIONS, RING = 256, CHUNK = 32;

// A record: person 27 bits, class 2, nation 6, region 5, day in (of arrival, then of admission) 11, day of order 11.
constexpr int CLASS_AT = 27, NATION_AT = 29, REGION_AT = 35, IN_AT = 40, ORDER_AT = 51;
inline u64 person_of(u64 r) { return r & ((1u << CLASS_AT) - 1); }
inline u32 class_of(u64 r) { return u32(r >> CLASS_AT) & 3; }
inline u32 kind_of(u64 r) { return u32(r >> CLASS_AT) & 255; }  // class and nation
inline u32 nation_of(u64 r) { return u32(r >> NATION_AT) & 63; }
inline u32 region_of(u64 r) { return u32(r >> REGION_AT) & 31; }
inline int in_of(u64 r) { return int(r >> IN_AT) & 2047; }
inline int order_of(u64 r) { return int(r >> ORDER_AT); }

// Queues by number: a ring of days for court, document and limit; relief of today; third country; seats; bed queues.
constexpr int COURT = 0, DOCUMENT = RING, LATE = 2 * RING, RELIEF = 3 * RING, THIRD = RELIEF + 1, SEATS = THIRD + 1,
              WAITING = SEATS + NATIONS, QUEUES = WAITING + CELLS;

// Lists of chunks of 31 records and a link to the next chunk. Head and tail never rest on a link, so a list is empty
// when they are equal. Only what is touched of the space becomes memory.
struct Queues {
    static constexpr size_t SPACE = size_t(1) << 27;
    u64* const record = static_cast<u64*>(mmap(nullptr, SPACE * sizeof(u64), PROT_READ | PROT_WRITE,
                                               MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0));
    u32 head[QUEUES], tail[QUEUES], made = 0;
    std::vector<u32> spare;

    Queues() {
        for (int q = 0; q < QUEUES; q++) head[q] = tail[q] = fresh();
    }
    ~Queues() { munmap(record, SPACE * sizeof(u64)); }
    u32 fresh() {
        if (spare.empty()) return CHUNK * made++;
        const u32 chunk = spare.back();
        spare.pop_back();
        return chunk;
    }
    static bool on_link(u32 at) { return (at & (CHUNK - 1)) == CHUNK - 1; }
    void push(u32 q, u64 r) {
        u32 at = tail[q];
        record[at++] = r;
        if (__builtin_expect(on_link(at), 0)) record[at] = fresh(), at = u32(record[at]);
        tail[q] = at;
    }
    // Shows `see` the list in order, up to 31 records at a time; it says how many it took, all or the last time fewer.
    template <class See>
    void take(u32 q, See see) {
        u32 at = head[q];
        while (at != tail[q]) {
            const u32 last = at | (CHUNK - 1), end = (tail[q] | (CHUNK - 1)) == last ? tail[q] : last;
            const u32 taken = see(record + at, end - at);
            const bool all = taken == end - at;
            at += taken;
            if (on_link(at)) spare.push_back(at & ~u32(CHUNK - 1)), at = u32(record[at]);
            if (!all) break;
        }
        head[q] = at;
    }
};
