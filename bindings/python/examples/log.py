"""A log of requests, as CTS traces look once they are a table, and the policies that are asked about it: the same for each engine.

    python log.py log.parquet 1000000
"""

import sys

import numpy
import pyarrow
import pyarrow.parquet

import hwc_iam

ROWS_AT_ONCE = 1_000_000

# Ten statements, eight of them about the service that the log is full of.
POLICY = {
    "Version": "5.0",
    "Statement": [
        {"Effect": "Allow", "Action": ["ims:images:list", "ims:images:get"]},
        {"Effect": "Allow", "Action": ["ims:images:showImageTags"], "Resource": ["ims:cn-north-4:*:image:*"]},
        {
            "Effect": "Allow",
            "Action": ["ims:images:copyCrossRegion"],
            "Condition": {"Bool": {"g:MFAPresent": ["true"]}},
        },
        {"Effect": "Allow", "Action": ["ims:images:updateImage"], "Resource": ["ims:*:0a1b:image:*"]},
        {
            "Effect": "Allow",
            "Action": ["ims:images:deleteImage"],
            "Condition": {"IpAddress": {"g:SourceIp": ["10.0.0.0/8"]}},
        },
        {"Sid": "NoExport", "Effect": "Deny", "Action": ["ims:images:export"]},
        {
            "Sid": "NoEncrypted",
            "Effect": "Deny",
            "Action": ["ims:images:copy*"],
            "Condition": {"Bool": {"ims:Encrypted": ["true"]}},
        },
        {
            "Sid": "OnlyOurs",
            "Effect": "Deny",
            "Action": ["ims:images:*"],
            "Condition": {"StringNotEqualsIfExists": {"g:DomainName": ["ours"]}},
        },
        {"Effect": "Allow", "Action": ["ecs:cloudServers:list*"]},
        {"Effect": "Allow", "Action": ["vpc:*:list", "vpc:*:get"], "Condition": {"IpAddress": {"g:SourceIp": ["10.0.0.0/8"]}}},
    ],
}
# Each is what one call needs, and nothing else.
CALLS = {
    "ims:images:list": "GET /v2/cloudimages",
    "ims:images:get": "GET /v2/images/i1",
    "ims:images:showImageTags": "GET /v2/p1/images/i1/tags",
    "ims:images:copyCrossRegion": "POST /v1/cloudimages/i1/cross_region_copy",
    "ims:images:updateImage": "PATCH /v2/images/i1",
    "ims:images:deleteImage": "DELETE /v2/images/i1",
    "ims:images:export": "POST /v1/cloudimages/i1/file",
    "ecs:cloudServers:listServersDetails": "GET /v1/p1/cloudservers/detail",
    "vpc:vpcs:list": "GET /v3/p1/vpc/vpcs",
    "evs:volumes:list": "GET /v2/p1/cloudvolumes/detail",
}
ACTIONS = list(CALLS)
# What audit traces say of a call, and what they do not say.
TRACED = ["action", "g:SourceIp"]
NOT_TRACED = ["resource", "g:MFAPresent", "ims:Encrypted", "g:DomainName"]
REGIONS = ["cn-north-4", "cn-east-3", "cn-south-1", "ap-southeast-3"]


def policies():
    return hwc_iam.PolicySet(POLICY)


def request(row):
    """A row as a request of a scenario."""
    context = {key: value for key, value in row.items() if ":" in key and value is not None}
    parts = {key: row[key] for key in ("action", "resource", "principal") if row.get(key) is not None}
    return {**parts, "context": context}


def trace(row):
    """A row as an audit trace of a call that was answered."""
    method, path = CALLS[row["action"]].split()
    service = row["action"].split(":")[0]
    return {
        "service_type": service.upper(),
        "trace_name": row["action"].split(":")[2],
        "method": method,
        "url": f"https://{service}.cn-north-4.myhuaweicloud.com{path}",
        "source_ip": row["g:SourceIp"],
        "code": "200",
        "time": 1_660_927_593_570,
        "user": {"name": row["principal"].rsplit(":", 1)[1], "domain": {"id": "0a1b"}},
    }


def batch(first, rows):
    """Rows from `first` on, the same ones in whichever portions they are asked for."""
    row = numpy.arange(first, first + rows, dtype=numpy.uint64)
    # SplitMix64.
    mixed = (row + 1) * numpy.uint64(0x9E3779B97F4A7C15)
    mixed = (mixed ^ (mixed >> numpy.uint64(30))) * numpy.uint64(0xBF58476D1CE4E5B9)
    mixed = (mixed ^ (mixed >> numpy.uint64(27))) * numpy.uint64(0x94D049BB133111EB)
    mixed = mixed ^ (mixed >> numpy.uint64(31))

    def bits(start, count):
        return ((mixed >> numpy.uint64(start)) & numpy.uint64((1 << count) - 1)).astype(numpy.int64)

    def pick(all, at):
        return pyarrow.array(all, pyarrow.string()).take(pyarrow.array(at % len(all)))

    # Four images of five are of this account, one resource in sixteen is not said.
    images = [f"ims:{region}:{account}:image:i{at}" for region in REGIONS for account in ["0a1b"] * 4 + ["2c3d"] for at in range(64)]
    images += [None] * (len(images) // 16)
    return pyarrow.RecordBatch.from_pydict(
        {
            "action": pick(ACTIONS, bits(0, 12)),
            "resource": pick(images, bits(12, 16)),
            "principal": pick([f"iam::0a1b:user:u{at}" for at in range(200)], bits(28, 12)),
            "g:MFAPresent": pyarrow.array(bits(40, 2) > 1, mask=bits(40, 2) == 0),
            "g:SourceIp": pick([f"10.0.{at}.7" for at in range(30)] + ["203.0.113.9", "198.51.100.4"], bits(42, 8)),
            "ims:Encrypted": pyarrow.array(bits(50, 3) == 1, mask=bits(50, 3) == 0),
            "g:DomainName": pick(["ours"] * 14 + ["theirs", None], bits(53, 8)),
        }
    )


def batches(rows):
    for first in range(0, rows, ROWS_AT_ONCE):
        yield batch(first, min(ROWS_AT_ONCE, rows - first))


def write(path, rows):
    with pyarrow.parquet.ParquetWriter(path, batch(0, 0).schema, compression="zstd") as out:
        for it in batches(rows):
            out.write_batch(it, row_group_size=1 << 17)


if __name__ == "__main__":
    write(sys.argv[1], int(sys.argv[2]))
