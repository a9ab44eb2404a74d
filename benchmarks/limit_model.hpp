// The reference network's parameters as the limit uses them.
#pragma once
#include <cmath>
#include <map>
#include <string>
#include <vector>

#include "limit_laws.hpp"
#include "limit_queues.hpp"

using Numbers = std::map<std::string, std::vector<double>>;

constexpr int DAYS = 1461, LIMIT = 180, PATIENCE = 3, STAYS = 512;

// Exits in a day's row.
enum { GAVE_UP, RELIEVED, TIMED_OUT, REMOVED, THIRD_COUNTRY, EXITS };

struct Model {
    u64 luck;
    int regions, quota;
    std::vector<int> arrivals, beds, flights;
    std::vector<char> open;
    Table kind, region, court[CLASSES], document[64];
    u32 relief[256], order[256];  // by nation and class: thresholds of relief, and of relief or refusal

    explicit Model(const Numbers& in) {
        const auto whole = [&](const char* name) { return std::vector<int>(in.at(name).begin(), in.at(name).end()); };
        luck = mix(u64(in.at("luck")[0]) + 0x9e3779b97f4a7c15u);
        regions = int(in.at("regions")[0]);
        quota = int(in.at("quota")[0]);
        arrivals = whole("counts"), beds = whole("beds"), flights = whole("flights");
        open.assign(in.at("channel").begin(), in.at("channel").end());
        region = alias(in.at("region_share"));
        std::vector<double> kinds(256, 0.0);
        for (int n = 0; n < NATIONS; n++)
            for (int c = 0; c < CLASSES; c++) {
                kinds[n << 2 | c] = in.at("nation_share")[n] * in.at("class_share")[c];
                const double r = in.at("relief")[c], all = r + (1 - r) * in.at("refusal")[n];
                relief[n << 2 | c] = u32(r * 4294967296.0), order[n << 2 | c] = u32(all * 4294967296.0);
            }
        kind = alias(kinds);
        const double sigma = in.at("sigma")[0];
        for (int c = 0; c < CLASSES; c++) {
            const double mu = std::log(in.at("court_mean")[c]) - sigma * sigma / 2;
            court[c] = days([&](int d) { return d ? std::erfc((mu - std::log(d)) / (sigma * M_SQRT2)) / 2 : 0.0; });
        }
        for (int n = 0; n < NATIONS; n++) {
            const double scale = in.at("document_mean")[n] / 2;
            document[n] = days([&](int d) { return 1 - std::exp(-d / scale) * (1 + d / scale); });
        }
    }
};

struct Row {
    int in_bed[CLASSES], waiting[CLASSES], admitted[CLASSES], exits[EXITS][CLASSES], removed[NATIONS];
};
