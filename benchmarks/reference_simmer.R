# The reference network in simmer, as its users would write it: one trajectory, resources with schedules, attributes.
#
# A person's draws come with them as attributes of add_dataframe. Beds are a resource of priorities by class; it is open
# only at the end of each day, so that freed beds are given when all other engines give them. A flight is a moment at
# which the resource of that nationality has seats. A place of the third-country quota stays taken until the next week.
# Within a day: court and document ends at 0, limits at .2, flights and third country at .5, patience at .75, arrivals
# at .8, admissions at .9. One region. It reads what benchmarks/outside.py writes and prints JSON.
suppressPackageStartupMessages(library(simmer))

DAYS <- 1461; NATIONS <- 40; LIMIT <- 180; PATIENCE <- 3; LONGEST <- 255

parameters <- function(path) {
  lines <- strsplit(readLines(path), " ")
  setNames(lapply(lines, function(x) as.numeric(x[-(1:2)])), vapply(lines, `[`, "", 1))
}

people <- function(par) {
  n <- sum(par$counts)
  class <- sample(3, n, TRUE, par$class_share)
  nation <- sample(NATIONS, n, TRUE, par$nation_share)
  mean <- par$document_mean[nation]
  document <- pmin(ceiling(rgamma(n, 2, scale = mean / 2)), LONGEST)
  court <- rlnorm(n, log(par$court_mean[class]) - par$sigma^2 / 2, par$sigma)
  outcome <- ifelse(runif(n) < par$relief[class], 1, ifelse(runif(n) < par$refusal[nation], 2, 3))
  data.frame(
    time = rep(0:(DAYS - 1), par$counts) + 0.8, priority = 3 - class, nation = nation,
    court = pmin(ceiling(court), LONGEST) - 0.9,
    outcome = ifelse(outcome == 3 & document >= LIMIT, 4, outcome), document = document
  )
}

# Capacity `at` some moment of each day where it is not nothing, and nothing a moment later.
moments <- function(capacity, at, lasts) {
  day <- which(capacity > 0) - 1
  schedule(c(rbind(day + at, day + at + lasts)), c(rbind(capacity[day + 1], 0)), Inf)
}

life <- function(env, par) {
  noted <- function(.trj, name) set_attribute(.trj, name, function() now(env))
  out <- function(name) trajectory() %>% noted(name) %>% release("bed")
  late <- trajectory() %>% noted("timed_out")  # who reneges gives back all that they had seized
  attribute <- function(name) function() get_attribute(env, name)
  fly <- trajectory() %>%
    timeout_from_attribute("document") %>% noted("documented") %>%
    renege_in(function() LIMIT + 0.2 - get_attribute(env, "document"), out = late) %>%
    select(function() paste0("flight", get_attribute(env, "nation"))) %>%
    seize_selected() %>% renege_abort() %>% noted("removed") %>% release("bed") %>%
    timeout(0.2) %>% release_selected()
  third <- trajectory() %>%
    renege_in(LIMIT + 0.2, out = late) %>%
    seize("quota") %>% renege_abort() %>% noted("third_country") %>% release("bed") %>%
    timeout(function() 7 - now(env) %% 7 + 0.4) %>% release("quota")
  trajectory() %>%
    renege_in(PATIENCE + 0.95, out = trajectory() %>% noted("gave_up")) %>%
    seize("bed") %>% renege_abort() %>% noted("admitted") %>%
    set_prioritization(c(0, 0, 0)) %>%  # class counts for beds only
    timeout_from_attribute("court") %>% noted("court_ended") %>%
    branch(attribute("outcome"), continue = FALSE,
           out("relief"), third, fly, trajectory() %>% timeout(LIMIT + 0.2) %>% join(out("timed_out")))
}

network <- function(par) {
  env <- simmer()
  env %>%
    add_resource("bed", moments(par$beds, 0.9, 0.05), mon = FALSE) %>%
    add_resource("quota", schedule(0:(DAYS - 1) + 0.5, par$channel * par$quota, Inf), mon = FALSE) %>%
    add_dataframe("person", life(env, par), people(par), mon = 2, time = "absolute", batch = 1000,
                  col_attributes = c("nation", "court", "outcome", "document"))
  flights <- matrix(par$flights, DAYS, NATIONS, byrow = TRUE)
  for (n in seq_len(NATIONS)) add_resource(env, paste0("flight", n), moments(flights[, n], 0.5, 0.1), mon = FALSE)
  env
}

summarised <- function(env, par) {
  found <- get_mon_attributes(env)
  when <- split(floor(found$time + 1e-6), found$key)
  who <- split(found$name, found$key)
  count <- function(name) length(when[[name]])
  exits <- c("gave_up", "relief", "timed_out", "removed", "third_country")
  left <- unlist(when[exits[-1]]); names(left) <- unlist(who[exits[-1]])
  by_day <- function(days) cumsum(tabulate(days + 1, DAYS))
  nation <- with(found[found$key == "nation", ], setNames(value, name))
  removed <- tabulate(nation[who$removed], NATIONS)
  admitted <- setNames(when$admitted, who$admitted)
  list(
    arrivals = sum(par$counts), admissions = count("admitted"), court_ends = count("court_ended"),
    document_ends = count("documented"), exits = setNames(lapply(exits, count), exits),
    inside = sum(par$counts) - sum(vapply(exits, count, 0)),
    mean_in_bed = mean(by_day(when$admitted) - by_day(left)),
    mean_waiting = mean(cumsum(par$counts) - by_day(when$admitted) - by_day(when$gave_up)),
    mean_stay = mean(left - admitted[names(left)]), removed_by_nation = removed
  )
}

json <- function(x) {
  if (is.list(x)) paste0("{", paste0('"', names(x), '": ', vapply(x, json, ""), collapse = ", "), "}")
  else if (length(x) > 1) paste0("[", paste(x, collapse = ", "), "]")
  else format(x, digits = 12)
}

seconds <- function() proc.time()[["elapsed"]]
started <- seconds()
par <- parameters(commandArgs(TRUE)[1])
set.seed(par$luck)
env <- network(par)
ready <- seconds()
invisible(run(env, DAYS))
done <- seconds()
memory <- grep("VmHWM", tryCatch(readLines("/proc/self/status"), error = function(e) character()), value = TRUE)
memory <- if (length(memory)) as.numeric(gsub("[^0-9]", "", memory)) * 1024 / 1e6 else 0
cat(json(list(prepare = ready - started, run = done - ready, memory = memory, summary = summarised(env, par))), "\n")
