#!/usr/bin/env python3
"""Makes the series beside it: seconds, input, output.

The outputs are evidence, so nothing here is taken from the Java code: where that remembers as little as it can, this looks
at the whole history again for each reading. "make.py" writes the files, "make.py --picture" draws them.
"""

import json
import random
import sys
from pathlib import Path

HERE = Path(__file__).parent


def median(xs, i, k):
    """Of the k readings up to the i-th, the first standing for all before it."""
    return sorted(xs[max(0, j)] for j in range(i - k + 1, i + 1))[k // 2]


def window_mean(times, xs, i, length):
    """Integral over (t - length, t] of the steps that each end with their reading, by the length."""
    begin, end, area = times[i] - length, times[i], 0.0
    for j in range(i + 1):
        left = begin if j == 0 else max(begin, times[j - 1])
        right = min(end, times[j])
        area += xs[j] * max(0.0, right - left)
    return area / length


def smooth(policy, times, inputs):
    half_life = policy.get("halfLifeSeconds", {})
    band = policy.get("deadBandPercent", {})
    slew = policy.get("slewPerMinute", {})
    panic = policy.get("panic")
    clean = [median(inputs, i, policy.get("median", 1)) for i in range(len(inputs))]
    outputs, mean, reached_at = [], None, None
    for i, t in enumerate(times):
        if i == 0:
            mean = clean[0]
            outputs.append(mean)
            continue
        last, passed, target = outputs[-1], t - times[i - 1], clean[i]
        if panic:
            stable = window_mean(times, clean, i, panic["stableWindowSeconds"])
            brief = window_mean(times, clean, i, panic["panicWindowSeconds"])
            if brief > 0 and brief * 100 >= panic["thresholdPercent"] * max(0, last):
                reached_at = t
            if reached_at is not None and t - reached_at < panic["stableWindowSeconds"]:
                mean = max(last, brief, stable)
                outputs.append(mean)
                continue
            target = stable
        h = half_life.get("up" if target > mean else "down")
        mean = target + (mean - target) * 0.5 ** (passed / h) if h else target
        way = "up" if mean > last else "down"
        if way in band and abs(mean - last) * 100 <= band[way] * abs(last):
            outputs.append(last)
        elif way in slew:
            outputs.append(limited(slew[way], way, last, mean, passed / 60))
        else:
            outputs.append(mean)
    return outputs


def limited(limit, way, last, wanted, minutes):
    if last == 0 and "amount" not in limit:
        return wanted
    sign = 1 if way == "up" else -1
    factor = 1 + sign * limit.get("percent", 0) / 100
    distance = max(abs(last * factor**minutes - last), limit.get("amount", 0) * minutes)
    return min(wanted, last + distance) if sign > 0 else max(wanted, last - distance)


def noisy(chance, level, share):
    return level * (1 + share * (2 * chance.random() - 1))


def shape(name, chance, t):
    """What a source might say at this time, with what the stage is there for in it."""
    if name == "median":
        return chance.choice([0, 300, 500]) if chance.random() < 0.12 else noisy(chance, 60, 0.1)
    if name == "ewma":
        return noisy(chance, 40 if t < 300 else 90, 0.35)
    if name == "up-and-down":
        return noisy(chance, 100 if 120 < t % 400 < 200 else 10, 0.15)
    if name == "dead-band":
        return noisy(chance, 50 + 40 * min(1, max(0, (t - 200) / 150)) - 60 * min(1, max(0, (t - 500) / 100)), 0.07)
    if name == "slew":
        return 0 if t < 60 or t > 780 else 400 if t < 480 else 30
    if name == "panic":
        return noisy(chance, 160 if 300 < t < 345 else 400 if 560 < t < 590 else 30, 0.15)
    spike = 900 if chance.random() < 0.03 else 0
    return max(spike, noisy(chance, 250 if 300 < t < 420 else 30, 0.2))


def series(name, policy):
    chance = random.Random(name)
    times, inputs, t = [], [], 0.0
    while t < 900:
        times.append(round(t, 3))
        inputs.append(round(shape(name, chance, t), 1))
        t += chance.uniform(2, 5) if "panic" in policy else chance.uniform(4, 16)
    return times, inputs, smooth(policy, times, inputs)


def picture(times, values, top, columns=75):
    """As bars, one for each of equal parts of the time: the latest reading in it."""
    bars = " ▁▂▃▄▅▆▇█"
    line = ""
    for c in range(columns):
        end = times[-1] * (c + 1) / columns
        value = [v for t, v in zip(times, values) if t <= end][-1]
        line += bars[min(8, max(0, round(8 * value / top)))]
    return line.rstrip()


def main():
    for case in json.loads((HERE / "series.json").read_text()):
        name = case["name"]
        times, inputs, outputs = series(name, case["policy"])
        if "--picture" in sys.argv:
            top = max(inputs)
            print(f"{name}\nin  {picture(times, inputs, top)}\nout {picture(times, outputs, top)}\n")
            continue
        rows = "".join(f"{t:.3f},{x},{y!r}\n" for t, x, y in zip(times, inputs, outputs))
        (HERE / f"{name}.csv").write_text("seconds,input,output\n" + rows)


main()
