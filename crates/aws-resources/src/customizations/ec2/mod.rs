//! What concerns many of Amazon EC2's resources at once: their tags, and the states of instances.

mod states;
mod tags;

pub use states::StateChanges;
pub use tags::{TagAll, TagTarget, tag_all, untag_all};
