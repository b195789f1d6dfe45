# A large array with joblib: `large.py store DIR SHARE`, `large.py restore DIR SHARE`.
import json, sys, time, joblib, numpy

mode, folder, share = sys.argv[1:]
made = numpy.arange(int(12.5e6 * float(share))) * 1.5

@joblib.Memory(folder + "/joblib-large", verbose=0).cache
def numbers():
    return made

began = time.perf_counter_ns()
numbers()
print(json.dumps({"numbers: joblib": time.perf_counter_ns() - began}))
