"""The tests: one folder a stage, the rules of the house, the whole life, faults and benchmarks."""
