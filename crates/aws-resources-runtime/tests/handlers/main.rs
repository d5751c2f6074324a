//! Event handlers on a real SDK client, whose HTTP is a script.

mod aws;
mod failures;
mod order;
mod registration;
mod stages;
