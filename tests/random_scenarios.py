"""Random scenarios that use every key of a file, small enough for the oracle."""

from __future__ import annotations

from random import Random

REGION = "3672"
SLUGS = ("rt_rw", "kader", "nelayan")
FUNDERS = ("dbh_cht", "csr", "provinsi")
SHARES = (0.1, 0.25, 0.333, 0.5, 0.9)
SPANS = ((1, 12), (1, 12), (1, 12), (4, 12), (8, 12), (2, 9), (5, 5))
TARIFFS = (
    {"kind": "bpu"},
    {"kind": "bpu"},
    {"kind": "pu", "reported_wage": "umk", "risk_group": 2},
    {"kind": "pu", "reported_wage": 1000625, "risk_group": 1},
)


def random_month(rng, years):
    return f"{rng.choice(years)}-{rng.randint(1, 12):02d}"


def random_span(rng):
    first, last = rng.choice(SPANS)
    return {"first": first, "last": last}


def random_path(rng, years, eligible):
    kind = rng.choice(("hold", "schedule", "schedule", "target"))
    if kind == "hold":
        return {"kind": kind}
    if kind == "target":
        goal = rng.choice((0, 1, *SHARES))
        path = {"kind": kind, "coverage": goal, "year": rng.choice(years)}
        return path | rng.choice(({}, {"of": random_denominator(rng, eligible)}))
    starts = (rng.choice(years), random_month(rng, years), random_month(rng, years))
    entries = {
        start: rng.randint(0, eligible + 5)
        for start in starts[: rng.randint(1, 3)]
        if not str(start).endswith("-01")
    }
    return {"kind": kind, "members": entries or {years[0]: eligible}}


def random_denominator(rng, eligible):
    return {
        "name": {"id": "pekerja", "en": "workers"},
        "people": eligible + rng.randint(1, 30),
        "growth_y": rng.choice((0, 0.01, 0.1)),
    }


def random_exit(rng, years):
    leaving = {"year": rng.choice(years), "share": rng.choice(SHARES[:4])}
    kind = rng.choice(("pppk", "pppk_paruh_waktu", "pensiun"))
    insurer = rng.choice((None, "bpjs_tk", "taspen", "none_budgeted"))
    if kind != "pensiun" and insurer:
        leaving["insurer"] = insurer
    return {"kind": kind, **leaving}


def random_windows(rng, years):
    months = sorted({random_month(rng, years) for _ in range(rng.choice((2, 4)))})
    pairs = zip(months[::2], months[1::2], strict=False)
    spans = [{"first": first, "last": last} for first, last in pairs]
    return spans[0] if len(spans) == 1 else spans or None


def random_self_paid(rng, most):
    return {
        "people": rng.randint(0, most),
        "crowd_out": rng.choice((0, 0.25, 1)),
        "take_over": rng.choice((0, 0.333, 1)),
    }


def random_segment(rng, years):
    eligible = rng.randint(0, 30)
    members = rng.randint(0, eligible)
    segment = {
        "eligible": rng.choice((eligible, {"uniform": [eligible, eligible + 1]})),
        "eligible_growth_y": rng.choice((0, 0.05, -0.1, 0.333)),
        "members": members,
        "tariff": dict(rng.choice(TARIFFS)),
        "path": random_path(rng, years, eligible),
        "months": {**random_span(rng), rng.choice(years): random_span(rng)},
        "paid": {
            "every": rng.choice((1, 3, 6, 12)),
            "covers": rng.choice(("advance", "arrears", "arrears")),
        },
        "verified_share": rng.choice((1, 1, 0.9, 0.57)),
        "place": rng.choice(("refill", "leave")),
        "renewal_y": rng.choice((1, 0.95, 0.5, 0)),
        "exits": [random_exit(rng, years) for _ in range(rng.choice((0, 0, 1, 2)))],
    }
    if rng.random() < 0.25:
        segment["window"] = random_windows(rng, years)
    if rng.random() < 0.4:
        segment["target_people"] = eligible + rng.randint(1, 20)
    if segment["tariff"]["kind"] == "bpu" and rng.random() < 0.5:
        segment["self_paid"] = random_self_paid(rng, eligible - members)
    return segment


def random_decision(rng, years):
    def day():
        year = rng.randint(years[0] - 2, years[-1] - 1)
        return f"{year}-{rng.choice(('03-10', '07-31', '08-01', '12-31'))}"

    decision = {"date": day(), "instrument": "perwali"}
    hazard = {"instrument_hazard_y": rng.choice((0.5, 1, 3))}
    return decision | rng.choice(({}, {"instrument_date": day()}, hazard))


def random_ceiling(rng, years, slugs):
    if rng.random() < 0.3:
        return {"share": rng.choice((0.001, 0.0029, 0.0005))}
    # Whole member-months, so that a trial may fit to the rupiah.
    most = 80 * len(slugs)
    starts = (rng.choice(years[:2]), years[-1])
    return {"idr": {start: rng.randint(0, most) * 16800 for start in starts}}


def random_budget(rng, years, slugs):
    return {
        "base": "revenue",
        "base_idr": {
            years[0] - rng.randint(0, 2): rng.randint(1, 4) * 10**9,
            rng.choice(years): rng.randint(1, 4) * 10**9,
        },
        "growth_y": rng.choice((0, 0.045, -0.1)),
        "ceiling": random_ceiling(rng, years, slugs),
        "when_short": rng.choice(("heads", "months", "priority", "arrears", "arrears")),
        "revised": rng.random() < 0.5,
        "priority": rng.sample(slugs, rng.randint(0, len(slugs))),
        "protect": rng.sample(slugs, rng.choice((0, 0, 1, 2, 3)) % (len(slugs) + 1)),
    }


def random_funding(rng, slugs):
    entries = []
    for funder in rng.sample(FUNDERS, rng.choice((0, 1, 1, 2))):
        entry = {"funder": funder, "ceiling_idr_y": rng.randint(0, 150) * 10000}
        if rng.random() < 0.2:
            del entry["ceiling_idr_y"]
        if rng.random() < 0.5:
            entry["segments"] = rng.sample(slugs, rng.randint(1, len(slugs)))
        entries.append(entry)
    return [*entries, {"funder": "apbd"}]


def of_seed(seed):
    """Return the random numbers of a seed; hypothesis hands over its own."""
    return seed if isinstance(seed, Random) else Random(seed)


def random_scenario(seed):
    rng = of_seed(seed)
    first = rng.choice((2019, 2020, 2025, 2026))
    years = list(range(first, first + rng.randint(2, 4)))
    slugs = SLUGS[: rng.choice((1, 2, 2, 3, 3))]
    overrides = {random_month(rng, years): rng.choice((4000, 9000, 13471))}
    return {
        "region": REGION,
        "first_year": first,
        "years": len(years),
        "wage_growth_y": rng.choice((0.05, 0.0333)),
        "segments": {slug: random_segment(rng, years) for slug in slugs},
        "decision": rng.choice((None, *[random_decision(rng, years)] * 2)),
        "budget": random_budget(rng, years, slugs),
        "funding": random_funding(rng, slugs),
        "law": {
            "variant": "current",
            "overrides": rng.choice(({}, {"bpu_jkm_idr_m": overrides})),
        },
        "shocks": [
            {
                "kind": "transfer_cut",
                "year": rng.choice(years),
                "size": rng.choice((-0.23, -0.5)),
                "share": rng.choice((0, 0.57, 1)),
            }
            for _ in range(rng.choice((0, 1, 2)))
        ],
    }


def places(scenario):
    """Yield (name, year, mapping, key) of every number that may be uncertain.

    ``name`` and ``year`` are what the model calls the random number by.
    """
    for slug, segment in scenario["segments"].items():
        here = f"segments.{slug}"
        for key in ("eligible", "members", "eligible_growth_y", "verified_share"):
            yield f"{here}.{key}", "", segment, key
        if segment["place"] == "leave":
            yield f"{here}.renewal_y", "", segment, "renewal_y"
        if "target_people" in segment:
            yield f"{here}.target_people", "", segment, "target_people"
        for key in segment.get("self_paid", {}):
            yield f"{here}.self_paid.{key}", "", segment["self_paid"], key
        if segment["path"]["kind"] == "target":
            yield f"{here}.path.coverage", "", segment["path"], "coverage"
        other = segment["path"].get("of", {})
        for key in ("people", "growth_y") if other else ():
            yield f"{here}.path.of.{key}", "", other, key
        for number, leaving in enumerate(segment["exits"]):
            name = f"{here}.exits.{leaving['year']}.{number}"
            yield name, "", leaving, "share"
    ceiling = scenario["budget"]["ceiling"]
    for year in ceiling.get("idr", {}):
        yield "budget.ceiling.idr", year, ceiling["idr"], year
    if "share" in ceiling:
        yield "budget.ceiling.share", "", ceiling, "share"
    for number, entry in enumerate(scenario["funding"]):
        if "ceiling_idr_y" in entry:
            yield f"funding.{number}.ceiling", "", entry, "ceiling_idr_y"


def with_ranges(scenario, seed):
    """Make about half of its numbers uncertain; members stay within the eligible."""
    rng = of_seed(seed)
    widen = {"eligible": 4, "people": 9, "target_people": 6, "ceiling_idr_y": 50000}
    for name, _, mapping, key in places(scenario):
        value = mapping[key]
        if isinstance(value, dict) or rng.random() < 0.5:
            continue
        if "self_paid.people" in name or key == "members":
            low, high = value // 2, value
        elif key in widen or isinstance(key, int):
            low, high = value, value + widen.get(key, 168000)
        elif key.endswith("growth_y"):
            low, high = value, value + 0.03
        else:
            low, high = value / 2, value
        if low < high:
            mapping[key] = {"uniform": [low, high]}
    return scenario
