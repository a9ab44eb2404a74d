"""Points: single runs of many, named by what decides their numbers, so that no run is ever made twice."""
