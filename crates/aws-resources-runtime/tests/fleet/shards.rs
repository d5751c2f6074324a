//! A grid split over machines.

use std::collections::HashSet;

use aws_resources_runtime::ErrorKind;
use proptest::prelude::*;

use super::*;

#[test]
fn shards_that_are_not_there_are_errors() {
    for (index, count) in [(0, 0), (1, 1), (5, 5), (7, 2)] {
        let error = fleet().shard(index, count).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Request);
        assert!(error.message().starts_with(&format!("there is no shard {index} of {count}")), "{error}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn shards_are_the_grid_whatever_the_order(
        accounts in prop::collection::hash_set(0_u64..1_000_000_000_000, 0..40),
        count in 1_usize..12,
    ) {
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        let mut seen = Vec::new();
        for index in 0..count {
            // Every machine lists them in another order.
            let mut listed: Vec<_> = accounts.iter().map(|account| format!("{account:012}")).collect();
            listed.sort();
            listed.rotate_left(index.min(accounts.len()));
            let fleet = manager().fleet().accounts(&listed).regions(REGIONS).shard(index, count).unwrap();
            let run = fleet.run(|_| async { Ok(()) });
            let total = run.progress().total;
            let mine: Vec<_> = runtime.block_on(all(run)).iter().map(place_of).collect();
            prop_assert_eq!(mine.len(), total);
            for (account, _) in &mine {
                prop_assert_eq!(mine.iter().filter(|(other, _)| other == account).count(), REGIONS.len());
            }
            seen.extend(mine);
        }
        prop_assert_eq!(seen.len(), accounts.len() * REGIONS.len(), "complete");
        prop_assert_eq!(seen.iter().collect::<HashSet<_>>().len(), seen.len(), "disjoint");
    }
}
