"""Other threads of Python go on while this works."""

import json
import threading
import time

import pytest

import hwc_iam


def policy(statements, version="5.0"):
    def statement(at):
        return {
            "Effect": "Allow",
            "Action": [["ims:images:get", "ims:images:list", "ims:images:update"][at % 3]],
            "Resource": [f"ims:*:*:image:{at}-*"] if version == "5.0" else ["*"],
            "Condition": {"StringNotLike": {"g:UserName": [f"{at}*", f"*-{at}"]}},
        }

    return {"Version": version, "Statement": [statement(at) for at in range(statements)]}


def log():
    import log

    return log.policies(), log.batch(0, 200_000)


WORK = {
    "decide_batch": (log, lambda it: it[0].decide_batch(it[1], threads=1)),
    "compare": (lambda: (json.dumps(policy(200)), json.dumps(policy(201))), lambda it: hwc_iam.compare(*it)),
    "check": (lambda: json.dumps(policy(900)), hwc_iam.check),
    "PolicySet": (lambda: [json.dumps(policy(900))] * 30, lambda it: hwc_iam.PolicySet(*it)),
    "generate": (
        lambda: [f'{{"method": "GET", "uri": "/v2/images/{at:032x}"}}' for at in range(1000)],
        lambda it: hwc_iam.generate(traces=["\n".join(it)]),
    ),
}


@pytest.mark.parametrize("name", WORK)
def test_python_goes_on_meanwhile(name):
    prepare, work = WORK[name]
    given = prepare()
    span = []

    def worker():
        start = time.perf_counter()
        work(given)
        span.extend([start, time.perf_counter()])

    ticks = []
    thread = threading.Thread(target=worker)
    thread.start()
    while thread.is_alive():
        ticks.append(time.perf_counter())
        time.sleep(0.001)
    start, end = span
    # With the lock held, there would be none between its beginning and its end.
    inside = [it for it in ticks if start + 0.1 * (end - start) < it < start + 0.9 * (end - start)]
    assert len(inside) >= 3, f"{len(inside)} turns in {end - start:.3f} s"
