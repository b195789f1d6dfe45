# One cached call with joblib.
import sys, joblib

@joblib.Memory(sys.argv[1] + "/joblib-cold", verbose=0).cache
def slow(x):
    return [x, x * 2]

assert slow(21)[1] == 42
print("{}")
