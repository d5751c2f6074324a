//! The states of instances that were started, stopped or terminated together.

use std::collections::HashMap;

use aws_resources_runtime::BatchReport;
use aws_sdk_ec2::{
    operation::{
        start_instances::StartInstancesOutput, stop_instances::StopInstancesOutput,
        terminate_instances::TerminateInstancesOutput,
    },
    types::InstanceStateChange,
};

use super::super::Instance;

/// What became of each instance, by the report of a batch that started, stopped or terminated them.
///
/// ```no_run
/// use aws_resources::{Session, ec2::{Ec2, StateChanges as _}, prelude::*};
///
/// # async fn example(session: &Session) {
/// let report = Ec2::new(session).instances().stop().await;
/// for (id, change) in report.state_changes() {
///     println!("{id} was {:?}, and is {:?}", change.previous_state(), change.current_state());
/// }
/// for item in report.failed() {
///     eprintln!("{} isn't stopped: {}", item.resource().id(), item.result().unwrap_err());
/// }
/// # }
/// ```
pub trait StateChanges {
    /// The states before and after the call, by the instance's id: of those for which the call went through.
    fn state_changes(&self) -> HashMap<&str, &InstanceStateChange>;
}

macro_rules! state_changes {
    ($($output:ty: $changes:ident),*) => {
        $(
            impl StateChanges for BatchReport<Instance, $output> {
                fn state_changes(&self) -> HashMap<&str, &InstanceStateChange> {
                    let changes = self.responses().iter().flat_map(|response| response.$changes());
                    changes.filter_map(|change| Some((change.instance_id()?, change))).collect()
                }
            }
        )*
    };
}

state_changes!(
    StartInstancesOutput: starting_instances,
    StopInstancesOutput: stopping_instances,
    TerminateInstancesOutput: terminating_instances
);
