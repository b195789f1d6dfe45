# joblib.hash of a large array: nanoseconds.
import json, sys, time, joblib, numpy

values = numpy.arange(int(12.5e6 * float(sys.argv[1]))) * 1.5
joblib.hash(values[:100])
began = time.perf_counter_ns()
joblib.hash(values)
print(json.dumps(time.perf_counter_ns() - began))
