# Reads many small results once each with diskcache and joblib; prints nanoseconds a call. `hits.py store DIR` makes them.
import json, sys, time, diskcache, joblib

mode, folder = sys.argv[1:]
memory = joblib.Memory(folder + "/joblib", verbose=0)

@memory.cache
def result(key):
    return {"rows": [key, key + 1], "text": "some text", "name": f"result {key}"}

cache = diskcache.Cache(folder + "/diskcache")
if mode == "store":
    for key in range(500):
        result(key)
        cache[key] = result.func(key)
    print("{}")
else:
    times = {}
    for name, call in [("diskcache", cache.__getitem__), ("joblib", result)]:
        for key in range(100):
            call(key)
        began = time.perf_counter_ns()
        for key in range(100, 500):
            call(key)
        times[name] = (time.perf_counter_ns() - began) / 400
    print(json.dumps(times))
