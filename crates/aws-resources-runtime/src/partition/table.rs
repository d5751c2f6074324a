//! The table: names, endpoints and regions from AWS's partition metadata, as its SDKs carry it (`partitions.json`), and
//! from the list of regions which of them an account has to enable first
//! (<https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-regions.html>).

use super::{Partition, RegionInfo};

/// A region that every account of the partition has.
const fn default(name: &'static str) -> RegionInfo {
    RegionInfo { name, opt_in: false }
}

/// A region that an account has to enable first.
const fn opt_in(name: &'static str) -> RegionInfo {
    RegionInfo { name, opt_in: true }
}

pub(super) static AWS: Partition = Partition {
    name: "aws",
    dns_suffix: "amazonaws.com",
    global_region: "us-east-1",
    prefix: "",
    regions: &[
        opt_in("af-south-1"),
        opt_in("ap-east-1"),
        opt_in("ap-east-2"),
        default("ap-northeast-1"),
        default("ap-northeast-2"),
        default("ap-northeast-3"),
        default("ap-south-1"),
        opt_in("ap-south-2"),
        default("ap-southeast-1"),
        default("ap-southeast-2"),
        opt_in("ap-southeast-3"),
        opt_in("ap-southeast-4"),
        opt_in("ap-southeast-5"),
        opt_in("ap-southeast-6"),
        opt_in("ap-southeast-7"),
        default("ca-central-1"),
        opt_in("ca-west-1"),
        default("eu-central-1"),
        opt_in("eu-central-2"),
        default("eu-north-1"),
        opt_in("eu-south-1"),
        opt_in("eu-south-2"),
        default("eu-west-1"),
        default("eu-west-2"),
        default("eu-west-3"),
        opt_in("il-central-1"),
        opt_in("me-central-1"),
        opt_in("me-south-1"),
        opt_in("me-west-1"),
        opt_in("mx-central-1"),
        default("sa-east-1"),
        opt_in("sa-west-1"),
        default("us-east-1"),
        default("us-east-2"),
        default("us-west-1"),
        default("us-west-2"),
    ],
};

/// By name.
pub(super) static PARTITIONS: [&Partition; 8] = [
    &AWS,
    &Partition {
        name: "aws-cn",
        dns_suffix: "amazonaws.com.cn",
        global_region: "cn-northwest-1",
        prefix: "cn-",
        regions: &[default("cn-north-1"), default("cn-northwest-1")],
    },
    &Partition {
        name: "aws-eusc",
        dns_suffix: "amazonaws.eu",
        global_region: "eusc-de-east-1",
        prefix: "eusc-",
        regions: &[default("eusc-de-east-1")],
    },
    &Partition {
        name: "aws-iso",
        dns_suffix: "c2s.ic.gov",
        global_region: "us-iso-east-1",
        prefix: "us-iso-",
        regions: &[default("us-iso-east-1"), default("us-iso-west-1")],
    },
    &Partition {
        name: "aws-iso-b",
        dns_suffix: "sc2s.sgov.gov",
        global_region: "us-isob-east-1",
        prefix: "us-isob-",
        regions: &[default("us-isob-east-1"), default("us-isob-west-1")],
    },
    &Partition {
        name: "aws-iso-e",
        dns_suffix: "cloud.adc-e.uk",
        global_region: "eu-isoe-west-1",
        prefix: "eu-isoe-",
        regions: &[default("eu-isoe-west-1")],
    },
    &Partition {
        name: "aws-iso-f",
        dns_suffix: "csp.hci.ic.gov",
        global_region: "us-isof-south-1",
        prefix: "us-isof-",
        regions: &[default("us-isof-east-1"), default("us-isof-south-1")],
    },
    &Partition {
        name: "aws-us-gov",
        dns_suffix: "amazonaws.com",
        global_region: "us-gov-west-1",
        prefix: "us-gov-",
        regions: &[default("us-gov-east-1"), default("us-gov-west-1")],
    },
];
