//! AWS's partitions and their regions, for use without a call.
//!
//! The table is the state of AWS's own partition metadata in November 2026. What a program needs to be current about,
//! it asks AWS for: with the feature `accounts`, `Session::enabled_regions` for one account's regions and
//! `Session::available_regions` for one service's.
//!
//! ```
//! use aws_resources_runtime::partition::Partition;
//!
//! let partition = Partition::of_region("cn-north-1");
//! assert_eq!(partition.name(), "aws-cn");
//! assert_eq!(partition.dns_suffix(), "amazonaws.com.cn");
//!
//! // The regions that every account of the partition has.
//! let regions: Vec<_> = Partition::of_region("eu-west-1").regions().filter(|region| !region.opt_in()).collect();
//! assert!(regions.iter().any(|region| region.name() == "eu-west-1"));
//! ```

use std::fmt;

mod table;

use table::PARTITIONS;

/// A part of AWS with its own accounts, regions and endpoints: `aws`, `aws-cn`, `aws-us-gov`, …
/// ([Partitions](https://docs.aws.amazon.com/whitepapers/latest/aws-fault-isolation-boundaries/partitions.html)).
///
/// ```
/// use aws_resources_runtime::partition::Partition;
///
/// for partition in Partition::all() {
///     println!("{partition}: {} regions", partition.regions().len());
/// }
/// assert!(Partition::named("aws-us-gov").is_some());
/// ```
#[derive(PartialEq, Eq, Hash)]
pub struct Partition {
    name: &'static str,
    dns_suffix: &'static str,
    global_region: &'static str,
    /// What the names of its regions begin with; empty for `aws`, which has what no other partition has.
    prefix: &'static str,
    regions: &'static [RegionInfo],
}

impl Partition {
    /// All partitions, by name.
    pub fn all() -> impl ExactSizeIterator<Item = &'static Self> {
        PARTITIONS.into_iter()
    }

    /// The partition with this name, as it stands in ARNs: `aws`, `aws-cn`, `aws-us-gov`, …
    pub fn named(name: &str) -> Option<&'static Self> {
        Self::all().find(|partition| partition.name == name)
    }

    /// The partition of a region. It is told from the name, so that a region works that AWS opened after this table
    /// was written; what has the name of no other partition belongs to `aws`.
    ///
    /// ```
    /// # use aws_resources_runtime::partition::Partition;
    /// assert_eq!(Partition::of_region("us-gov-north-9").name(), "aws-us-gov");
    /// assert_eq!(Partition::of_region("ap-north-9").name(), "aws");
    /// ```
    pub fn of_region(region: &str) -> &'static Self {
        let named = |partition: &&'static Self| !partition.prefix.is_empty() && region.starts_with(partition.prefix);
        Self::all().find(named).unwrap_or(&table::AWS)
    }

    /// The name, as it stands in ARNs: `aws`, `aws-cn`, `aws-us-gov`, …
    pub fn name(&self) -> &'static str {
        self.name
    }

    /// What the host names of its endpoints end in: `amazonaws.com`, `amazonaws.com.cn`, …
    pub fn dns_suffix(&self) -> &'static str {
        self.dns_suffix
    }

    /// The region from which AWS runs the partition's global services, and whose name their requests are signed with:
    /// `us-east-1` in `aws`.
    pub fn global_region(&self) -> &'static str {
        self.global_region
    }

    /// The regions, by name. AWS lists a region in its metadata some time before it opens, so that one or two that
    /// must be opted in to may not answer yet.
    pub fn regions(&self) -> impl ExactSizeIterator<Item = &'static RegionInfo> {
        self.regions.iter()
    }
}

impl fmt::Debug for Partition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Partition").field("name", &self.name).finish_non_exhaustive()
    }
}

impl fmt::Display for Partition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name)
    }
}

/// A region of a [`Partition`].
///
/// It is taken wherever the name of a region is, as `impl Into<String>`.
///
/// ```
/// use aws_resources_runtime::partition::Partition;
///
/// let mut regions = Partition::of_region("eu-west-1").regions();
/// assert!(regions.any(|region| region.name() == "eu-west-1" && !region.opt_in()));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct RegionInfo {
    name: &'static str,
    opt_in: bool,
}

impl RegionInfo {
    /// The name: `eu-west-1`.
    pub fn name(&self) -> &'static str {
        self.name
    }

    /// Whether an account has to enable the region first. Regions that AWS opened before 20 March 2019 are enabled in
    /// every account
    /// ([regions of an account](https://docs.aws.amazon.com/accounts/latest/reference/manage-acct-regions.html)).
    pub fn opt_in(&self) -> bool {
        self.opt_in
    }
}

impl fmt::Display for RegionInfo {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name)
    }
}

impl AsRef<str> for RegionInfo {
    fn as_ref(&self) -> &str {
        self.name
    }
}

impl From<RegionInfo> for String {
    fn from(region: RegionInfo) -> Self {
        region.name.to_owned()
    }
}

impl From<&RegionInfo> for String {
    fn from(region: &RegionInfo) -> Self {
        region.name.to_owned()
    }
}

/// The name of a region's partition: `aws`, `aws-cn`, `aws-us-gov`, …
pub(crate) fn of_region(region: &str) -> &'static str {
    Partition::of_region(region).name
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::{Partition, RegionInfo, of_region};

    #[test]
    fn every_partition_is_known_by_its_regions() {
        for (region, partition) in [
            ("eu-west-1", "aws"),
            ("us-east-1", "aws"),
            ("cn-north-1", "aws-cn"),
            ("us-gov-west-1", "aws-us-gov"),
            ("us-iso-east-1", "aws-iso"),
            ("us-isob-east-1", "aws-iso-b"),
            ("eu-isoe-west-1", "aws-iso-e"),
            ("us-isof-south-1", "aws-iso-f"),
            ("eusc-de-east-1", "aws-eusc"),
        ] {
            assert_eq!(of_region(region), partition, "{region}");
        }
    }

    #[test]
    fn regions_that_the_table_lacks_have_a_partition_too() {
        for (region, partition) in [
            ("us-gov-north-9", "aws-us-gov"),
            ("cn-south-9", "aws-cn"),
            ("us-isob-north-9", "aws-iso-b"),
            ("eusc-fr-west-9", "aws-eusc"),
            ("ap-north-9", "aws"),
            ("zz-central-1", "aws"),
            ("", "aws"),
        ] {
            assert_eq!(of_region(region), partition, "{region}");
        }
    }

    /// `checklist 111, 138`
    #[test]
    fn every_region_of_the_table_is_told_to_be_where_it_stands() {
        for partition in Partition::all() {
            assert_eq!(Partition::named(partition.name()), Some(partition));
            for region in partition.regions() {
                assert_eq!(Partition::of_region(region.name()), partition, "{region}");
            }
            let global = partition.regions().find(|region| region.name() == partition.global_region());
            assert!(global.is_some_and(|region| !region.opt_in()), "{partition}");
        }
        assert_eq!(Partition::named("aws-moon"), None);
    }

    #[test]
    fn the_table_is_sorted_and_names_nothing_twice() {
        let names: Vec<_> = Partition::all().map(Partition::name).collect();
        assert!(names.is_sorted());
        let regions = || Partition::all().flat_map(Partition::regions);
        assert!(Partition::all().all(|partition| partition.regions().map(RegionInfo::name).is_sorted()));
        assert_eq!(regions().map(RegionInfo::name).collect::<HashSet<_>>().len(), regions().count());
    }

    #[test]
    fn no_prefix_hides_another() {
        let prefixes: Vec<_> = Partition::all().map(|partition| partition.prefix).filter(|p| !p.is_empty()).collect();
        assert_eq!(prefixes.len(), names_other_than_aws());
        for (i, prefix) in prefixes.iter().enumerate() {
            assert!(prefix.ends_with('-'), "{prefix}");
            for other in prefixes.iter().skip(i + 1) {
                assert!(!prefix.starts_with(other) && !other.starts_with(prefix), "{prefix} {other}");
            }
        }
    }

    fn names_other_than_aws() -> usize {
        Partition::all().filter(|partition| partition.name != "aws").count()
    }

    /// AWS opened no further region that is enabled by default since 20 March 2019.
    #[test]
    fn only_the_regions_of_before_2019_need_no_opt_in() {
        let Some(aws) = Partition::named("aws") else { panic!("no partition aws") };
        assert_eq!(aws.regions().filter(|region| !region.opt_in()).count(), 17);
        let elsewhere = Partition::all().filter(|partition| *partition != aws).flat_map(Partition::regions);
        assert!(elsewhere.into_iter().all(|region| !region.opt_in()));
    }
}
