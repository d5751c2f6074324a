//! The cells of a fleet: which there are, and in which order they run.

use crate::Account;

/// Accounts × regions. Cells are made from their numbers, so that a large grid takes no more memory than its sides.
pub(super) struct Grid {
    accounts: Vec<Account>,
    regions: Vec<String>,
    /// How many accounts are gone through together, one region after the other.
    block: usize,
}

impl Grid {
    /// A grid of which `together` cells run at one time.
    ///
    /// Cells that run together should be in different accounts, whose limits at AWS they would share; but going through
    /// all accounts before the next region would let credentials expire meanwhile, and keep every account's sessions
    /// alive until the end. So a block of as many accounts as run together goes through all regions, then the next.
    pub(super) fn new(accounts: Vec<Account>, regions: Vec<String>, together: usize) -> Self {
        Self { accounts, regions, block: together.max(1) }
    }

    pub(super) fn len(&self) -> usize {
        self.accounts.len() * self.regions.len()
    }

    /// The cell of this number, if there is one.
    pub(super) fn cell(&self, number: usize) -> Option<(&Account, &str)> {
        // Only the last block may be smaller; those before it are of one size.
        let size = self.block.saturating_mul(self.regions.len());
        let first = number.checked_div(size)?.saturating_mul(self.block);
        let block = self.accounts.get(first..)?;
        let accounts = block.len().min(self.block);
        let within = number % size;
        let account = block.get(within.checked_rem(accounts)?)?;
        Some((account, self.regions.get(within / accounts)?))
    }
}

/// Which of `count` shards an account is in: FNV-1a of its id, the same on every machine and in every version.
pub(super) fn shard_of(account: &str, count: usize) -> usize {
    let hash = account
        .bytes()
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
    // The low bits alone depend on the low bits of the digits alone.
    let hash = hash ^ (hash >> 32);
    usize::try_from(hash % (count.max(1) as u64)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use proptest::prelude::*;

    use super::*;

    fn grid(accounts: usize, regions: usize, together: usize) -> Grid {
        let accounts = (0..accounts).map(|id| Account::new(id.to_string())).collect();
        Grid::new(accounts, (0..regions).map(|region| region.to_string()).collect(), together)
    }

    fn cells(grid: &Grid) -> Vec<(String, String)> {
        (0..grid.len())
            .map(|number| {
                let (account, region) = grid.cell(number).unwrap();
                (account.id().to_owned(), region.to_owned())
            })
            .collect()
    }

    #[test]
    fn accounts_alternate_and_their_regions_stay_near() {
        let order = cells(&grid(3, 2, 2)).into_iter().map(|(account, region)| account + &region).collect::<Vec<_>>();
        assert_eq!(order, ["00", "10", "01", "11", "20", "21"]);
    }

    #[test]
    fn shards_stay_the_same_in_all_versions() {
        let shards = ["123456789012", "234567890123", "000000000001"].map(|account| shard_of(account, 10));
        assert_eq!(shards, [0, 2, 4]);
    }

    proptest! {
        #[test]
        fn every_cell_comes_once(accounts in 0_usize..40, regions in 0_usize..8, together in 0_usize..50) {
            let grid = grid(accounts, regions, together);
            let cells = cells(&grid);
            prop_assert_eq!(cells.len(), accounts * regions);
            prop_assert_eq!(cells.iter().collect::<HashSet<_>>().len(), cells.len());
            prop_assert!(grid.cell(cells.len()).is_none());
        }

        #[test]
        fn what_runs_together_is_in_different_accounts(
            accounts in 1_usize..40, regions in 1_usize..8, together in 1_usize..20,
        ) {
            let grid = grid(accounts, regions, together);
            let full_blocks = (accounts / together) * together * regions;
            for window in cells(&grid)[..full_blocks].chunks(together) {
                prop_assert_eq!(window.iter().map(|(account, _)| account).collect::<HashSet<_>>().len(), together);
            }
        }

        #[test]
        fn shards_are_even(count in 1_usize..64) {
            let mut sizes = vec![0; count];
            for account in 0..count * 200 {
                sizes[shard_of(&format!("{:012}", 100_000_000_000_usize + account * 7_919), count)] += 1;
            }
            prop_assert!(sizes.iter().all(|size| (100..320).contains(size)), "{:?}", sizes);
        }
    }
}
